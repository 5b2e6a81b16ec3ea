import { momentsOf, varianceOf } from './statistics.js';

/** Variance of a conditional expectation, E[estimate | draw], over draws. */
export interface NestedVariance {
  readonly mean: number;
  /** Unbiased, so that it may come out below zero where noise is all there is. */
  readonly variance: number;
  /** Of the variance, were the estimates normal. */
  readonly standardError: number;
}

/**
 * From one noisy estimate a draw, each with the variance of its own noise: the scatter of the estimates holds both,
 *
 *   S² = Var(E[·|draw]) + mean noise variance,  so that  S² − mean of the noise variances  is unbiased
 *
 * Its standard error is S² √(2 / (n − 1)). Sources: one-way analysis of variance with random effects, e.g. S. Searle,
 * G. Casella, C. McCulloch, Variance Components (1992), chapter 3; for simulation Y. Sun, D. Apley, J. Staum, Efficient
 * nested simulation for estimating the variance of a conditional expectation, Operations Research 59 (2011).
 */
export function nestedVariance(
  estimates: readonly number[],
  noiseVariances: readonly number[],
): NestedVariance {
  const moments = momentsOf(estimates);
  const scatter = varianceOf(moments);
  return {
    mean: moments.mean,
    variance: scatter - momentsOf(noiseVariances).mean,
    standardError: scatter * Math.sqrt(2 / (estimates.length - 1)),
  };
}
