import { projectedCalendarWarning } from '#basics/businessCalendar.js';
import {
  addMonthsKeepingMonthEnd,
  type CalendarDate,
  calendarMonthsBetween,
  formatDate,
  onDayOfMonth,
  yearMonthDay,
} from '#basics/calendarDate.js';
import { type PaymentDate, paymentSchedule } from '#basics/paymentSchedule.js';
import { type Problem, problem } from '#basics/problem.js';
import type { DealDates } from '#deal/terms.js';
import type { PaymentPeriod } from './paymentPlan.js';
import {
  cutOffProblems,
  type DatedPool,
  orderProblems,
  type ResolvedDates,
  resolveDates,
  wholeMonths,
} from './resolveDates.js';

/** A hundred years, so that a deal has 1,201 payment dates at most. */
export const monthLimit = 1200;

/** Months by which the default legal final date follows the last possible collection. */
const monthsToLegalFinal = 12;

export interface PlanCalendar {
  readonly cutOffDate: CalendarDate;
  readonly closingDate: CalendarDate;
  readonly nominalDates: boolean;
  readonly periods: readonly PaymentPeriod[];
}

/** The payment dates of a deal, and the collateral months that each distributes. */
export function planPeriods(
  dates: DealDates,
  pool: DatedPool,
): { readonly calendar: PlanCalendar | undefined; readonly problems: readonly Problem[] } {
  const resolved = resolveDates(dates, pool);
  const problems = [...orderProblems(resolved), ...cutOffProblems(dates, pool)];
  if (problems.some((p) => p.severity === 'error')) return { calendar: undefined, problems };
  const schedule = paymentDates(dates, resolved, pool.lastMonth);
  if (schedule === undefined) {
    const message = `more than ${monthLimit} months from the first payment until legal final`;
    problems.push(problem('error', 'too-many-periods', 'dates.legalFinal', message));
    return { calendar: undefined, problems };
  }
  const periods = schedule.map((_, index) => period(schedule, index, resolved, dates));
  const { cutOff, closing, nominal } = resolved;
  problems.push(...reachProblems(periods, dates, pool.lastMonth));
  return { calendar: { cutOffDate: cutOff, closingDate: closing, nominalDates: nominal, periods }, problems };
}

/** To the stated legal final date, or until twelve months after everything can be collected. */
function paymentDates(terms: DealDates, dates: ResolvedDates, lastMonth: number): PaymentDate[] | undefined {
  const { year, month } = yearMonthDay(dates.firstPayment);
  const { paymentMonths } = terms;
  const regular = (k: number): CalendarDate =>
    k === 0 ? dates.firstPayment : onDayOfMonth(year, month + k * paymentMonths, dates.paymentDay);
  const legalFinal = dates.legalFinal ?? regular(paymentsUntilLegalFinal(dates, paymentMonths, lastMonth));
  if (calendarMonthsBetween(dates.firstPayment, legalFinal) > monthLimit) return undefined;
  return paymentSchedule({
    firstPayment: dates.firstPayment,
    paymentDay: dates.paymentDay,
    intervalMonths: paymentMonths,
    lastPayment: legalFinal,
    calendar: terms.calendar,
    roll: terms.roll,
  });
}

/** Payments after the first: as many as collect the last month, and twelve months more. */
function paymentsUntilLegalFinal(dates: ResolvedDates, paymentMonths: number, lastMonth: number): number {
  const collected = (payments: number): number => {
    const end = addMonthsKeepingMonthEnd(dates.firstCollectionEnd, payments * paymentMonths);
    return wholeMonths(dates.cutOff, end);
  };
  let payments = 0;
  while (payments * paymentMonths <= monthLimit && collected(payments) < lastMonth) payments++;
  return payments + Math.ceil(monthsToLegalFinal / paymentMonths);
}

function period(
  schedule: readonly PaymentDate[],
  index: number,
  dates: ResolvedDates,
  terms: DealDates,
): PaymentPeriod {
  const { scheduled, payment } = schedule[index]!;
  const before = schedule[index - 1];
  const accrued = (at: PaymentDate): CalendarDate => (terms.accrual === 'rolled' ? at.payment : at.scheduled);
  const collectedUntil = (k: number): CalendarDate => {
    const end = addMonthsKeepingMonthEnd(dates.firstCollectionEnd, k * terms.paymentMonths);
    const { scheduled: last } = schedule[k]!;
    if (end <= last) return end;
    return last;
  };
  const collectionStart = index === 0 ? dates.cutOff : collectedUntil(index - 1);
  const collectionEnd = collectedUntil(index);
  return {
    paymentDate: payment,
    scheduledDate: scheduled,
    accrualStart: before === undefined ? dates.closing : accrued(before),
    accrualEnd: accrued(schedule[index]!),
    collectionStart,
    collectionEnd,
    firstMonth: index === 0 ? 0 : wholeMonths(dates.cutOff, collectionStart),
    endMonth: wholeMonths(dates.cutOff, collectionEnd),
  };
}

/** What the dates leave out: months after legal final, and holidays that nobody has published yet. */
function reachProblems(periods: readonly PaymentPeriod[], terms: DealDates, lastMonth: number): Problem[] {
  const problems: Problem[] = [];
  const { endMonth, paymentDate } = periods.at(-1)!;
  if (periods[0]!.endMonth === 0) {
    const message = `the first payment ${formatDate(periods[0]!.paymentDate)} comes before a month of collections has ended`;
    problems.push(problem('warning', 'nothing-collected', 'dates.firstPayment', message));
  }
  const monthsToFirst = calendarMonthsBetween(periods[0]!.accrualStart, periods[0]!.paymentDate);
  if (monthsToFirst > terms.paymentMonths + 12) {
    const message = `the first payment ${formatDate(periods[0]!.paymentDate)} comes ${monthsToFirst} months after closing`;
    problems.push(problem('warning', 'late-first-payment', 'dates.firstPayment', message));
  }
  if (endMonth < lastMonth) {
    const months = lastMonth - endMonth;
    const message = `collections of ${months} months come after the legal final date and are paid to nobody`;
    problems.push(problem('warning', 'collections-after-legal-final', 'dates.legalFinal', message));
  }
  const projected = projectedCalendarWarning(terms.calendar, paymentDate);
  if (projected !== undefined) {
    problems.push(problem('warning', 'projected-calendar', 'dates.calendar', projected));
  }
  return problems;
}
