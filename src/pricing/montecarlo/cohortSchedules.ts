import type { Cohorts } from '#collateral/cohorts.js';
import { type ScheduleShapes, scheduleShapes } from '#collateral/loanSchedules.js';

/**
 * What a unit of each cohort's opening balance does if it neither defaults nor prepays, in the form in which a
 * default takes it out again.
 *
 * Cohorts that pay interest and principal monthly need no table: principal is the one before times `growth`
 * (1 + rate for level installments, 1 for equal principal), the last payment is the remainder, and interest is
 * balance times rate. That reads one line of memory where a table reads a kilobyte. Others have a row of `table`.
 */
export interface CohortSchedules {
  readonly cohortCount: number;
  readonly monthCount: number;
  readonly termMonths: Int32Array;
  readonly prepaymentGroup: Uint32Array;
  readonly monthlyRate: Float64Array;
  readonly firstPrincipal: Float64Array;
  readonly growth: Float64Array;
  /** Row of `table`, or −1 for a cohort without one. */
  readonly tableRow: Int32Array;
  /** Row-major row × month × `tableStride`. */
  readonly table: Float64Array;
}

/** Balance at the start of the month, interest, scheduled principal, interest due if all the rest is prepaid. */
export const tableStride = 4;

export function cohortSchedules(cohorts: Cohorts, prepaymentGroup: Uint32Array): CohortSchedules {
  const { count, monthCount, terms } = cohorts;
  const tabled: number[] = [];
  const tableRow = new Int32Array(count).fill(-1);
  for (let cohort = 0; cohort < count; cohort++) {
    if (isPlain(cohorts, cohort)) continue;
    tableRow[cohort] = tabled.length;
    tabled.push(cohort);
  }
  const table = new Float64Array(tabled.length * monthCount * tableStride);
  tabled.forEach((cohort, row) => {
    const shapes = scheduleShapes(cohortRange(cohorts, cohort, cohort + 1));
    fillRow(shapes, table.subarray(row * monthCount * tableStride));
  });
  return {
    cohortCount: count,
    monthCount,
    termMonths: cohorts.remainingTermMonths,
    prepaymentGroup,
    monthlyRate: terms.monthlyRate,
    firstPrincipal: terms.divisor.map((divisor) => 1 / divisor),
    growth: terms.decay.map((decay) => 1 / decay),
    tableRow,
    table,
  };
}

/** Some of the cohorts, sharing their columns: schedules in pieces, so that no table holds a whole tape. */
export function cohortRange(cohorts: Cohorts, start: number, end: number): Cohorts {
  const { terms } = cohorts;
  return {
    ...cohorts,
    count: end - start,
    remainingTermMonths: cohorts.remainingTermMonths.subarray(start, end),
    terms: {
      ...terms,
      monthlyRate: terms.monthlyRate.subarray(start, end),
      divisor: terms.divisor.subarray(start, end),
      decay: terms.decay.subarray(start, end),
      paymentInterval: terms.paymentInterval.subarray(start, end),
      accruedAtStart: terms.accruedAtStart.subarray(start, end),
      feePerPrincipal: terms.feePerPrincipal.subarray(start, end),
      byDays: terms.byDays.subarray(start, end),
      // Positions in `changes`, which all ranges share.
      changeStart: terms.changeStart.subarray(start, end + 1),
    },
  };
}

function isPlain({ terms }: Cohorts, cohort: number): boolean {
  return (
    terms.paymentInterval[cohort] === 1 &&
    terms.byDays[cohort] === 0 &&
    terms.changeStart[cohort] === terms.changeStart[cohort + 1] &&
    terms.feePerPrincipal[cohort] === 0 &&
    terms.accruedAtStart[cohort] === 0
  );
}

function fillRow(shapes: ScheduleShapes, row: Float64Array): void {
  for (let t = 0, at = 0; t < shapes.monthCount; t++, at += tableStride) {
    const balance = shapes.balance[t]!;
    const principal = shapes.scheduledPrincipal[t]!;
    row[at] = balance;
    row[at + 1] = shapes.interest[t]!;
    row[at + 2] = principal;
    row[at + 3] = (balance - principal) * shapes.accruedAtEnd[t]!;
  }
}
