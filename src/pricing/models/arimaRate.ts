import { expm1 } from '#numerics/elementary.js';

/**
 * ARIMA(p, d, q) of the monthly short rate, compounded continuously. With w the rate differenced d times and μ its
 * mean,
 *
 *   w_t − μ = Σ φ_i (w_{t−i} − μ) + ε_t + Σ θ_j ε_{t−j},  ε normal with the given deviation
 *
 * Signs as R and statsmodels print them, μ being what R calls intercept. The forecast is used for pricing as it is: no
 * price of risk is added. Source: Box and Jenkins, Time Series Analysis, chapter 5.
 */
export interface ArimaModel {
  readonly kind: 'arima';
  readonly ar: readonly number[];
  readonly differences: number;
  readonly ma: readonly number[];
  readonly mean: number;
  /** Of ε, a month. */
  readonly deviation: number;
  /** Monthly rates, the last one that of the cut-off; at least p + d of them. */
  readonly history: readonly number[];
}

/** An ARIMA rate on a monthly grid: forecast and what each shock does to the months after it. */
export interface ArimaSteps {
  readonly kind: 'arima';
  /** Forecasts E[r_k], k = 0 … stepCount. */
  readonly expected: Float64Array;
  readonly stepYears: number;
  readonly deviation: number;
  /** Coefficients of φ(B)(1 − B)^d on the right-hand side, and those of the shocks. */
  readonly levels: Float64Array;
  readonly shocks: Float64Array;
}

/** `stepYears` is a month: the model knows no other step. */
export function arimaSteps(model: ArimaModel, stepCount: number, stepYears: number): ArimaSteps {
  const levels = levelCoefficients(model);
  const shocks = Float64Array.from(model.ma);
  const before = model.history;
  const constant = model.mean * model.ar.reduce((left, phi) => left - phi, 1);
  const residuals = pastResiduals(model, levels, constant);
  const expected = new Float64Array(stepCount + 1);
  const rateAt = (k: number) => (k >= 0 ? expected[k]! : before[before.length - 1 + k]!);
  expected[0] = before.at(-1)!;
  for (let k = 1; k <= stepCount; k++) {
    let rate = constant;
    for (let i = 0; i < levels.length; i++) rate += levels[i]! * rateAt(k - 1 - i);
    for (let j = k - 1; j < shocks.length; j++)
      rate += shocks[j]! * (residuals[residuals.length + k - 2 - j] ?? 0);
    expected[k] = rate;
  }
  return { kind: 'arima', expected, stepYears, deviation: model.deviation, levels, shocks };
}

/** Deviations from the forecast follow the same recursion, from zero. */
export function fillArimaPath(steps: ArimaSteps, shocks: Float64Array, rates: Float64Array): void {
  const { expected, stepYears, deviation, levels, shocks: theta } = steps;
  rates[0] = 0;
  for (let k = 1; k < expected.length; k++) {
    let x = deviation * shocks[k - 1]!;
    for (let i = 0; i < levels.length && i < k; i++) x += levels[i]! * rates[k - 1 - i]!;
    for (let j = 0; j < theta.length && j < k - 1; j++) x += theta[j]! * deviation * shocks[k - 2 - j]!;
    rates[k] = x;
  }
  for (let k = 0; k < expected.length; k++) {
    rates[k] = expm1((expected[k]! + rates[k]!) * stepYears) / stepYears;
  }
}

/** What a unit shock does after 0, 1, 2, … months. */
export function impulseResponses({ levels, shocks }: ArimaSteps, count: number): Float64Array {
  const responses = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let sum = k === 0 ? 1 : (shocks[k - 1] ?? 0);
    for (let i = 0; i < levels.length && i < k; i++) sum += levels[i]! * responses[k - 1 - i]!;
    responses[k] = sum;
  }
  return responses;
}

/** φ(B)(1 − B)^d with the sign of a right-hand side: φ for d = 0; 1 + φ₁, φ₂ − φ₁, … for d = 1. */
function levelCoefficients({ ar, differences }: ArimaModel): Float64Array {
  let polynomial = [1, ...ar.map((phi) => -phi)];
  for (let d = 0; d < differences; d++) {
    polynomial = Array.from(
      { length: polynomial.length + 1 },
      (_, i) => (polynomial[i] ?? 0) - (polynomial[i - 1] ?? 0),
    );
  }
  return Float64Array.from(polynomial.slice(1), (coefficient) => -coefficient);
}

/** One-step errors over the history from where all levels are known, shocks before that taken as zero. */
function pastResiduals({ ma, history }: ArimaModel, levels: Float64Array, constant: number): number[] {
  const residuals: number[] = [];
  if (ma.length === 0) return residuals;
  for (let t = levels.length; t < history.length; t++) {
    let forecast = constant;
    for (let i = 0; i < levels.length; i++) forecast += levels[i]! * history[t - 1 - i]!;
    for (let j = 0; j < ma.length; j++) forecast += ma[j]! * (residuals[residuals.length - 1 - j] ?? 0);
    residuals.push(history[t]! - forecast);
  }
  return residuals;
}
