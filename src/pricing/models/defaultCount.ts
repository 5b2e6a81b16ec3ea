import type { FactorCopula } from './factorCopula.js';

/**
 * P(at least `count` of the names default), by default probabilities: given the point of the copula names are
 * independent, and their number of defaults is added up name by name (Andersen, Sidenius and Basu, 2003).
 */
export function countProbability(
  joint: FactorCopula,
  defaultProbabilities: readonly number[],
  count: number,
): number {
  if (joint.isComonotone) return [...defaultProbabilities].sort((a, b) => b - a)[count - 1]!;
  const thresholds = defaultProbabilities.map(joint.threshold);
  // Counts from `count` on are one state, so that small probabilities are sums and not differences from 1.
  const given = new Float64Array(count + 1);
  let probability = 0;
  joint.weights.forEach((weight, point) => {
    given.fill(0);
    given[0] = 1;
    let p = 0;
    for (let i = 0; i < thresholds.length; i++) {
      // Names of one PD in a row share it.
      if (i === 0 || thresholds[i] !== thresholds[i - 1]) p = joint.conditional(thresholds[i]!, point);
      given[count]! += given[count - 1]! * p;
      for (let k = count - 1; k > 0; k--) given[k] = given[k]! * (1 - p) + given[k - 1]! * p;
      given[0]! *= 1 - p;
    }
    probability += weight * given[count]!;
  });
  return probability;
}
