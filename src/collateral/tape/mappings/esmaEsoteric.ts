import type { SourceMapping } from '../sourceMapping.js';
import { esmaAmortization, esmaFrequency, esmaMissing, esmaOther, esmaStatus } from './esmaWords.js';

/** ESMA annex 9, underlying exposures of no other annex (trade receivables, solar loans and the like), by field code. */
export const esmaEsoteric: SourceMapping = {
  name: 'esma-annex-9-esoteric',
  title: 'ESMA annex 9, esoteric',
  signature: ['ESTL3', 'ESTL28', 'ESTL39'],
  columns: [
    { to: 'loanId', from: ['ESTL3'], missing: esmaMissing },
    { to: 'loanId', from: ['ESTL2'], missing: esmaMissing },
    { to: 'obligorId', from: ['ESTL5'], missing: esmaMissing },
    { to: 'obligorId', from: ['ESTL4'], missing: esmaMissing },
    { to: 'cutOffDate', from: ['ESTL6'] },
    { to: 'originationDate', from: ['ESTL24'], missing: esmaMissing },
    { to: 'maturityDate', from: ['ESTL25'], missing: esmaMissing },
    { to: 'originalBalance', from: ['ESTL27'], missing: esmaMissing },
    { to: 'currentBalance', from: ['ESTL28'], missing: esmaMissing },
    { to: 'repaymentType', from: ['ESTL31'], words: esmaAmortization, missing: esmaOther },
    { to: 'paymentFrequency', from: ['ESTL33'], words: esmaFrequency, missing: esmaOther },
    { to: 'installment', from: ['ESTL35'], missing: esmaMissing },
    { to: 'annualRate', from: ['ESTL39'], unit: 'percent', missing: esmaMissing },
    { to: 'daysPastDue', from: ['ESTL54'], unit: 'days', missing: esmaMissing },
    { to: 'status', from: ['ESTL55'], words: esmaStatus, missing: esmaMissing },
  ],
};
