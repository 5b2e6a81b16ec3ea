import { pow } from '#numerics/elementary.js';

/**
 * Conditional rates by row and loan age: `rates[row · ageCount + min(age, ageCount) − 1]`, where age counts the
 * month in question (the first is 1) and the last rate stays. Annual rates become monthly by a root, monthly
 * ones are used as they are.
 */
export interface HazardCurve {
  readonly per: 'year' | 'month';
  readonly ageCount: number;
  readonly rates: Float64Array;
}

/** The rates of one month that is `years` long (1/12, or actual days over 365): 1 − (1 − rate)^years. */
export function ratesOfMonth(curve: HazardCurve, years: number): Float64Array {
  if (curve.per === 'month') return curve.rates;
  return curve.rates.map((rate) => (rate >= 1 ? 1 : rate === 0 ? 0 : 1 - pow(1 - rate, years)));
}

/** A curve of one row and the clock that it is read by: the loan's age, or the month of the pool. */
export interface HazardSource {
  readonly clock: 'age' | 'month';
  readonly curve: HazardCurve;
}

export function constantCurve(per: HazardCurve['per'], rate: number): HazardCurve {
  return { per, ageCount: 1, rates: Float64Array.of(rate) };
}

/** Rates of months 1 to `count`. */
export function vectorCurve(
  per: HazardCurve['per'],
  count: number,
  rateOf: (month: number) => number,
): HazardCurve {
  return { per, ageCount: count, rates: Float64Array.from({ length: count }, (_, i) => rateOf(i + 1)) };
}
