import { chiSquareQuantile } from '#numerics/chiSquare.js';
import type { RandomStream } from '#numerics/randomStream.js';
import type { Dependence } from '#pricing/models/dependence.js';
import { type FactorPoint, type FactorStrata, setFactorPoint } from './factorStrata.js';

/**
 * The factors of a path: standard normals, the first the economy; √(W/ν) of Student's t; and a shock for each step
 * of the short rate.
 */
export interface PathFactors extends FactorPoint {
  readonly others: Float64Array;
  mixing: number;
  readonly rateShocks: Float64Array;
  /** A uniform number for each provider of supports and each acceptor of bills: its own chance. */
  readonly providers: Float64Array;
}

/** What is random about the factors of a simulation. */
export interface FactorDesign {
  readonly dependence: Dependence;
  readonly rateStepCount: number;
  /** False for a rate that is known: then its shocks are not drawn. */
  readonly rateMoves: boolean;
  /** Correlation of the economy and the sum of the rate's shocks. */
  readonly rateCorrelation: number;
  readonly providerCount?: number;
}

export function newPathFactors({ dependence, rateStepCount, providerCount = 0 }: FactorDesign): PathFactors {
  return {
    systematic: 0,
    others: new Float64Array(dependence.factorCount - 1),
    mixing: 1,
    weight: 1,
    rateShocks: new Float64Array(rateStepCount),
    providers: new Float64Array(providerCount),
  };
}

/** From a path's own stream: the economy, the mixing variable, the other factors, the shocks in order of time, providers. */
export function drawFactors(
  stream: RandomStream,
  design: FactorDesign,
  strata: FactorStrata | undefined,
  factors: PathFactors,
): void {
  setFactorPoint(strata, stream.nextUniform(), factors);
  drawOthers(stream, design, factors);
}

/** A pilot path stands in a given stratum. */
export function drawFactorsIn(
  stratum: number,
  stream: RandomStream,
  design: FactorDesign,
  strata: FactorStrata,
  factors: PathFactors,
): void {
  const count = strata.bounds.length - 1;
  setFactorPoint(strata, (stratum + stream.nextUniform()) / count, factors);
  drawOthers(stream, design, factors);
}

function drawOthers(stream: RandomStream, design: FactorDesign, factors: PathFactors): void {
  const { rateShocks, others, providers } = factors;
  const { law, degreesOfFreedom } = design.dependence;
  if (law === 'student-t') factors.mixing = mixingAt(stream.nextUniform(), degreesOfFreedom);
  stream.fillNormals(others);
  if (design.rateMoves) {
    stream.fillNormals(rateShocks);
    tieToEconomy(factors, design.rateCorrelation);
  }
  // Last, so that a provider leaves all other numbers of the path as they are.
  for (let k = 0; k < providers.length; k++) providers[k] = stream.nextUniform();
}

/** √(W/ν) of the chi-square quantile W of a uniform number. */
export function mixingAt(uniform: number, degreesOfFreedom: number): number {
  return Math.sqrt(chiSquareQuantile(uniform, degreesOfFreedom) / degreesOfFreedom);
}

/**
 * Turns independent shocks into ones whose sum over √n has the given correlation with the economy, and leaves them
 * independent standard normals among themselves: along v = (1, …, 1)/√n the component v·ε becomes
 * ρZ + √(1 − ρ²) v·ε, the rest stays. For every rate model the rate moves with the economy by its own shocks.
 */
export function tieToEconomy(
  { systematic, rateShocks }: Pick<PathFactors, 'systematic' | 'rateShocks'>,
  correlation: number,
): void {
  const n = rateShocks.length;
  if (correlation === 0 || n === 0) return;
  const root = Math.sqrt(n);
  let sum = 0;
  for (let k = 0; k < n; k++) sum += rateShocks[k]!;
  const along = sum / root;
  const move = (correlation * systematic + (Math.sqrt(1 - correlation * correlation) - 1) * along) / root;
  for (let k = 0; k < n; k++) rateShocks[k]! += move;
}
