import { type Compounding, discountFactor } from './compounding.js';
import type { TimedFlows } from './timedFlows.js';

export interface RateSensitivity {
  readonly presentValue: number;
  /** Years: Σ t · CF(t) · v(t) / PV. */
  readonly macaulayDuration: number;
  /** Years: −(dPV/dy) / PV; Macaulay ÷ (1 + y/m), or Macaulay itself under continuous compounding. */
  readonly modifiedDuration: number;
  /** Years²: (d²PV/dy²) / PV; Σ t · (t + 1/m) · CF(t) · v(t) / (1 + y/m)² / PV. */
  readonly convexity: number;
}

/**
 * Value and its first two derivatives by the yield. Durations and convexity are in years whatever the
 * compounding (a convexity in half-years is four times the one here). undefined when the flows are worth
 * nothing or less.
 * Source: Fabozzi, Bond Markets, Analysis and Strategies, chapter on price volatility.
 */
export function rateSensitivity(
  flows: TimedFlows,
  rate: number,
  compounding: Compounding,
): RateSensitivity | undefined {
  const perPeriod = compounding.kind === 'periodic' ? 1 / compounding.perYear : 0;
  let value = 0;
  let first = 0;
  let second = 0;
  for (let k = 0; k < flows.years.length; k++) {
    const t = flows.years[k]!;
    const discounted = flows.amounts[k]! * discountFactor(rate, compounding, t);
    value += discounted;
    first += t * discounted;
    second += t * (t + perPeriod) * discounted;
  }
  if (!(value > 0)) return undefined;
  const growth = 1 + rate * perPeriod;
  return {
    presentValue: value,
    macaulayDuration: first / value,
    modifiedDuration: first / value / growth,
    convexity: second / value / (growth * growth),
  };
}
