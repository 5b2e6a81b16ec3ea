import type { CalendarDate } from '#basics/calendarDate.js';
import type { CohortOptions } from './cohortOptions.js';
import type { LoanBehavior } from './loanBehavior.js';
import { LoanKey } from './loanKey.js';
import type { LoanTable } from './loanTable.js';

/**
 * Loans whose schedules are proportional and whose default risk is equal, as one: exact, not approximate. Two
 * loans share a cohort when every term of their amortization (rate, term, type, kept installment over balance,
 * frequency, accrued interest), their annual default rate and, on request, age and group are equal.
 */
export interface Cohorts {
  readonly count: number;
  readonly cutOffDate: CalendarDate;
  /** Longest remaining term. */
  readonly monthCount: number;
  readonly balance: Float64Array;
  readonly loanCount: Uint32Array;
  readonly annualRate: Float64Array;
  readonly remainingTermMonths: Int32Array;
  /** Codes into `repaymentTypes`. */
  readonly repaymentType: Uint8Array;
  /** Months since origination at the cut-off; all zero unless cohorts were built `byAge`; −1 is unknown. */
  readonly monthsOnBook: Int32Array;
  /** The tape's annualDefaultRate; −1 for loans without one. */
  readonly annualDefaultRate: Float64Array;
  /** `groupOfLoan` of the options, else zero. */
  readonly group: Uint32Array;
  readonly terms: AmortizationColumns;
  /** Which of `behaviors` each cohort follows; all zero and one entry or none where there is but one. */
  readonly behavior: Uint32Array;
  readonly behaviors: readonly LoanBehavior[];
  /** Payments missed at the cut-off, 0 to 4; all zero unless asked for. */
  readonly missedPayments: Uint8Array;
  /** Recovery-only collateral: net proceeds per unit of balance; −1 elsewhere and where not known. */
  readonly expectedRecovery: Float64Array;
  readonly cohortOfLoan: Uint32Array;
  /** The loan table's own column, not a copy. */
  readonly balanceOfLoan: Float64Array;
}

/** `AmortizationTerms` of each cohort; see there for the recursion. */
export interface AmortizationColumns {
  readonly monthlyRate: Float64Array;
  readonly divisor: Float64Array;
  readonly decay: Float64Array;
  readonly paymentInterval: Int32Array;
  readonly accruedAtStart: Float64Array;
  readonly feePerPrincipal: Float64Array;
  /** 1 where `monthlyRate` is a day's. */
  readonly byDays: Uint8Array;
  /** 1 where a change's growth is money drawn. */
  readonly draws: Uint8Array;
  /** Records of contractChanges.ts of cohort c: elements `changeStart[c]` to `changeStart[c + 1]` − 1. */
  readonly changeStart: Uint32Array;
  readonly changes: Float64Array;
}

/** Cohorts in the order in which the tape first shows them. */
export function buildCohorts(loans: LoanTable, cutOff: CalendarDate, options: CohortOptions = {}): Cohorts {
  const cohortOfLoan = new Uint32Array(loans.rowCount);
  const firstRows = new Uint32Array(loans.rowCount);
  const count =
    options.each === 'loan'
      ? numberEach(cohortOfLoan, firstRows)
      : groupEqual(loans, cutOff, options, cohortOfLoan, firstRows);
  return cohortColumns(loans, cutOff, options, firstRows.subarray(0, count), cohortOfLoan);
}

function numberEach(cohortOfLoan: Uint32Array, firstRows: Uint32Array): number {
  for (let row = 0; row < cohortOfLoan.length; row++) {
    cohortOfLoan[row] = row;
    firstRows[row] = row;
  }
  return cohortOfLoan.length;
}

/**
 * Open addressing on a 32-bit hash of the loan's terms. A cohort stores only its hash and its first loan, whose
 * terms are worked out again when hashes meet: that costs time once per loan and no memory per cohort.
 */
