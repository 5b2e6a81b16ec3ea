import type { CalendarDate } from '#basics/calendarDate.js';
import { type DayCount, yearFractionExact } from '#basics/dayCount.js';
import { money, times } from '#basics/money.js';
import type { Rate } from '#basics/rate.js';
import type { ExactTerm, PeriodFactors } from './paymentPlan.js';

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
    })),
  );
  const values = Float64Array.from(spans, ({ start, end }) => {
    const parts = yearFractionExact(dayCount, start, end, maturity);
    return rate.value * parts.reduce((years, { days, basis }) => years + days / basis, 0);
  });
  return { values, exact };
}

export function constantFactors(rate: Rate, periodCount: number): PeriodFactors {
  const term: ExactTerm = { multiplier: money(rate.text), divisor: 1 };
  return {
    values: new Float64Array(periodCount).fill(rate.value),
    exact: Array.from({ length: periodCount }, () => [term]),
  };
}
