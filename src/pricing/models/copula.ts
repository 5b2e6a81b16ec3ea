import { bivariateNormalCdf } from '#numerics/bivariateNormal.js';
import { normalCdf, normalDensity, normalQuantile } from '#numerics/normal.js';
import { gaussLegendre } from '#numerics/quadrature.js';
import { conditionalDefaultProbability, copulaLoading } from './conditionalDefault.js';

/**
 * Probability that two loans both default, Φ₂(Φ⁻¹(p), Φ⁻¹(q); ρ), under the one-factor Gaussian copula with
 * asset correlation ρ.
 */
export function jointDefaultProbability(p: number, q: number, assetCorrelation: number): number {
  return bivariateNormalCdf(normalQuantile(p), normalQuantile(q), assetCorrelation);
}

/**
 * Correlation of the two default indicators, (P(both) − pq) / √(p(1 − p)q(1 − q)): much less than the asset
 * correlation for small PDs. undefined where a PD is 0 or 1, since then an indicator does not vary.
 */
export function defaultCorrelation(p: number, q: number, assetCorrelation: number): number | undefined {
  const variance = p * (1 - p) * q * (1 - q);
  if (!(variance > 0)) return undefined;
  return (jointDefaultProbability(p, q, assetCorrelation) - p * q) / Math.sqrt(variance);
}

/**
 * Share of an infinitely large pool of equal loans that defaults in the economy that is worse with probability
 * 1 − level: Φ((Φ⁻¹(p) + √ρ Φ⁻¹(level)) / √(1 − ρ)). At level 0.999 the worst-case default rate of bank capital.
 * Source: Vasicek, The Distribution of Loan Portfolio Value, Risk, December 2002.
 */
export function largePoolQuantile(p: number, assetCorrelation: number, level: number): number {
  return conditionalDefaultProbability(
    normalQuantile(p),
    copulaLoading(assetCorrelation),
    -normalQuantile(level),
  );
}

/** P(share defaulted ≤ x) in that pool: Φ((√(1 − ρ) Φ⁻¹(x) − Φ⁻¹(p)) / √ρ); ρ above 0. */
export function largePoolDistribution(p: number, assetCorrelation: number, x: number): number {
  const { systematic, own } = copulaLoading(assetCorrelation);
  if (systematic === 0) return x >= p ? 1 : 0;
  return normalCdf((own * normalQuantile(x) - normalQuantile(p)) / systematic);
}

/** Standard deviation of the share defaulted in that pool: √(Φ₂(Φ⁻¹(p), Φ⁻¹(p); ρ) − p²). */
export function largePoolDeviation(p: number, assetCorrelation: number): number {
  return Math.sqrt(Math.max(0, jointDefaultProbability(p, p, assetCorrelation) - p * p));
}

const factorReach = 9;

/** Points and weights of E[f(Z)]. */
export interface FactorPoints {
  readonly factors: Float64Array;
  readonly weights: Float64Array;
}

/**
 * E[f(Z)] ≈ Σ weights[i] · f(factors[i]) over the standard normal factor: Gauss and Legendre on 32 panels of
 * [−9, 9] (P(|Z| > 9) is 2e-19). Panels stay accurate where f is steep, as conditional PDs are near a
 * correlation of 1.
 */
export function factorPoints(panelCount = 32, nodesPerPanel = 16): FactorPoints {
  const rule = gaussLegendre(nodesPerPanel);
  const half = factorReach / panelCount;
  const count = panelCount * rule.nodes.length;
  const factors = Float64Array.from({ length: count }, (_, i) => {
    const panel = Math.floor(i / rule.nodes.length);
    return -factorReach + (2 * panel + 1) * half + half * rule.nodes[i % rule.nodes.length]!;
  });
  const weights = factors.map((z, i) => half * rule.weights[i % rule.nodes.length]! * normalDensity(z));
  return { factors, weights };
}

export function expectationOverFactor(f: (factor: number) => number): number {
  const { factors, weights } = factorPoints();
  return factors.reduce((sum, factor, i) => sum + weights[i]! * f(factor), 0);
}
