import type { SourceMapping } from '../sourceMapping.js';
import { esmaAmortization, esmaFrequency, esmaMissing, esmaOther, esmaStatus } from './esmaWords.js';

/** ESMA annex 2, residential real estate, by field code. RREL18 is an income currency, not a balance. */
export const esmaResidential: SourceMapping = {
  name: 'esma-annex-2-residential',
  title: 'ESMA annex 2, residential real estate',
  signature: ['RREL3', 'RREL30', 'RREL43'],
  columns: [
    { to: 'loanId', from: ['RREL3'], missing: esmaMissing },
    { to: 'loanId', from: ['RREL2'], missing: esmaMissing },
    { to: 'obligorId', from: ['RREL5'], missing: esmaMissing },
    { to: 'obligorId', from: ['RREL4'], missing: esmaMissing },
    { to: 'cutOffDate', from: ['RREL6'] },
    { to: 'region', from: ['RREL11'], missing: esmaMissing },
    { to: 'originationDate', from: ['RREL23'], missing: esmaMissing },
    { to: 'maturityDate', from: ['RREL24'], missing: esmaMissing },
    { to: 'originalTermMonths', from: ['RREL25'], unit: 'months', missing: esmaMissing },
    { to: 'originalBalance', from: ['RREL29'], missing: esmaMissing },
    { to: 'currentBalance', from: ['RREL30'], missing: esmaMissing },
    { to: 'repaymentType', from: ['RREL35'], words: esmaAmortization, missing: esmaOther },
    { to: 'paymentFrequency', from: ['RREL37'], words: esmaFrequency, missing: esmaOther },
    { to: 'installment', from: ['RREL39'], missing: esmaMissing },
    { to: 'annualRate', from: ['RREL43'], unit: 'percent', missing: esmaMissing },
    { to: 'daysPastDue', from: ['RREL68'], unit: 'days', missing: esmaMissing },
    { to: 'status', from: ['RREL69'], words: esmaStatus, missing: esmaMissing },
  ],
};
