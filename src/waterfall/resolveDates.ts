import {
  addDays,
  type CalendarDate,
  calendarDate,
  calendarMonthsBetween,
  daysInMonth,
  formatDate,
  onDayOfMonth,
  yearMonthDay,
} from '#basics/calendarDate.js';
import { type Problem, problem } from '#basics/problem.js';
import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import type { DealDates } from '#deal/terms.js';

/** Dates end with 2999, and a deal may run for a hundred years. */
const latestYear = 2800;

/** Without any cut-off date months are counted from here: on a first of the month all 30/360 months are 1/12. */
export const nominalCutOff = calendarDate(2000, 1, 1);

export interface DatedPool {
  readonly cutOffDate: CalendarDate | undefined;
  readonly lastMonth: number;
}

export interface ResolvedDates {
  readonly cutOff: CalendarDate;
  readonly closing: CalendarDate;
  readonly firstPayment: CalendarDate;
  readonly firstCollectionEnd: CalendarDate;
  readonly legalFinal: CalendarDate | undefined;
  readonly paymentDay: number;
  readonly nominal: boolean;
}

/** Dates left out are derived from the cut-off, and this from the pool. */
export function resolveDates(dates: DealDates, pool: DatedPool): ResolvedDates {
  const stated = dates.cutOff ?? pool.cutOffDate;
  const cutOff = stated ?? nominalCutOff;
  const closing = dates.closing ?? cutOff;
  const paymentDay = dates.paymentDay ?? dayOrMonthEnd(dates.firstPayment ?? cutOff, dates.firstPayment);
  const collected = collateralMonthEnd(cutOff, dates.paymentMonths);
  const firstPayment =
    dates.firstPayment ?? dayOnOrAfter(collected > closing ? collected : addDays(closing, 1), paymentDay);
  const monthsCollected = wholeMonths(cutOff, firstPayment);
  return {
    cutOff,
    closing,
    firstPayment,
    firstCollectionEnd: dates.firstCollectionEnd ?? collateralMonthEnd(cutOff, monthsCollected),
    legalFinal: dates.legalFinal,
    paymentDay,
    nominal: stated === undefined,
  };
}

/** A stated first payment fixes the day; else it is the cut-off's, where a month's end stays a month's end. */
function dayOrMonthEnd(date: CalendarDate, stated: CalendarDate | undefined): number {
  const { year, month, day } = yearMonthDay(date);
  return stated === undefined && day === daysInMonth(year, month) ? 31 : day;
}

/** The first such day of a month that is not before `date`. */
function dayOnOrAfter(date: CalendarDate, day: number): CalendarDate {
  const { year, month } = yearMonthDay(date);
  const inMonth = onDayOfMonth(year, month, day);
  return inMonth >= date ? inMonth : onDayOfMonth(year, month + 1, day);
}

/** Most months after `from` (month ends kept) that end on or before `to`. */
export function wholeMonths(from: CalendarDate, to: CalendarDate): number {
  const months = calendarMonthsBetween(from, to);
  return Math.max(0, collateralMonthEnd(from, months) > to ? months - 1 : months);
}

export function orderProblems(dates: ResolvedDates): Problem[] {
  const problems: Problem[] = [];
  const inOrder = (first: CalendarDate, second: CalendarDate, at: string, message: string): void => {
    if (first > second) problems.push(problem('error', 'date-order', `dates.${at}`, message));
  };
  const { cutOff, closing, firstPayment, legalFinal, firstCollectionEnd } = dates;
  const text = formatDate;
  if (yearMonthDay(closing).year > latestYear) {
    problems.push(
      problem('error', 'date-order', 'dates.closing', `closing ${text(closing)} is too far ahead`),
    );
  }
  inOrder(cutOff, closing, 'closing', `closing ${text(closing)} is before the cut-off ${text(cutOff)}`);
  if (firstPayment <= closing) {
    const message = `the first payment ${text(firstPayment)} must come after the closing ${text(closing)}`;
    problems.push(problem('error', 'date-order', 'dates.firstPayment', message));
  }
  if (legalFinal !== undefined) {
    const message = `legal final ${text(legalFinal)} is before the first payment ${text(firstPayment)}`;
    inOrder(firstPayment, legalFinal, 'legalFinal', message);
  }
  const collected = `the first collection period ends ${text(firstCollectionEnd)}`;
  inOrder(
    cutOff,
    firstCollectionEnd,
    'firstCollectionEnd',
    `${collected}, before the cut-off ${text(cutOff)}`,
  );
  const afterPayment = `${collected}, after the first payment ${text(firstPayment)}`;
  inOrder(firstCollectionEnd, firstPayment, 'firstCollectionEnd', afterPayment);
  return problems;
}

export function cutOffProblems(dates: DealDates, pool: DatedPool): Problem[] {
  if (dates.cutOff === undefined || pool.cutOffDate === undefined || dates.cutOff === pool.cutOffDate)
    return [];
  const message = `the deal's cut-off ${formatDate(dates.cutOff)} is used; the tape's is ${formatDate(pool.cutOffDate)}`;
  return [problem('warning', 'cut-off-differs', 'dates.cutOff', message)];
}
