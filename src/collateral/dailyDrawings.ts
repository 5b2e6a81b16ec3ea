import type { CalendarDate } from '#basics/calendarDate.js';
import type { Cohorts } from './cohorts.js';
import type { CreditLineAssumption } from './creditLine.js';
import { pushLineMonths } from './creditLineTerms.js';
import { repaymentTypes } from './loanTable.js';

/** How a pool of drawings (随借随还) pays inside a month: the same share of what is out every day, with its interest. */
export interface DailyDrawings {
  /** Of what is out at the start of a day, the share that comes back in it. */
  readonly repaidPerDay: number;
  /** Interest of a day per unit out at its start, on average over the loans of each lot. */
  readonly dailyRate: Float64Array;
}

/**
 * Undefined for a pool that does not pay by the day: then all of a month's principal comes at its end, as projections
 * have it. A pool that is neither is refused with its tape (`scenarios/purchaseTerms`).
 */
export function dailyDrawings(
  cohorts: Cohorts,
  lots: { readonly count: number; readonly ofCohort: ArrayLike<number> },
  creditLines: CreditLineAssumption | undefined,
): DailyDrawings | undefined {
  if (creditLines === undefined || cohorts.count === 0) return undefined;
  const line = repaymentTypes.indexOf('credit-line');
  if (!cohorts.repaymentType.every((type) => type === line)) return undefined;
  const dailyRate = new Float64Array(lots.count);
  const balance = new Float64Array(lots.count);
  for (let cohort = 0; cohort < cohorts.count; cohort++) {
    const lot = lots.ofCohort[cohort]!;
    // The monthly rate of a line is its daily one (`creditLineTerms`).
    dailyRate[lot]! += cohorts.balance[cohort]! * cohorts.terms.monthlyRate[cohort]!;
    balance[lot]! += cohorts.balance[cohort]!;
  }
  for (let lot = 0; lot < lots.count; lot++) if (balance[lot]! > 0) dailyRate[lot]! /= balance[lot]!;
  return { repaidPerDay: 1 / creditLines.averageDrawingDays, dailyRate };
}

/** Cohorts of drawings as they pay if they are drawn at a later date: months have other days then. */
export function drawnOn(cohorts: Cohorts, { repaidPerDay }: DailyDrawings, date: CalendarDate): Cohorts {
  const changes: number[] = [];
  const changeStart = new Uint32Array(cohorts.count + 1);
  for (let cohort = 0; cohort < cohorts.count; cohort++) {
    const monthCount = cohorts.remainingTermMonths[cohort]!;
    const dailyRate = cohorts.terms.monthlyRate[cohort]!;
    const use = { averageDrawingDays: 1 / repaidPerDay };
    pushLineMonths(use, { monthCount, dailyRate, limit: 0 }, date, changes);
    changeStart[cohort + 1] = changes.length;
  }
  return { ...cohorts, terms: { ...cohorts.terms, changeStart, changes: Float64Array.from(changes) } };
}
