import type { Cohorts } from '#collateral/cohorts.js';
import { type ScheduleShapes, scheduleShapes } from '#collateral/loanSchedules.js';
import { cohortRange } from './cohortSchedules.js';

/** What a set of cohorts pays if nobody defaults or prepays: row-major row × month, currency units. */
export interface ScheduleTotals {
  readonly rowCount: number;
  readonly monthCount: number;
  readonly balance: Float64Array;
  readonly interest: Float64Array;
  readonly principal: Float64Array;
  /** Interest that comes with it if everything left at the end of the month is prepaid. */
  readonly accrued: Float64Array;
}

function newScheduleTotals(rowCount: number, monthCount: number): ScheduleTotals {
  const table = () => new Float64Array(rowCount * monthCount);
  return { rowCount, monthCount, balance: table(), interest: table(), principal: table(), accrued: table() };
}

/** Cohorts whose schedules are laid out at a time. */
const pieceSize = 256;

/** Sums cohorts into rows, in cohort order. */
export function scheduleTotals(cohorts: Cohorts, rowOfCohort: Uint32Array, rowCount: number): ScheduleTotals {
  const totals = newScheduleTotals(rowCount, cohorts.monthCount);
  for (let start = 0; start < cohorts.count; start += pieceSize) {
    const end = Math.min(start + pieceSize, cohorts.count);
    const shapes = scheduleShapes(cohortRange(cohorts, start, end));
    for (let cohort = start; cohort < end; cohort++) {
      addCohort(cohorts, cohort, shapes, cohort - start, rowOfCohort[cohort]!, totals);
    }
  }
  return totals;
}

function addCohort(
  cohorts: Cohorts,
  cohort: number,
  shapes: ScheduleShapes,
  shapeRow: number,
  row: number,
  totals: ScheduleTotals,
): void {
  const opening = cohorts.balance[cohort]!;
  let from = shapeRow * shapes.monthCount;
  let to = row * totals.monthCount;
  for (let left = cohorts.remainingTermMonths[cohort]!; left > 0; left--, from++, to++) {
    const balance = shapes.balance[from]!;
    const principal = shapes.scheduledPrincipal[from]!;
    totals.balance[to]! += opening * balance;
    totals.interest[to]! += opening * shapes.interest[from]!;
    totals.principal[to]! += opening * principal;
    totals.accrued[to]! += opening * (balance - principal) * shapes.accruedAtEnd[from]!;
  }
}

/** Adds up the rows that are equal modulo `rowCount`. */
export function mergeRows(totals: ScheduleTotals, rowCount: number): ScheduleTotals {
  const merged = newScheduleTotals(rowCount, totals.monthCount);
  const size = rowCount * totals.monthCount;
  for (let i = 0; i < totals.balance.length; i++) {
    const to = i % size;
    merged.balance[to]! += totals.balance[i]!;
    merged.interest[to]! += totals.interest[i]!;
    merged.principal[to]! += totals.principal[i]!;
    merged.accrued[to]! += totals.accrued[i]!;
  }
  return merged;
}
