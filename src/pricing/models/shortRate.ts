import { exp, expm1 } from '#numerics/elementary.js';

/**
 * How the one-month risk-free rate moves, under the pricing measure. Vasicek and the random walk move the rate
 * that discounts a month by 1 / (1 + r/12); Hull and White's is compounded continuously, as its curve.
 */
export type ShortRateModel =
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
  /** E[r_k], k = 0 … stepCount. */
  readonly expected: Float64Array;
  readonly decay: number;
  readonly noise: number;
  readonly stepYears: number;
  /** Whether r is compounded continuously; a path then holds (e^(rΔ) − 1)/Δ, which discounts a step the same. */
  readonly continuous: boolean;
}

export function gaussianRateSteps(
  model: ShortRateModel,
  stepCount: number,
  stepYears: number,
): GaussianRateSteps {
  const speed = model.kind === 'random-walk' ? 0 : model.speed;
  if (!(speed >= 0) || !(model.volatility >= 0)) {
    throw new Error(`speed ${speed} and volatility ${model.volatility} must not be negative`);
  }
  const decay = exp(-speed * stepYears);
  const noise = Math.sqrt(shortRateVariance(model, stepYears));
  const continuous = model.kind === 'hull-white-flat';
  const expected = continuous
    ? fittedToCurve(model.curveRate, decay, noise, stepCount, stepYears)
    : Float64Array.from({ length: stepCount + 1 }, (_, k) => expectedShortRate(model, k * stepYears));
  return { expected, decay, noise, stepYears, continuous };
}

/**
 * Means that price every bond on the grid to the flat curve exactly, E[exp(−Δ Σ_{j<k} r_j)] = e^(−f·kΔ): the sum
 * is normal, so Δ Σ E[r_j] = f·kΔ + Var/2 for all k, which gives E[r_k] = f + Δ · noise² · R_k² / 2 with
 * R_k = 1 + decay + … + decay^(k−1). As Δ shrinks it becomes `expectedShortRate`.
 */
function fittedToCurve(
  curveRate: number,
  decay: number,
  noise: number,
  stepCount: number,
  stepYears: number,
): Float64Array {
  let reach = 0;
  return Float64Array.from({ length: stepCount + 1 }, () => {
    const mean = curveRate + (stepYears * noise * reach * (noise * reach)) / 2;
    reach = 1 + decay * reach;
    return mean;
  });
}

/**
 * The rates of a discounting without chance: the forward rates of the curve where a model is fitted to one, else
 * the expected short rate; compounded once a step.
 */
export function riskFreeRates(model: ShortRateModel, stepCount: number, stepYears: number): Float64Array {
  if (model.kind === 'hull-white-flat') {
    return new Float64Array(stepCount + 1).fill(expm1(model.curveRate * stepYears) / stepYears);
  }
  return Float64Array.from({ length: stepCount + 1 }, (_, k) => expectedShortRate(model, k * stepYears));
}

/**
 * E[r(t)]: b + (r₀ − b) e^(−at) for Vasicek; r₀ for the random walk; f + σ² (1 − e^(−at))² / (2a²) for
 * Hull–White on a flat curve f (σ²t²/2 more than f at a = 0).
 */
export function expectedShortRate(model: ShortRateModel, years: number): number {
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
export function shortRateVariance(model: ShortRateModel, years: number): number {
  const speed = model.kind === 'random-walk' ? 0 : model.speed;
  return model.volatility * model.volatility * meanReversionLength(2 * speed, years);
}

/** (1 − e^(−at)) / a, which is t at a = 0. */
export function meanReversionLength(speed: number, years: number): number {
  const x = speed * years;
  // Below 1e-5 the series is exact to float64: t (1 − x/2 + x²/6).
  return x < 1e-5 ? years * (1 - x / 2 + (x * x) / 6) : (1 - exp(-x)) / speed;
}

/** Fills `rates` (stepCount + 1 of them, compounded once a step) from independent standard normals, one a step. */
export function fillRatePath(steps: GaussianRateSteps, shocks: Float64Array, rates: Float64Array): void {
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
