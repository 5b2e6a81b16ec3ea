import { exp, expm1 } from '#numerics/elementary.js';
import { type CurvePoint, curveForwards } from './zeroCurve.js';

/**
 * Gaussian models of the one-month risk-free rate, under the pricing measure. Vasicek and the random walk move the
 * rate that discounts a month by 1 / (1 + r/12); Hull and White's is compounded continuously, as its curve.
 */
export type GaussianModel =
  /** dr = speed · (mean − r) dt + volatility dW. */
  | {
      readonly kind: 'vasicek';
      readonly initial: number;
      readonly mean: number;
      readonly speed: number;
      readonly volatility: number;
    }
  /** dr = volatility dW. */
  | { readonly kind: 'random-walk'; readonly initial: number; readonly volatility: number }
  /** Vasicek around a moving mean that fits a flat curve at `curveRate` (continuous compounding). */
  | {
      readonly kind: 'hull-white-flat';
      readonly curveRate: number;
      readonly speed: number;
      readonly volatility: number;
    }
  /** The same for a curve of zero rates. */
  | {
      readonly kind: 'hull-white';
      readonly curve: readonly CurvePoint[];
      readonly speed: number;
      readonly volatility: number;
    };

/**
 * A Gaussian rate on a grid of equal steps: r_k = expected_k + x_k, x_0 = 0, x_{k+1} = decay · x_k + noise · ε.
 * The transition is the exact one, so that a step has no discretization error:
 *
 *   decay = e^(−aΔ),  noise² = σ² (1 − e^(−2aΔ)) / (2a),  or σ²Δ at a = 0
 *
 * Source: Glasserman, Monte Carlo Methods in Financial Engineering, 3.3.
 */
export interface GaussianRateSteps {
  readonly kind: 'gaussian';
  /** E[r_k], k = 0 … stepCount. */
  readonly expected: Float64Array;
  readonly decay: number;
  readonly noise: number;
  readonly stepYears: number;
  /** Whether r is compounded continuously; a path then holds (e^(rΔ) − 1)/Δ, which discounts a step the same. */
  readonly continuous: boolean;
}

export function gaussianRateSteps(
  model: GaussianModel,
  stepCount: number,
  stepYears: number,
): GaussianRateSteps {
  const speed = model.kind === 'random-walk' ? 0 : model.speed;
  if (!(speed >= 0) || !(model.volatility >= 0)) {
    throw new Error(`speed ${speed} and volatility ${model.volatility} must not be negative`);
  }
  const decay = exp(-speed * stepYears);
  const noise = Math.sqrt(shortRateVariance(model, stepYears));
  const isFitted = model.kind === 'hull-white' || model.kind === 'hull-white-flat';
  const expected = isFitted
    ? fittedToCurve(forwardRates(model, stepCount, stepYears), decay, noise, stepYears)
    : Float64Array.from({ length: stepCount + 1 }, (_, k) => expectedShortRate(model, k * stepYears));
  return { kind: 'gaussian', expected, decay, noise, stepYears, continuous: isFitted };
}

/** Of the curve that a model is fitted to, step by step. */
function forwardRates(model: FittedModel, stepCount: number, stepYears: number): Float64Array {
  return model.kind === 'hull-white'
    ? curveForwards(model.curve, stepCount, stepYears)
    : new Float64Array(stepCount + 1).fill(model.curveRate);
}

type FittedModel = Extract<GaussianModel, { kind: 'hull-white' | 'hull-white-flat' }>;

/**
 * Means that price every bond on the grid to the curve exactly, E[exp(−Δ Σ_{j<k} r_j)] = exp(−Δ Σ f_j): the sum
 * is normal, so Δ Σ E[r_j] = Δ Σ f_j + Var/2 for all k, which gives E[r_k] = f_k + Δ · noise² · R_k² / 2 with
 * R_k = 1 + decay + … + decay^(k−1). On a flat curve it becomes `expectedShortRate` as Δ shrinks.
 */
function fittedToCurve(
  forwards: Float64Array,
  decay: number,
  noise: number,
  stepYears: number,
): Float64Array {
  let reach = 0;
  return forwards.map((forward) => {
    const mean = forward + (stepYears * noise * reach * (noise * reach)) / 2;
    reach = 1 + decay * reach;
    return mean;
  });
}

/**
 * E[r(t)]: b + (r₀ − b) e^(−at) for Vasicek; r₀ for the random walk; f + σ² (1 − e^(−at))² / (2a²) for
 * Hull–White on a flat curve f (σ²t²/2 more than f at a = 0).
 */
export function expectedShortRate(
  model: Exclude<GaussianModel, { kind: 'hull-white' }>,
  years: number,
): number {
  switch (model.kind) {
    case 'random-walk':
      return model.initial;
    case 'vasicek':
      return model.mean + (model.initial - model.mean) * exp(-model.speed * years);
    case 'hull-white-flat': {
      const reach = meanReversionLength(model.speed, years) * model.volatility;
      return model.curveRate + (reach * reach) / 2;
    }
  }
  return model satisfies never;
}

/** Var[r(t)] = σ² (1 − e^(−2at)) / (2a); σ²t at a = 0. */
export function shortRateVariance(model: GaussianModel, years: number): number {
  const speed = model.kind === 'random-walk' ? 0 : model.speed;
  return model.volatility * model.volatility * meanReversionLength(2 * speed, years);
}

/** (1 − e^(−at)) / a, which is t at a = 0. */
export function meanReversionLength(speed: number, years: number): number {
  const x = speed * years;
  // Below 1e-5 the series is exact to float64: t (1 − x/2 + x²/6).
  return x < 1e-5 ? years * (1 - x / 2 + (x * x) / 6) : (1 - exp(-x)) / speed;
}

/** Fills `rates` from independent standard normals, one a step. */
export function fillGaussianPath(steps: GaussianRateSteps, shocks: Float64Array, rates: Float64Array): void {
  const { expected, decay, noise, stepYears, continuous } = steps;
  let x = 0;
  rates[0] = expected[0]!;
  for (let k = 1; k < expected.length; k++) {
    x = decay * x + noise * shocks[k - 1]!;
    rates[k] = expected[k]! + x;
  }
  if (!continuous) return;
  for (let k = 0; k < expected.length; k++) rates[k] = expm1(rates[k]! * stepYears) / stepYears;
}
