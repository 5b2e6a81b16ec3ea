import type { SourceMapping } from '../sourceMapping.js';
import { esmaAmortization, esmaFrequency, esmaMissing, esmaOther } from './esmaWords.js';

/**
 * ESMA annex 6, consumer underlying exposures, by field code, as far as its codes were seen (1 to 36): the rate
 * is not among them, so it has to be named with --map.
 */
export const esmaConsumer: SourceMapping = {
  name: 'esma-annex-6-consumer',
  title: 'ESMA annex 6, consumer',
  signature: ['CMRL3', 'CMRL28'],
  columns: [
    { to: 'loanId', from: ['CMRL3'], missing: esmaMissing },
    { to: 'loanId', from: ['CMRL2'], missing: esmaMissing },
    { to: 'obligorId', from: ['CMRL5'], missing: esmaMissing },
    { to: 'obligorId', from: ['CMRL4'], missing: esmaMissing },
    { to: 'cutOffDate', from: ['CMRL6'] },
    { to: 'region', from: ['CMRL10'], missing: esmaMissing },
    { to: 'originationDate', from: ['CMRL21'], missing: esmaMissing },
    { to: 'maturityDate', from: ['CMRL22'], missing: esmaMissing },
    { to: 'originalTermMonths', from: ['CMRL23'], unit: 'months', missing: esmaMissing },
    { to: 'industry', from: ['CMRL25'], missing: esmaMissing },
    { to: 'originalBalance', from: ['CMRL27'], missing: esmaMissing },
    { to: 'currentBalance', from: ['CMRL28'], missing: esmaMissing },
    { to: 'repaymentType', from: ['CMRL32'], words: esmaAmortization, missing: esmaOther },
    { to: 'paymentFrequency', from: ['CMRL34'], words: esmaFrequency, missing: esmaOther },
    { to: 'installment', from: ['CMRL36'], missing: esmaMissing },
  ],
};
