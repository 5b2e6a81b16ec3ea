import { normalCdfTabled } from '#numerics/normalCdfTable.js';

/**
 * One-factor Gaussian copula. A loan defaults within t months when its latent variable
 *
 *   X = √ρ · Z + √(1 − ρ) · ε ≤ Φ⁻¹(PD(t))
 *
 * Z is the systematic factor that all loans of a path share, ε the loan's own; both standard normal, so a low Z
 * is a bad economy. ρ is the asset correlation, which is not the correlation of defaults (`copula.ts`).
 */
export interface CopulaLoading {
  /** √ρ. */
  readonly systematic: number;
  /** √(1 − ρ). */
  readonly own: number;
}

/** ρ of 0 (independent loans) to 1 (all loans of one PD default together). */
export function copulaLoading(assetCorrelation: number): CopulaLoading {
  if (!(assetCorrelation >= 0 && assetCorrelation <= 1)) {
    throw new Error(`an asset correlation of ${assetCorrelation} is not between 0 and 1`);
  }
  return { systematic: Math.sqrt(assetCorrelation), own: Math.sqrt(1 - assetCorrelation) };
}

/**
 * Default probability given the factor, PD(z) = Φ((Φ⁻¹(PD) − √ρ z) / √(1 − ρ)), from the threshold Φ⁻¹(PD):
 * −∞ for a PD of 0 and +∞ for 1, which stay 0 and 1. At ρ = 1 it is 0 or 1.
 * Source: Vasicek, The Distribution of Loan Portfolio Value, Risk, December 2002.
 */
export function conditionalDefaultProbability(
  threshold: number,
  loading: CopulaLoading,
  factor: number,
): number {
  const distance = threshold - loading.systematic * factor;
  if (loading.own === 0) return distance >= 0 ? 1 : 0;
  return normalCdfTabled(distance / loading.own);
}
