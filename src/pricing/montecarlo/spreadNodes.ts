import { cos } from '#numerics/elementary.js';

/**
 * A class's discount spread depends on its expected loss, which is known only after the run. So every path
 * values its flows at a few spreads between 0 and the premium, and the value at any spread in between is the
 * polynomial through them: an exact linear combination, known afterwards, of numbers kept from the run.
 *
 * The spreads are the Chebyshev points of the second kind, ends included, so that the two most frequent cases
 * (no expected loss; all of the premium used up) need no interpolation. A value is a sum of terms like e^(−sT),
 * whose interpolation error is at most 4 (premium · T / 4)^n / n! of it; n is the least with a bound of 1e-12.
 * Source of the bound: the remainder of polynomial interpolation, e.g. Trefethen, Approximation Theory and
 * Approximation Practice, chapter 8.
 */
export function spreadNodes(premium: number, lastPaymentYears: number): Float64Array {
  if (!(premium >= 0)) throw new Error(`a premium of ${premium} is negative`);
  if (premium === 0) return Float64Array.of(0);
  const reach = (premium * lastPaymentYears) / 4;
  let count = 1;
  let bound = 4 * reach;
  while (count < 2 || bound > 1e-12) bound *= reach / ++count;
  const nodes = new Float64Array(count);
  for (let k = 1; k < count - 1; k++) nodes[k] = (premium / 2) * (1 - cos((Math.PI * k) / (count - 1)));
  nodes[count - 1] = premium;
  return nodes;
}

/** Weights of the values at the nodes in the value at `spread`. */
export function interpolationWeights(nodes: Float64Array, spread: number): Float64Array {
  return nodes.map((node, k) => {
    let weight = 1;
    for (let j = 0; j < nodes.length; j++) {
      if (j !== k) weight *= (spread - nodes[j]!) / (node - nodes[j]!);
    }
    return weight;
  });
}

/** Weights of the values at the nodes in the slope of the value at `spread`. */
export function slopeWeights(nodes: Float64Array, spread: number): Float64Array {
  return nodes.map((node, k) => {
    let slope = 0;
    for (let i = 0; i < nodes.length; i++) {
      if (i === k) continue;
      let term = 1 / (node - nodes[i]!);
      for (let j = 0; j < nodes.length; j++) {
        if (j !== k && j !== i) term *= (spread - nodes[j]!) / (node - nodes[j]!);
      }
      slope += term;
    }
    return slope;
  });
}
