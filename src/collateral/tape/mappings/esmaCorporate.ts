import type { SourceMapping } from '../sourceMapping.js';
import { esmaAmortization, esmaFrequency, esmaMissing, esmaOther, esmaStatus } from './esmaWords.js';

/** ESMA annex 4, corporate underlying exposures (small and medium enterprises among them), by field code. */
export const esmaCorporate: SourceMapping = {
  name: 'esma-annex-4-corporate',
  title: 'ESMA annex 4, corporate',
  signature: ['CRPL3', 'CRPL39', 'CRPL53'],
  columns: [
    { to: 'loanId', from: ['CRPL3'], missing: esmaMissing },
    { to: 'loanId', from: ['CRPL2'], missing: esmaMissing },
    { to: 'obligorId', from: ['CRPL5'], missing: esmaMissing },
    { to: 'obligorId', from: ['CRPL4'], missing: esmaMissing },
    { to: 'cutOffDate', from: ['CRPL6'] },
    { to: 'region', from: ['CRPL10'], missing: esmaMissing },
    { to: 'industry', from: ['CRPL14'], missing: esmaMissing },
    { to: 'originationDate', from: ['CRPL33'], missing: esmaMissing },
    { to: 'maturityDate', from: ['CRPL34'], missing: esmaMissing },
    { to: 'currency', from: ['CRPL37'], missing: esmaMissing },
    { to: 'originalBalance', from: ['CRPL38'], missing: esmaMissing },
    { to: 'currentBalance', from: ['CRPL39'], missing: esmaMissing },
    { to: 'repaymentType', from: ['CRPL46'], words: esmaAmortization, missing: esmaOther },
    { to: 'paymentFrequency', from: ['CRPL48'], words: esmaFrequency, missing: esmaOther },
    { to: 'installment', from: ['CRPL50'], missing: esmaMissing },
    { to: 'annualRate', from: ['CRPL53'], unit: 'percent', missing: esmaMissing },
    { to: 'daysPastDue', from: ['CRPL78'], unit: 'days', missing: esmaMissing },
    { to: 'status', from: ['CRPL79'], words: esmaStatus, missing: esmaMissing },
  ],
};
