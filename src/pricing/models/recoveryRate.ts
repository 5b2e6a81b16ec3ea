import { normalCdf, normalQuantile } from '#numerics/normal.js';

/**
 * Recovery rate in the economy Z, low where defaults are many:
 *
 *   R(Z) = Φ(Φ⁻¹(R) √(1 + b²) + b Z),  so that E[R(Z)] = R exactly
 *
 * since E[Φ(a + bZ)] = Φ(a / √(1 + b²)). b is the sensitivity; 0 is a constant rate. The mean over economies is
 * kept, not the mean over defaults, which is lower: that is the point of it. Rates of 0 and 1 stay.
 * Source: the probit form of systematic recovery, J. Frye, Collateral damage, Risk, April 2000, bounded to [0, 1].
 */
export function recoveryRateGiven(rate: number, sensitivity: number, factor: number): number {
  if (sensitivity === 0 || rate === 0 || rate === 1) return rate;
  return normalCdf(normalQuantile(rate) * Math.sqrt(1 + sensitivity * sensitivity) + sensitivity * factor);
}
