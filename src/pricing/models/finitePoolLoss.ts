import { type Copula, factorCopula } from './factorCopula.js';

/** Loans that default within one horizon. */
export interface PoolName {
  readonly defaultProbability: number;
  /** Whole loss units: a default loses this many. Choose the unit so that losses are whole. */
  readonly lossUnits: number;
}

/**
 * P(loss = k units), k = 0 … Σ units, under a one-factor copula: given the factor, defaults are independent, so names are added one by one, P(k) ← P(k)(1 − p) + P(k − u)p; then the factor is integrated out.
 * Exact up to quadrature (about 1e-12; 1e-5 of a probability under Student's t). Work grows with names × total units × points (512 of the factor; 8,192 of
 * factor and mixing variable for Student's t).
 * Source: Andersen, Sidenius and Basu, All your hedges in one basket, Risk, November 2003.
 */
export function poolLossDistribution(
  names: readonly PoolName[],
  assetCorrelation: number,
  copula?: Copula,
): Float64Array {
  const joint = factorCopula(assetCorrelation, copula);
  const thresholds = names.map((name) => joint.threshold(name.defaultProbability));
  const totalUnits = names.reduce((sum, { lossUnits }) => sum + checkedUnits(lossUnits), 0);
  if (joint.isComonotone) return comonotoneLoss(names, totalUnits);
  const distribution = new Float64Array(totalUnits + 1);
  const given = new Float64Array(totalUnits + 1);
  joint.weights.forEach((weight, point) => {
    given.fill(0);
    given[0] = 1;
    let reached = 0;
    let p = 0;
    names.forEach(({ lossUnits }, i) => {
      // Names of one PD in a row share it.
      if (i === 0 || thresholds[i] !== thresholds[i - 1]) p = joint.conditional(thresholds[i]!, point);
      reached += lossUnits;
      for (let k = reached; k >= 0; k--) {
        given[k] = given[k]! * (1 - p) + (k >= lossUnits ? given[k - lossUnits]! * p : 0);
      }
    });
    for (let k = 0; k <= totalUnits; k++) distribution[k]! += weight * given[k]!;
  });
  return distribution;
}

/**
 * Expected loss of a tranche over its size: E[min(max(L − attachment, 0), size)] / size, L the pool's loss as a
 * share of `poolUnits`; attachment and detachment are shares of the pool too.
 */
export function trancheExpectedLoss(
  distribution: ArrayLike<number>,
  poolUnits: number,
  attachment: number,
  detachment: number,
): number {
  const size = detachment - attachment;
  if (!(attachment >= 0 && size > 0 && detachment <= 1)) {
    throw new Error(`a tranche from ${attachment} to ${detachment} is none`);
  }
  let expected = 0;
  for (let k = 0; k < distribution.length; k++) {
    expected += distribution[k]! * Math.min(Math.max(k / poolUnits - attachment, 0), size);
  }
  return expected / size;
}

/** P(at least `count` of the names default). */
export function atLeastDefaults(
  names: readonly Pick<PoolName, 'defaultProbability'>[],
  count: number,
  assetCorrelation: number,
  copula?: Copula,
): number {
  const counted = names.map(({ defaultProbability }) => ({ defaultProbability, lossUnits: 1 }));
  const distribution = poolLossDistribution(counted, assetCorrelation, copula);
  let sum = 0;
  for (let k = count; k < distribution.length; k++) sum += distribution[k]!;
  return sum;
}

/** At a correlation of 1 a name defaults whenever a safer one does: no more outcomes than names and one. */
function comonotoneLoss(names: readonly PoolName[], totalUnits: number): Float64Array {
  const distribution = new Float64Array(totalUnits + 1);
  const riskiestFirst = [...names].sort((a, b) => b.defaultProbability - a.defaultProbability);
  let units = 0;
  let before = 1;
  for (const { defaultProbability, lossUnits } of riskiestFirst) {
    distribution[units]! += before - defaultProbability;
    units += lossUnits;
    before = defaultProbability;
  }
  distribution[units]! += before;
  return distribution;
}

function checkedUnits(units: number): number {
  if (Number.isInteger(units) && units >= 0) return units;
  throw new Error(`${units} loss units: a loss is a whole number of units`);
}
