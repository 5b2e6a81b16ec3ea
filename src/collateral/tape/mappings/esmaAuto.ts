import type { SourceMapping } from '../sourceMapping.js';
import { esmaAmortization, esmaFrequency, esmaMissing, esmaOther, esmaStatus } from './esmaWords.js';

/** ESMA annex 5, automobile underlying exposures, by field code; percentages without a sign. */
export const esmaAuto: SourceMapping = {
  name: 'esma-annex-5-auto',
  title: 'ESMA annex 5, automobile',
  signature: ['AUTL3', 'AUTL30', 'AUTL40'],
  columns: [
    { to: 'loanId', from: ['AUTL3'], missing: esmaMissing },
    { to: 'loanId', from: ['AUTL2'], missing: esmaMissing },
    { to: 'obligorId', from: ['AUTL5'], missing: esmaMissing },
    { to: 'obligorId', from: ['AUTL4'], missing: esmaMissing },
    { to: 'cutOffDate', from: ['AUTL6'] },
    { to: 'region', from: ['AUTL10'], missing: esmaMissing },
    { to: 'originationDate', from: ['AUTL24'], missing: esmaMissing },
    { to: 'maturityDate', from: ['AUTL25'], missing: esmaMissing },
    { to: 'originalTermMonths', from: ['AUTL26'], unit: 'months', missing: esmaMissing },
    { to: 'currency', from: ['AUTL28'], missing: esmaMissing },
    { to: 'originalBalance', from: ['AUTL29'], missing: esmaMissing },
    { to: 'currentBalance', from: ['AUTL30'], missing: esmaMissing },
    { to: 'repaymentType', from: ['AUTL32'], words: esmaAmortization, missing: esmaOther },
    { to: 'paymentFrequency', from: ['AUTL34'], words: esmaFrequency, missing: esmaOther },
    { to: 'installment', from: ['AUTL37'], missing: esmaMissing },
    { to: 'annualRate', from: ['AUTL40'], unit: 'percent', missing: esmaMissing },
    { to: 'daysPastDue', from: ['AUTL69'], unit: 'days', missing: esmaMissing },
    { to: 'status', from: ['AUTL70'], words: esmaStatus, missing: esmaMissing },
  ],
};
