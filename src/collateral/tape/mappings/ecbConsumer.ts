import type { SourceMapping } from '../sourceMapping.js';
import { ecbMissing } from './ecbWords.js';

/** ECB consumer loan template (version 23), by field code. Its code lists were not seen, so none is mapped. */
export const ecbConsumer: SourceMapping = {
  name: 'ecb-consumer',
  title: 'ECB template, consumer loans',
  signature: ['AN5', 'AN26', 'AN32'],
  columns: [
    { to: 'cutOffDate', from: ['AN1'] },
    { to: 'loanId', from: ['AN5'] },
    { to: 'obligorId', from: ['AN8'], missing: ecbMissing },
    { to: 'region', from: ['AN20'], missing: ecbMissing },
    { to: 'originationDate', from: ['AN21'], missing: ecbMissing },
    { to: 'maturityDate', from: ['AN22'], missing: ecbMissing },
    { to: 'originalTermMonths', from: ['AN23'], unit: 'months', missing: ecbMissing },
    { to: 'originalBalance', from: ['AN25'], missing: ecbMissing },
    { to: 'currentBalance', from: ['AN26'], missing: ecbMissing },
    { to: 'installment', from: ['AN27'], missing: ecbMissing },
    { to: 'annualRate', from: ['AN32'], unit: 'percent', missing: ecbMissing },
    { to: 'daysPastDue', from: ['AN50'], unit: 'months', missing: ecbMissing },
  ],
};
