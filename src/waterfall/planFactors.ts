import type { CalendarDate } from '#basics/calendarDate.js';
import { type DayCount, yearFractionExact } from '#basics/dayCount.js';
import { money, moneyToFloat, times } from '#basics/money.js';
import type { Rate } from '#basics/rate.js';
import type { Coupon, RateIndex } from '#deal/coupon.js';
import type { ExactTerm, PeriodFactors } from './paymentPlan.js';
import { rateSpans } from './rateSpans.js';

export interface DateSpan {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

/** Rate × day count fraction of each span. The last span ends at maturity, which `30e/360isda` asks for. */
export function planFactors(rate: Rate, dayCount: DayCount, spans: readonly DateSpan[]): PeriodFactors {
  const maturity = spans.at(-1)?.end;
  const exact = spans.map(({ start, end }): ExactTerm[] =>
    yearFractionExact(dayCount, start, end, maturity).map(({ days, basis }) => ({
      multiplier: times(money(rate.text), days),
      divisor: basis,
      accrual: { rate: money(rate.text), days },
    })),
  );
  const values = Float64Array.from(spans, ({ start, end }) => {
    const parts = yearFractionExact(dayCount, start, end, maturity);
    return rate.value * parts.reduce((years, { days, basis }) => years + days / basis, 0);
  });
  return { values, exact };
}

/** Spans cut where the rate changes: each part at its own rate, all parts of a period in one sum. */
export function planRateFactors(
  coupon: Coupon,
  indices: readonly RateIndex[],
  dayCount: DayCount,
  spans: readonly DateSpan[],
): PeriodFactors {
  if (coupon.kind === 'fixed') return planFactors(coupon.rate, dayCount, spans);
  const maturity = spans.at(-1)?.end;
  const exact = spans.map((span) =>
    rateSpans(coupon, indices, span).flatMap(({ start, end, rate }): ExactTerm[] =>
      yearFractionExact(dayCount, start, end, maturity).map(({ days, basis }) => ({
        multiplier: times(rate, days),
        divisor: basis,
        accrual: { rate, days },
      })),
    ),
  );
  return { values: Float64Array.from(exact, termsValue), exact };
}

/** Σ multiplier / divisor in float64. */
export function termsValue(terms: readonly ExactTerm[]): number {
  return terms.reduce((total, { multiplier, divisor }) => total + moneyToFloat(multiplier) / divisor, 0);
}

/** Factors by which a notional is multiplied each period. */
export function scaledFactors(factors: PeriodFactors, by: Rate): PeriodFactors {
  const share = money(by.text);
  const exact = factors.exact.map((terms) =>
    terms.map(({ multiplier, divisor }) => ({ multiplier: times(multiplier, share), divisor })),
  );
  return { values: factors.values.map((value) => value * by.value), exact };
}

export function constantFactors(rate: Rate, periodCount: number): PeriodFactors {
  const term: ExactTerm = { multiplier: money(rate.text), divisor: 1 };
  return {
    values: new Float64Array(periodCount).fill(rate.value),
    exact: Array.from({ length: periodCount }, () => [term]),
  };
}
