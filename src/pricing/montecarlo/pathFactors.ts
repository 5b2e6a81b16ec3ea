import type { RandomStream } from '#numerics/randomStream.js';

/** Standard normals of a path: the systematic factor, and a shock for each step of the short rate. */
export interface PathFactors {
  systematic: number;
  readonly rateShocks: Float64Array;
}

export function newPathFactors(stepCount: number): PathFactors {
  return { systematic: 0, rateShocks: new Float64Array(stepCount) };
}

/** From a path's own stream: first the factor, then the shocks in order of time. */
export function drawFactors(stream: RandomStream, moves: boolean, factors: PathFactors): void {
  factors.systematic = stream.nextNormal();
  if (!moves) return;
  const { rateShocks } = factors;
  for (let k = 0; k < rateShocks.length; k++) rateShocks[k] = stream.nextNormal();
}
