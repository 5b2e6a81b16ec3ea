import type { CalendarDate } from '#basics/calendarDate.js';
import { type Problem, problem } from '#basics/problem.js';
import { rateOf } from '#basics/rate.js';
import type { DealTerms } from '#deal/terms.js';
import { expm1 } from '#numerics/elementary.js';
import { logDiscountOf } from '#pricing/models/zeroCurve.js';
import { monthPosition } from '#pricing/montecarlo/paymentTimes.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import type { Assumption } from '../assumptionRecord.js';
import type { ReadCurve } from './readCurve.js';

export interface ForwardFixings {
  readonly terms: DealTerms;
  readonly records: readonly Assumption[];
  readonly problems: readonly Problem[];
}

/**
 * Fixings of a deal's indices after those that are known: the curve's simple forward rate over each accrual period,
 * (P(start) / P(end) − 1) / τ with τ in years of the month grid, fixed on the period's first day. The last known
 * fixing holds for the first period that begins on or after its date.
 */
export function forwardFixings(terms: DealTerms, plan: PaymentPlan, curve: ReadCurve): ForwardFixings {
  const records: Assumption[] = [];
  const indices = terms.indices.map((index) => {
    const last = index.fixings.at(-1)?.date;
    const spans = last === undefined ? [] : spansAfter(plan, last);
    if (spans.length === 0) return index;
    const forward = forwardsOf(plan, curve);
    const fixings = spans.map(({ start, end }) => ({
      date: start,
      rate: rateOf(Number(forward(start, end).toPrecision(10))),
    }));
    records.push({
      name: `indices.${index.name}.forwards`,
      value: fixings.map(({ rate }) => rate.text).join(' '),
      origin: `${curve.name} (forward rates of the accrual periods after the last fixing)`,
    });
    // What is in force when all is over is asked for, and never paid.
    const end = { date: spans.at(-1)!.end, rate: fixings.at(-1)!.rate };
    return { ...index, fixings: [...index.fixings, ...fixings, end] };
  });
  return { terms: { ...terms, indices }, records, problems: shortCurve(plan, curve) };
}

interface Span {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

function spansAfter(plan: PaymentPlan, lastFixing: CalendarDate): Span[] {
  const spans = plan.periods.map(({ accrualStart, accrualEnd }) => ({
    start: accrualStart,
    end: accrualEnd,
  }));
  const known = spans.findIndex(({ start }) => start >= lastFixing);
  return known < 0 ? [] : spans.slice(known + 1);
}

function forwardsOf({ cutOffDate }: PaymentPlan, { points }: ReadCurve) {
  const logDiscount = logDiscountOf(points);
  const yearsAt = (date: CalendarDate) => {
    const { month, fraction } = monthPosition(cutOffDate, date);
    return (month + fraction) / 12;
  };
  return (start: CalendarDate, end: CalendarDate): number => {
    const [from, to] = [yearsAt(start), yearsAt(end)];
    return expm1(logDiscount(to) - logDiscount(from)) / (to - from);
  };
}

function shortCurve({ cutOffDate, periods }: PaymentPlan, { name, points }: ReadCurve): Problem[] {
  const { month } = monthPosition(cutOffDate, periods.at(-1)!.paymentDate);
  const end = points.at(-1)!.years;
  if (end * 12 >= month - 1) return [];
  const message = `ends after ${Number(end.toPrecision(4))} years, and the deal after ${Number((month / 12).toPrecision(4))}: its last forward rate goes on`;
  return [problem('warning', 'short-curve', name, message)];
}
