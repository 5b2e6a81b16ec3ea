import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import { add, type Money, maximum, minimum, money } from '#basics/money.js';
import { type Problem, problem } from '#basics/problem.js';
import type { Coupon, RateIndex, RateStep } from '#deal/coupon.js';

/** A part of an accrual period at one annual rate. */
export interface RateSpan {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  readonly rate: Money;
}

interface Span {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

/**
 * The rates of an accrual period, cut at every date on which a step (or, where the coupon says so, a fixing)
 * falls inside it. A floating rate is fixed before the period that it is paid for: the fixing in force on its
 * first day holds.
 */
export function rateSpans(coupon: Coupon, indices: readonly RateIndex[], span: Span): RateSpan[] {
  const inside = changes(coupon, indices).filter((date) => date > span.start && date < span.end);
  const starts = [span.start, ...new Set(inside)].sort((a, b) => a - b);
  return starts.map((start, k) => ({
    start,
    end: starts[k + 1] ?? span.end,
    rate: rateOn(coupon, indices, start, span.start),
  }));
}

/** The annual rate on a date; `fixed` is the first day of its accrual period. */
export function rateOn(
  coupon: Coupon,
  indices: readonly RateIndex[],
  date: CalendarDate,
  fixed: CalendarDate,
): Money {
  switch (coupon.kind) {
    case 'fixed':
      return money(coupon.rate.text);
    case 'stepped':
      return stepOn(coupon.steps, date);
    case 'floating': {
      const { fixings } = indexNamed(indices, coupon.index);
      const day = coupon.resets === 'fixing' ? date : fixed;
      const fixing = fixings.findLast((one) => one.date <= day) ?? fixings[0]!;
      const rate = add(money(fixing.rate.text), stepOn(coupon.margins, date));
      const capped = coupon.cap === undefined ? rate : minimum(rate, money(coupon.cap.text));
      return coupon.floor === undefined ? capped : maximum(capped, money(coupon.floor.text));
    }
    default:
      return coupon satisfies never;
  }
}

/** A floating rate before the first fixing has none; after the last one that holds on, which is worth saying. */
export function fixingProblems(
  coupon: Coupon,
  indices: readonly RateIndex[],
  accrual: Span,
  at: string,
): Problem[] {
  if (coupon.kind !== 'floating') return [];
  const { fixings } = indexNamed(indices, coupon.index);
  const first = fixings[0]!.date;
  const last = fixings.at(-1)!.date;
  if (first > accrual.start) {
    const message = `${coupon.index} has no fixing on or before ${formatDate(accrual.start)}; the first is of ${formatDate(first)}`;
    return [problem('error', 'no-fixing', at, message)];
  }
  if (last >= accrual.end || fixings.length === 1) return [];
  const message = `the last fixing of ${coupon.index}, ${formatDate(last)}, holds until ${formatDate(accrual.end)}`;
  return [problem('warning', 'last-fixing', at, message)];
}

function changes(coupon: Coupon, indices: readonly RateIndex[]): CalendarDate[] {
  if (coupon.kind === 'fixed') return [];
  const steps = coupon.kind === 'stepped' ? coupon.steps : coupon.margins;
  const stepDates = steps.flatMap(({ from }) => (from === undefined ? [] : [from]));
  if (coupon.kind === 'stepped' || coupon.resets === 'period') return stepDates;
  return [...stepDates, ...indexNamed(indices, coupon.index).fixings.map(({ date }) => date)];
}

function stepOn(steps: readonly RateStep[], date: CalendarDate): Money {
  const step = steps.findLast(({ from }) => from === undefined || from <= date) ?? steps[0]!;
  return money(step.rate.text);
}

function indexNamed(indices: readonly RateIndex[], name: string): RateIndex {
  const index = indices.find((one) => one.name === name);
  if (index === undefined) throw new Error(`there is no index ${name}`);
  return index;
}
