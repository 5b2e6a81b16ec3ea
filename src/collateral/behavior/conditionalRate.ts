import { normalCdf, normalQuantile } from '#numerics/normal.js';

/** A state of the economy: the systematic factor in deviations (low is bad) and how loans load on it. */
export interface EconomyState {
  readonly factor: number;
  /** Asset correlation, 0 to 1. */
  readonly correlation: number;
}

/**
 * The default rate of a year in a given state of the economy:
 *
 *   PD(z) = Φ((Φ⁻¹(PD) − √ρ z) / √(1 − ρ))
 *
 * Source: Vasicek, The Distribution of Loan Portfolio Value, Risk, December 2002; with z at its 0.1 % quantile it
 * is the conditional default rate of the Basel risk weights. 0 and 1 stay; at ρ = 0 nothing moves; at ρ = 1
 * it is 0 or 1. The rate is one year's and the state lasts: it is used as a constant hazard.
 */
export function conditionalRate(rate: number, { factor, correlation }: EconomyState): number {
  if (rate <= 0) return 0;
  if (rate >= 1) return 1;
  if (correlation === 0) return rate;
  const distance = normalQuantile(rate) - Math.sqrt(correlation) * factor;
  if (correlation === 1) return distance >= 0 ? 1 : 0;
  return normalCdf(distance / Math.sqrt(1 - correlation));
}
