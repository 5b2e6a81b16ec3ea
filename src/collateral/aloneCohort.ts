import type { Cohorts } from './cohorts.js';

/** One of several cohorts as cohorts of its own; `cohortOfLoan` and the loans' balances stay with the whole. */
export function aloneCohort(cohorts: Cohorts, index: number): Cohorts {
  const { terms } = cohorts;
  const from = terms.changeStart[index]!;
  const to = terms.changeStart[index + 1]!;
  const one = <Column extends Float64Array | Int32Array | Uint32Array | Uint8Array>(column: Column) =>
    column.slice(index, index + 1) as Column;
  return {
    count: 1,
    cutOffDate: cohorts.cutOffDate,
    monthCount: cohorts.remainingTermMonths[index]!,
    balance: one(cohorts.balance),
    loanCount: one(cohorts.loanCount),
    annualRate: one(cohorts.annualRate),
    remainingTermMonths: one(cohorts.remainingTermMonths),
    repaymentType: one(cohorts.repaymentType),
    monthsOnBook: one(cohorts.monthsOnBook),
    annualDefaultRate: one(cohorts.annualDefaultRate),
    group: one(cohorts.group),
    terms: {
      monthlyRate: one(terms.monthlyRate),
      divisor: one(terms.divisor),
      decay: one(terms.decay),
      paymentInterval: one(terms.paymentInterval),
      accruedAtStart: one(terms.accruedAtStart),
      feePerPrincipal: one(terms.feePerPrincipal),
      byDays: one(terms.byDays),
      draws: one(terms.draws),
      changeStart: Uint32Array.of(0, to - from),
      changes: terms.changes.subarray(from, to),
    },
    behavior: one(cohorts.behavior),
    behaviors: cohorts.behaviors,
    missedPayments: one(cohorts.missedPayments),
    expectedRecovery: one(cohorts.expectedRecovery),
    cohortOfLoan: new Uint32Array(0),
    balanceOfLoan: new Float64Array(0),
  };
}
