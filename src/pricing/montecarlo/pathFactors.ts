import type { RandomStream } from '#numerics/randomStream.js';
import { type FactorPoint, type FactorStrata, setFactorPoint } from './factorStrata.js';

/** Standard normals of a path: the systematic factor, and a shock for each step of the short rate. */
export interface PathFactors extends FactorPoint {
  readonly rateShocks: Float64Array;
}

export function newPathFactors(stepCount: number): PathFactors {
  return { systematic: 0, weight: 1, rateShocks: new Float64Array(stepCount) };
}

/** From a path's own stream: first the factor, then the shocks in order of time. */
export function drawFactors(
  stream: RandomStream,
  moves: boolean,
  strata: FactorStrata | undefined,
  factors: PathFactors,
): void {
  setFactorPoint(strata, stream.nextUniform(), factors);
  drawShocks(stream, moves, factors);
}

/** A pilot path stands in a given stratum. */
export function drawFactorsIn(
  stratum: number,
  stream: RandomStream,
  moves: boolean,
  strata: FactorStrata,
  factors: PathFactors,
): void {
  const count = strata.bounds.length - 1;
  setFactorPoint(strata, (stratum + stream.nextUniform()) / count, factors);
  drawShocks(stream, moves, factors);
}

function drawShocks(stream: RandomStream, moves: boolean, factors: PathFactors): void {
  if (!moves) return;
  const { rateShocks } = factors;
  for (let k = 0; k < rateShocks.length; k++) rateShocks[k] = stream.nextNormal();
}
