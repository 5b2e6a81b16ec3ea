import type { SourceMapping } from '../sourceMapping.js';
import { esmaAmortization, esmaFrequency, esmaMissing, esmaOther, esmaStatus } from './esmaWords.js';

/** ESMA annex 8, leasing underlying exposures, by field code. */
export const esmaLeasing: SourceMapping = {
  name: 'esma-annex-8-leasing',
  title: 'ESMA annex 8, leasing',
  signature: ['LESL3', 'LESL28', 'LESL36'],
  columns: [
    { to: 'loanId', from: ['LESL3'], missing: esmaMissing },
    { to: 'loanId', from: ['LESL2'], missing: esmaMissing },
    { to: 'obligorId', from: ['LESL5'], missing: esmaMissing },
    { to: 'obligorId', from: ['LESL4'], missing: esmaMissing },
    { to: 'cutOffDate', from: ['LESL6'] },
    { to: 'originationDate', from: ['LESL22'], missing: esmaMissing },
    { to: 'maturityDate', from: ['LESL23'], missing: esmaMissing },
    { to: 'originalTermMonths', from: ['LESL24'], unit: 'months', missing: esmaMissing },
    { to: 'originalBalance', from: ['LESL27'], missing: esmaMissing },
    { to: 'currentBalance', from: ['LESL28'], missing: esmaMissing },
    { to: 'repaymentType', from: ['LESL31'], words: esmaAmortization, missing: esmaOther },
    { to: 'paymentFrequency', from: ['LESL33'], words: esmaFrequency, missing: esmaOther },
    { to: 'installment', from: ['LESL35'], missing: esmaMissing },
    { to: 'annualRate', from: ['LESL36'], unit: 'percent', missing: esmaMissing },
    { to: 'daysPastDue', from: ['LESL56'], unit: 'days', missing: esmaMissing },
    { to: 'status', from: ['LESL57'], words: esmaStatus, missing: esmaMissing },
  ],
};
