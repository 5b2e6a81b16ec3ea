import { normalDensity } from '#numerics/normal.js';
import type { FactorPoints } from './copula.js';

const reach = 9;

/**
 * Points of E f(Z), Z standard normal, at equal steps over [−9, 9] (P(|Z| > 9) is 2e-19). For functions smooth on
 * the scale of the step the error of this sum falls like e^(−2π² w²/step²), w the width of f's narrowest
 * Gaussian-like feature: at a step of 0.7 w it is below 1e-17. The product with the normal density has features
 * narrower than 1 itself, so the step is never above 0.5.
 * Source: L. N. Trefethen, J. A. C. Weideman, The exponentially convergent trapezoidal rule, SIAM Review 56 (2014).
 */
export function normalGrid(step: number): FactorPoints {
  const half = Math.ceil(reach / Math.min(step, 0.5));
  const exact = reach / half;
  const factors = Float64Array.from({ length: 2 * half + 1 }, (_, i) => (i - half) * exact);
  return { factors, weights: factors.map((z) => exact * normalDensity(z)) };
}

/** A name's share in the factor that all share, in its group's, and of its own; the squares add up to 1. */
export interface NameLoading {
  readonly systematic: number;
  readonly group: number;
  readonly own: number;
}

/** More points than these are not taken: reached only at correlations above 0.999. */
const stepLeast = 2e-4;

/**
 * The step at which the distribution of defaults given the factor is smooth. P(k of n default | z) is no narrower in
 * z than √(p(1 − p)/n) over the slope of p(z), which is at least 1.25 own/(systematic √n); precisions 1/w² of names,
 * or of whole groups once their own factor is integrated out, add up with the density's own.
 */
export function factorStep(groups: readonly (readonly NameLoading[])[]): number {
  const precision = groups.reduce((sum, names) => {
    const { group, systematic } = names[0]!;
    if (group === 0) return sum + names.reduce((all, name) => all + ratio(name), 0);
    const smoothed = names.reduce((all, name) => all + 1 / featureVariance(name), 0);
    return sum + (systematic * systematic) / (group * group + 1 / smoothed);
  }, 1);
  return Math.max(stepLeast, 0.7 / Math.sqrt(precision));
}

/** The step of a group's own factor, by the same rule. */
export function groupStep(names: readonly NameLoading[]): number {
  const precision = names.reduce((sum, { group, own }) => sum + (group * group) / (1.5625 * own * own), 1);
  return Math.max(stepLeast, 0.7 / Math.sqrt(precision));
}

/**
 * The step of the mixing variable of Student's t, in normal quantiles: the factor, once integrated out, leaves
 * features of its own loading's width, and without one those of the names' own draws.
 */
export function mixingStep(names: readonly NameLoading[]): number {
  const systematic = names.reduce((least, name) => Math.min(least, name.systematic), 1);
  const own = 1 / names.reduce((sum, name) => sum + 1 / featureVariance(name), 0);
  return Math.min(0.2, Math.max(0.02, 0.4 * Math.sqrt(systematic * systematic + own)));
}

function ratio(name: NameLoading): number {
  return (name.systematic * name.systematic) / featureVariance(name);
}

function featureVariance({ own }: NameLoading): number {
  return 1.5625 * own * own;
}
