import { normalQuantile } from '#numerics/normal.js';

/**
 * How often each part of the factor's distribution is visited: importance sampling in the form of strata. The
 * bounds rise from 0 to 1 in units of Φ(z). Every stratum is drawn equally often, and inside it the factor has
 * its own distribution, so a path's likelihood ratio is constant in a stratum: its probability times their count.
 *
 * Since a power of two of equal strata is what Sobol points fill evenly, the weights of a scramble add up to its
 * number of points exactly, and a constant is priced without error.
 */
export interface FactorStrata {
  readonly bounds: Float64Array;
}

/** A point of the factor: z, and what its path counts for. */
export interface FactorPoint {
  systematic: number;
  weight: number;
}

/** Turns a uniform number into a factor and its weight; without strata the factor is plain and counts once. */
export function setFactorPoint(strata: FactorStrata | undefined, uniform: number, point: FactorPoint): void {
  if (strata === undefined) {
    point.systematic = normalQuantile(uniform);
    point.weight = 1;
    return;
  }
  const { bounds } = strata;
  const count = bounds.length - 1;
  const at = uniform * count;
  const stratum = Math.min(Math.floor(at), count - 1);
  const low = bounds[stratum]!;
  const mass = bounds[stratum + 1]! - low;
  point.systematic = normalQuantile(insideUnit(low + (at - stratum) * mass));
  point.weight = mass * count;
}

/** A uniform number next to the end of the last stratum may round to 1, which has no quantile. */
function insideUnit(probability: number): number {
  return Math.min(probability, 0.9999999999999999);
}
