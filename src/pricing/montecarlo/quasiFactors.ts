import { monthlyBrownianPath } from '#numerics/brownianPath.js';
import { normalQuantile } from '#numerics/normal.js';
import { randomStream } from '#numerics/randomStream.js';
import type { StreamKey } from '#numerics/seedKey.js';
import { type SobolSequence, scrambledSobol } from '#numerics/sobol.js';
import { type FactorStrata, setFactorPoint } from './factorStrata.js';
import type { PathFactors } from './pathFactors.js';

/** Independent randomizations of the same points: the spread of their means is the standard error. */
export const scrambleCount = 16;

/** Bridge levels beyond these matter little: they come from plain random numbers. */
const sobolDimensionMax = 33;
const remainderPurpose = 4;

/**
 * The factors of large-pool paths from scrambled Sobol points: the first coordinate is the systematic factor,
 * the next the end of the rate's random walk, then its middle, quarters and so on.
 */
export function quasiFactors(
  key: StreamKey,
  stepCount: number,
  moves: boolean,
): (scramble: number, index: number, strata: FactorStrata | undefined, factors: PathFactors) => void {
  const normalCount = moves ? stepCount : 0;
  const dimensionCount = Math.min(1 + normalCount, sobolDimensionMax);
  const sequences: (SobolSequence | undefined)[] = [];
  const point = new Float64Array(dimensionCount);
  const normals = new Float64Array(normalCount);
  const bridge = normalCount > 0 ? monthlyBrownianPath(normalCount) : undefined;
  const remainder = randomStream(key, 0, remainderPurpose);
  // Scrambles 0 … scrambleCount − 1 for prices, as many more for the tail.
  return (scramble, index, strata, factors) => {
    const sequence = (sequences[scramble] ??= scrambledSobol(dimensionCount, key, scramble));
    sequence.point(index, point);
    setFactorPoint(strata, point[0]!, factors);
    for (let d = 1; d < dimensionCount; d++) normals[d - 1] = normalQuantile(point[d]!);
    if (normalCount >= dimensionCount) {
      remainder.moveTo(index * 2 * scrambleCount + scramble, remainderPurpose);
      for (let d = dimensionCount - 1; d < normalCount; d++) normals[d] = remainder.nextNormal();
    }
    bridge?.steps(normals, factors.rateShocks);
  };
}
