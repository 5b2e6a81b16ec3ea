import type { SourceMapping } from '../sourceMapping.js';
import { ecbMissing } from './ecbWords.js';

/** ECB auto loan template (version 22), by field code: dates YYYY-MM, lateness in fractional months. */
export const ecbAuto: SourceMapping = {
  name: 'ecb-auto',
  title: 'ECB template, auto loans',
  signature: ['AA5', 'AA27', 'AA40'],
  columns: [
    { to: 'cutOffDate', from: ['AA1'] },
    { to: 'loanId', from: ['AA5'] },
    { to: 'obligorId', from: ['AA8'], missing: ecbMissing },
    { to: 'region', from: ['AA21'], missing: ecbMissing },
    { to: 'originationDate', from: ['AA22'], missing: ecbMissing },
    { to: 'maturityDate', from: ['AA23'], missing: ecbMissing },
    { to: 'originalTermMonths', from: ['AA24'], unit: 'months', missing: ecbMissing },
    { to: 'originalBalance', from: ['AA26'], missing: ecbMissing },
    { to: 'currentBalance', from: ['AA27'], missing: ecbMissing },
    { to: 'installment', from: ['AA28'], missing: ecbMissing },
    { to: 'annualRate', from: ['AA40'], unit: 'percent', missing: ecbMissing },
    { to: 'daysPastDue', from: ['AA66'], unit: 'months', missing: ecbMissing },
  ],
};
