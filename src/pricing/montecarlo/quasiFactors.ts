import { monthlyBrownianPath } from '#numerics/brownianPath.js';
import { fillNormalQuantiles } from '#numerics/normalQuantiles.js';
import { type RandomStream, randomStream } from '#numerics/randomStream.js';
import type { StreamKey } from '#numerics/seedKey.js';
import { type SobolSequence, scrambledSobol } from '#numerics/sobol.js';
import { type FactorStrata, setFactorPoint } from './factorStrata.js';
import { type FactorDesign, mixingAt, type PathFactors, tieToEconomy } from './pathFactors.js';

/** Independent randomizations of the same points: the spread of their means is the standard error. */
export const scrambleCount = 16;

/** Bridge levels beyond these matter little: they come from plain random numbers. */
const sobolDimensionMax = 33;
/** Beside the economy, so many other factors have Sobol coordinates; the first ones move the most balance. */
const otherDimensionMax = 48;
/** Coordinates of the rate that come before those of the other factors: the end of its walk and its middle. */
const rateBeforeOthers = 3;
/** So many providers have Sobol coordinates, after all others, whose points they leave as they are. */
const providerDimensionMax = 8;
const remainderPurpose = 4;

/**
 * The factors of large-pool paths from scrambled Sobol points: the first coordinate is the economy, then, where there
 * are more factors than that, the mixing variable, three of the rate and the other factors; then the rate's random
 * walk, its end, its middle, quarters and so on.
 */
export function quasiFactors(
  key: StreamKey,
  design: FactorDesign,
): (scramble: number, index: number, strata: FactorStrata | undefined, factors: PathFactors) => void {
  const { dependence, rateStepCount, rateMoves, rateCorrelation } = design;
  const layout = coordinates(design);
  const sequences: (SobolSequence | undefined)[] = [];
  const point = new Float64Array(layout.dimensionCount);
  const normals = new Float64Array(rateMoves ? rateStepCount : 0);
  const bridge = normals.length > 0 ? monthlyBrownianPath(normals.length) : undefined;
  const remainder = randomStream(key, 0, remainderPurpose);
  /** The coordinates come first: what is left of `into`, the same on every path, is plain random numbers. */
  const filler = (at: Int32Array, into: Float64Array) => {
    const plainFrom = at.indexOf(-1);
    const pointed = plainFrom < 0 ? at.length : plainFrom;
    const plain = into.subarray(pointed);
    const coordinates = new Float64Array(pointed);
    return (stream: RandomStream) => {
      for (let k = 0; k < pointed; k++) coordinates[k] = point[at[k]!]!;
      fillNormalQuantiles(coordinates, into);
      stream.fillNormals(plain);
    };
  };
  const others = new Float64Array(dependence.factorCount - 1);
  const fillRate = filler(layout.rate, normals);
  const fillOthers = filler(layout.others, others);
  // Scrambles 0 … scrambleCount − 1 for prices, as many more for the tail.
  return (scramble, index, strata, factors) => {
    const sequence = (sequences[scramble] ??= scrambledSobol(layout.dimensionCount, key, scramble));
    sequence.point(index, point);
    setFactorPoint(strata, point[0]!, factors);
    if (layout.mixing > 0) factors.mixing = mixingAt(point[layout.mixing]!, dependence.degreesOfFreedom);
    if (layout.hasRemainder) remainder.moveTo(index * 2 * scrambleCount + scramble, remainderPurpose);
    fillRate(remainder);
    fillOthers(remainder);
    factors.others.set(others);
    for (let k = 0; k < factors.providers.length; k++) {
      const at = layout.providers[k]!;
      factors.providers[k] = at < 0 ? remainder.nextUniform() : point[at]!;
    }
    bridge?.steps(normals, factors.rateShocks);
    if (rateMoves) tieToEconomy(factors, rateCorrelation);
  };
}

/** Which Sobol coordinate makes what; −1 is a plain random number. */
interface Coordinates {
  readonly dimensionCount: number;
  readonly mixing: number;
  readonly others: Int32Array;
  readonly rate: Int32Array;
  readonly providers: Int32Array;
  readonly hasRemainder: boolean;
}

function coordinates({ dependence, rateStepCount, rateMoves, providerCount = 0 }: FactorDesign): Coordinates {
  const rate = new Int32Array(rateMoves ? rateStepCount : 0).fill(-1);
  const others = new Int32Array(dependence.factorCount - 1).fill(-1);
  let next = 1;
  const mixing = dependence.law === 'student-t' ? next++ : 0;
  const isFirst = Math.min(others.length > 0 ? rateBeforeOthers : 0, rate.length);
  for (let k = 0; k < isFirst; k++) rate[k] = next++;
  for (let k = 0; k < others.length && k < otherDimensionMax; k++) others[k] = next++;
  const most = Math.max(sobolDimensionMax, next);
  for (let k = isFirst; k < rate.length && next < most; k++) rate[k] = next++;
  const providers = new Int32Array(providerCount).fill(-1);
  for (let k = 0; k < providerCount && k < providerDimensionMax; k++) providers[k] = next++;
  const hasRemainder = rate.includes(-1) || others.includes(-1) || providers.includes(-1);
  return { dimensionCount: next, mixing, others, rate, providers, hasRemainder };
}
