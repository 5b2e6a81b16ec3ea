import type { Cohorts } from '#collateral/cohorts.js';
import { type ScheduleShapes, scheduleShapes } from '#collateral/loanSchedules.js';

/**
 * What a unit of each cohort's opening balance does if it neither defaults nor prepays, in the form in which a
 * default takes it out again: a row of `table`, while all rows are near the processor.
 *
 * In pools of more cohorts than that, those that pay interest and principal monthly have none: principal is the one
 * before times `growth` (1 + rate for level installments, 1 for equal principal), the last payment is the remainder,
 * and interest is balance times rate. That reads one line of memory where a table reads a kilobyte.
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
  /** Every cohort has a row, its own number. */
  readonly isTabled: boolean;
}

/** Balance at the start of the month, interest, scheduled principal, interest due if all the rest is prepaid. */
export const tableStride = 4;

/** Every cohort has a row in tables up to this size (8 MB): read faster than worked out (961 cohorts: 158 → 101 µs a path). */
const tableLengthMost = 1_048_576;
/** Cohorts whose schedules are laid out at a time. */
const pieceSize = 256;

export function cohortSchedules(cohorts: Cohorts, prepaymentGroup: Uint32Array): CohortSchedules {
  const { count, monthCount, terms } = cohorts;
  const isTabled = count * monthCount * tableStride <= tableLengthMost;
  const tableRow = new Int32Array(count).fill(-1);
  let rowCount = 0;
  for (let cohort = 0; cohort < count; cohort++) {
    if (isTabled || !isPlain(cohorts, cohort)) tableRow[cohort] = rowCount++;
  }
  return {
    cohortCount: count,
    monthCount,
    termMonths: cohorts.remainingTermMonths,
    prepaymentGroup,
    monthlyRate: terms.monthlyRate,
    firstPrincipal: terms.divisor.map((divisor) => 1 / divisor),
    growth: terms.decay.map((decay) => 1 / decay),
    tableRow,
    table: scheduleTable(cohorts, tableRow, rowCount),
    isTabled,
  };
}

function scheduleTable(cohorts: Cohorts, tableRow: Int32Array, rowCount: number): Float64Array {
  const width = cohorts.monthCount * tableStride;
  const table = new Float64Array(rowCount * width);
  for (let start = 0; start < cohorts.count; start += pieceSize) {
    const end = Math.min(start + pieceSize, cohorts.count);
    if (tableRow.subarray(start, end).every((row) => row < 0)) continue;
    const shapes = scheduleShapes(cohortRange(cohorts, start, end));
    for (let cohort = start; cohort < end; cohort++) {
      const row = tableRow[cohort]!;
      if (row >= 0) fillRow(shapes, cohort - start, table.subarray(row * width));
    }
  }
  return table;
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

function fillRow(shapes: ScheduleShapes, shapeRow: number, row: Float64Array): void {
  const { monthCount } = shapes;
  for (let t = 0, at = 0, from = shapeRow * monthCount; t < monthCount; t++, from++, at += tableStride) {
    const balance = shapes.balance[from]!;
    const principal = shapes.scheduledPrincipal[from]!;
    row[at] = balance;
    row[at + 1] = shapes.interest[from]!;
    row[at + 2] = principal;
    row[at + 3] = (balance - principal) * shapes.accruedAtEnd[from]!;
  }
}
