import { type CalendarDate, calendarMonthsBetween } from '#basics/calendarDate.js';
import type { LoanTable } from './loanTable.js';

/** What `loanAge` gives for a loan that says nothing of its age. */
export const unknownAge = -1;

/**
 * Whole months since a loan's origination, at the cut-off: the tape's monthsOnBook, else original less
 * remaining term, else calendar months from the origination date to the cut-off; `unknownAge` where the tape
 * has none of these. An age below zero (a tape whose remaining term exceeds the original one) counts as zero.
 */
export function loanAge(loans: LoanTable, row: number, cutOff: CalendarDate): number {
  const { monthsOnBook, originalTermMonths } = loans.numbers;
  if (monthsOnBook?.present[row] === 1) return Math.max(0, Math.floor(monthsOnBook.values[row]!));
  if (originalTermMonths?.present[row] === 1) {
    return Math.max(0, Math.floor(originalTermMonths.values[row]!) - loans.remainingTermMonths[row]!);
  }
  const origination = loans.dates.originationDate;
  if (origination?.present[row] === 1) {
    return Math.max(0, calendarMonthsBetween(origination.days[row]! as CalendarDate, cutOff));
  }
  return unknownAge;
}
