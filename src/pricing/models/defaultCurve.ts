import { exp, expm1, log, log1p } from '#numerics/elementary.js';
import { normalCdf, normalQuantile } from '#numerics/normal.js';

/**
 * Cumulative default probability of a loan with a constant annual conditional default rate p:
 *
 *   PD(t) = 1 − (1 − p)^(t/12),  t months from the cut-off
 *
 * p = 0 never defaults, p = 1 defaults in the first month. Conditional: of those that are left.
 */
export function cumulativeDefaultProbability(annualDefaultRate: number, months: number): number {
  if (months <= 0) return 0;
  return -expm1(-monthlyHazard(annualDefaultRate) * months);
}

/**
 * Default intensity a month, −ln(1 − p)/12: a loan's default time is exponential with it. Infinite at p = 1.
 */
export function monthlyHazard(annualDefaultRate: number): number {
  if (!(annualDefaultRate >= 0 && annualDefaultRate <= 1)) {
    throw new Error(`an annual default rate of ${annualDefaultRate} is no probability`);
  }
  return annualDefaultRate === 1 ? Number.POSITIVE_INFINITY : -log1p(-annualDefaultRate) / 12;
}

/** The annual conditional rate that makes a cumulative probability over `months`: 10 % over 60 is 2.085 %. */
export function annualRateFromCumulative(probability: number, months: number): number {
  if (!(probability >= 0 && probability <= 1) || !(months > 0)) {
    throw new Error(`${probability} over ${months} months is no default probability`);
  }
  return probability === 1 ? 1 : -expm1((12 / months) * log1p(-probability));
}

/** The annual rate of a monthly conditional default rate: 1 − (1 − mdr)^12. */
export function annualRateFromMonthly(mdr: number): number {
  return annualRateFromCumulative(mdr, 1);
}

/** PD of a cumulative hazard H: 1 − e^(−H); 1 where it is infinite. */
export function probabilityOfHazard(cumulativeHazard: number): number {
  return -expm1(-cumulativeHazard);
}

/** Φ⁻¹(1 − e^(−H)): the latent variable below which a loan defaults. −∞ at H = 0, +∞ at H = ∞. */
export function defaultThreshold(cumulativeHazard: number): number {
  if (cumulativeHazard === 0) return Number.NEGATIVE_INFINITY;
  if (cumulativeHazard === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  // From the nearer tail, so that neither PD nor survival is lost in a difference from 1.
  return cumulativeHazard < 0.7
    ? normalQuantile(probabilityOfHazard(cumulativeHazard))
    : -normalQuantile(exp(-cumulativeHazard));
}

/** The cumulative hazard at which a latent variable x defaults, −ln(1 − Φ(x)): the inverse of the above. */
export function hazardOfLatent(x: number): number {
  return x < 0 ? -log1p(-normalCdf(x)) : -log(normalCdf(-x));
}
