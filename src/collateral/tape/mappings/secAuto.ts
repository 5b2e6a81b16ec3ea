import type { SourceMapping } from '../sourceMapping.js';

/**
 * Asset data file of an SEC registered auto deal (ABS-EE, Schedule AL, item 3 and 4): fraction rates, months,
 * days past due. The current rate falls back to the original one where it is zero and that is not.
 */
export const secAuto: SourceMapping = {
  name: 'sec-schedule-al-auto',
  title: 'SEC Schedule AL, auto loans',
  signature: ['assetNumber', 'reportingPeriodActualEndBalanceAmount', 'remainingTermToMaturityNumber'],
  columns: [
    { to: 'loanId', from: ['assetNumber'] },
    { to: 'originalBalance', from: ['originalLoanAmount'] },
    { to: 'currentBalance', from: ['reportingPeriodActualEndBalanceAmount'] },
    {
      to: 'annualRate',
      from: ['reportingPeriodInterestRatePercentage'],
      unit: 'fraction',
      whenZero: 'originalInterestRatePercentage',
    },
    { to: 'originationDate', from: ['originationDate'] },
    { to: 'maturityDate', from: ['loanMaturityDate'] },
    { to: 'originalTermMonths', from: ['originalLoanTerm'], unit: 'months' },
    { to: 'remainingTermMonths', from: ['remainingTermToMaturityNumber'], unit: 'months' },
    { to: 'installment', from: ['reportingPeriodScheduledPaymentAmount'] },
    { to: 'paymentFrequency', from: ['paymentTypeCode'], words: { '1': 'biweekly', '2': 'monthly' } },
    { to: 'daysPastDue', from: ['currentDelinquencyStatus'], unit: 'days' },
    { to: 'status', from: ['zeroBalanceCode'], words: secZeroBalanceCodes() },
    { to: 'region', from: ['obligorGeographicLocation'] },
    { to: 'score', from: ['obligorCreditScore'] },
    { to: 'cutOffDate', from: ['reportingPeriodEndingDate'] },
  ],
};

/** Schedule AL, item 3(f)(2): why a balance became zero; blank while it is not. */
function secZeroBalanceCodes(): { readonly [code: string]: string } {
  return {
    '1': 'paid off',
    '2': 'paid off',
    '3': 'repurchased',
    '4': 'charged off',
    '5': 'sold',
    '99': 'closed',
  };
}
