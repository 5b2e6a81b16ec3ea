import { expm1 } from '#numerics/elementary.js';
import {
  type ArimaModel,
  type ArimaSteps,
  arimaSteps,
  fillArimaPath,
  impulseResponses,
} from './arimaRate.js';
import { type CirModel, type CirSteps, cirSteps, fillCirPath } from './cirRate.js';
import {
  expectedShortRate,
  fillGaussianPath,
  type GaussianModel,
  type GaussianRateSteps,
  gaussianRateSteps,
} from './shortRate.js';
import { curveForwards } from './zeroCurve.js';

/** How the one-month risk-free rate moves, under the pricing measure. */
export type ShortRateModel = GaussianModel | CirModel | ArimaModel;

/** A rate model on the grid of a simulation: plain data, from which paths are made by one normal a step. */
export type RateSteps = GaussianRateSteps | CirSteps | ArimaSteps;

export function rateSteps(model: ShortRateModel, stepCount: number, stepYears: number): RateSteps {
  if (model.kind === 'cir') return cirSteps(model, stepCount, stepYears);
  if (model.kind === 'arima') return arimaSteps(model, stepCount, stepYears);
  return gaussianRateSteps(model, stepCount, stepYears);
}

/** Fills `rates` (stepCount + 1 of them, compounded once a step) from independent standard normals, one a step. */
export function fillRatePath(steps: RateSteps, shocks: Float64Array, rates: Float64Array): void {
  if (steps.kind === 'cir') fillCirPath(steps, shocks, rates);
  else if (steps.kind === 'arima') fillArimaPath(steps, shocks, rates);
  else fillGaussianPath(steps, shocks, rates);
}

/** False where every path is the expected one. */
export function rateMoves(steps: RateSteps): boolean {
  switch (steps.kind) {
    case 'cir':
      return steps.perRate > 0;
    case 'arima':
      return steps.deviation > 0;
    case 'gaussian':
      return steps.noise > 0;
  }
  return steps satisfies never;
}

/** Standard deviation of the rate after `stepCount` steps; of the expected variance for CIR. */
export function rateDeviation(steps: RateSteps): number {
  const count = steps.expected.length - 1;
  let variance = 0;
  if (steps.kind === 'arima') {
    for (const response of impulseResponses(steps, count)) variance += response * response;
    return steps.deviation * Math.sqrt(variance);
  }
  for (let k = 0; k < count; k++) {
    const noise =
      steps.kind === 'gaussian'
        ? steps.noise * steps.noise
        : steps.perRate * steps.expected[k]! + steps.fixed;
    variance = variance * steps.decay * steps.decay + noise;
  }
  return Math.sqrt(variance);
}

/**
 * The rates of a discounting without chance: the forward rates of the curve where a model is fitted to one, else
 * the expected short rate; compounded once a step.
 */
export function riskFreeRates(model: ShortRateModel, stepCount: number, stepYears: number): Float64Array {
  const simple = (rate: number) => expm1(rate * stepYears) / stepYears;
  switch (model.kind) {
    case 'hull-white-flat':
      return new Float64Array(stepCount + 1).fill(simple(model.curveRate));
    case 'hull-white':
      return curveForwards(model.curve, stepCount, stepYears).map(simple);
    case 'cir':
    case 'arima':
      return rateSteps(model, stepCount, stepYears).expected.map(simple);
    default:
      return Float64Array.from({ length: stepCount + 1 }, (_, k) => expectedShortRate(model, k * stepYears));
  }
}
