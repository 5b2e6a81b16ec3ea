import { addMonthsKeepingMonthEnd, type CalendarDate, calendarMonthsBetween } from '#basics/calendarDate.js';

/**
 * The end of collateral month `month`; month 0 ends at the cut-off. A cut-off on the last day of its month
 * gives month ends (28 February, then 31 March), because collection periods that end with a month are calendar
 * months; any other day is kept (1 January, 1 February), cut to the end of a shorter month. Each date is
 * counted from the cut-off, never from the date before, so that the 30th comes back after February.
 */
export function collateralMonthEnd(cutOff: CalendarDate, month: number): CalendarDate {
  return addMonthsKeepingMonthEnd(cutOff, month);
}

/**
 * Collection months from the cut-off until `end` has come: the first k whose month end is on or after it; zero or
 * less for what has ended by the cut-off. Due on 28 February is month 2 of a pool cut off on 15 January, and month 1
 * of one cut off on the 31st. A date that names no day stands on the 1st and so counts calendar months.
 */
export function monthsUntil(end: CalendarDate, cutOff: CalendarDate): number {
  const months = calendarMonthsBetween(cutOff, end);
  return collateralMonthEnd(cutOff, months) < end ? months + 1 : months;
}

/** Whole months gone by since `start`: the last k with start + k months on or before the cut-off. */
export function monthsSince(start: CalendarDate, cutOff: CalendarDate): number {
  const months = calendarMonthsBetween(start, cutOff);
  return addMonthsKeepingMonthEnd(start, months) > cutOff ? months - 1 : months;
}
