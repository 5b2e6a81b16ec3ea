import { addMonthsKeepingMonthEnd, type CalendarDate } from '#basics/calendarDate.js';

/**
 * The end of collateral month `month`; month 0 ends at the cut-off. A cut-off on the last day of its month
 * gives month ends (28 February, then 31 March), because collection periods that end with a month are calendar
 * months; any other day is kept (1 January, 1 February), cut to the end of a shorter month. Each date is
 * counted from the cut-off, never from the date before, so that the 30th comes back after February.
 */
export function collateralMonthEnd(cutOff: CalendarDate, month: number): CalendarDate {
  return addMonthsKeepingMonthEnd(cutOff, month);
}