function groupEqual(
  loans: LoanTable,
  cutOff: CalendarDate,
  options: CohortOptions,
  cohortOfLoan: Uint32Array,
  firstRows: Uint32Array,
): number {
  const key = new LoanKey(loans, cutOff, options);
  const other = new LoanKey(loans, cutOff, options);
  let slotCount = 2;
  while (slotCount < 2 * loans.rowCount) slotCount *= 2;
  const slots = new Uint32Array(slotCount); // cohort + 1, zero is free
  const hashes = new Uint32Array(loans.rowCount);
  let count = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    const hash = key.read(row);
    let slot = hash & (slotCount - 1);
    while (slots[slot] !== 0) {
      const cohort = slots[slot]! - 1;
      if (hashes[cohort] === hash) {
        other.read(firstRows[cohort]!);
        if (key.equals(other)) break;
      }
      slot = (slot + 1) & (slotCount - 1);
    }
    if (slots[slot] === 0) {
      hashes[count] = hash;
      firstRows[count] = row;
      slots[slot] = ++count;
    }
    cohortOfLoan[row] = slots[slot]! - 1;
  }
  return count;
}

function cohortColumns(
  loans: LoanTable,
  cutOff: CalendarDate,
  options: CohortOptions,
  firstRows: Uint32Array,
  cohortOfLoan: Uint32Array,
): Cohorts {
  const count = firstRows.length;
  const cohorts = {
    count,
    cutOffDate: cutOff,
    monthCount: 0,
    balance: new Float64Array(count),
    loanCount: new Uint32Array(count),
    annualRate: new Float64Array(count),
    remainingTermMonths: new Int32Array(count),
    repaymentType: new Uint8Array(count),
    monthsOnBook: new Int32Array(count),
    annualDefaultRate: new Float64Array(count),
    group: new Uint32Array(count),
    terms: {
      monthlyRate: new Float64Array(count),
      divisor: new Float64Array(count),
      decay: new Float64Array(count),
      paymentInterval: new Int32Array(count),
      accruedAtStart: new Float64Array(count),
      feePerPrincipal: new Float64Array(count),
      byDays: new Uint8Array(count),
      draws: new Uint8Array(count),
      changeStart: new Uint32Array(count + 1),
      changes: new Float64Array(0),
    },
    behavior: new Uint32Array(count),
    behaviors: options.behaviors ?? [],
    missedPayments: new Uint8Array(count),
    expectedRecovery: new Float64Array(count),
    cohortOfLoan,
    balanceOfLoan: loans.currentBalance,
  };
  const key = new LoanKey(loans, cutOff, options);
  const changes: number[] = [];
  for (let i = 0; i < count; i++) {
    key.read(firstRows[i]!);
    cohorts.annualRate[i] = loans.annualRate[firstRows[i]!]!;
    cohorts.remainingTermMonths[i] = key.terms.monthCount;
    cohorts.monthCount = Math.max(cohorts.monthCount, key.terms.monthCount);
    cohorts.repaymentType[i] = loans.repaymentType[firstRows[i]!]!;
    cohorts.annualDefaultRate[i] = key.values[8]!;
    cohorts.monthsOnBook[i] = key.values[9]!;
    cohorts.group[i] = key.values[10]!;
    cohorts.terms.monthlyRate[i] = key.terms.monthlyRate;
    cohorts.terms.divisor[i] = key.terms.divisor;
    cohorts.terms.decay[i] = key.terms.decay;
    cohorts.terms.paymentInterval[i] = key.terms.paymentInterval;
    cohorts.terms.accruedAtStart[i] = key.terms.accruedAtStart;
    cohorts.terms.feePerPrincipal[i] = key.terms.feePerPrincipal;
    cohorts.terms.byDays[i] = key.terms.byDays ? 1 : 0;
    cohorts.terms.draws[i] = key.terms.draws ? 1 : 0;
    cohorts.behavior[i] = key.values[11]!;
    cohorts.missedPayments[i] = key.values[13]!;
    cohorts.expectedRecovery[i] = key.values[14]!;
    for (const number of key.terms.changes) changes.push(number);
    cohorts.terms.changeStart[i + 1] = changes.length;
  }
  cohorts.terms.changes = Float64Array.from(changes);
  for (let row = 0; row < loans.rowCount; row++) {
    cohorts.balance[cohortOfLoan[row]!]! += loans.currentBalance[row]!;
    cohorts.loanCount[cohortOfLoan[row]!]!++;
  }
  return cohorts;
}
