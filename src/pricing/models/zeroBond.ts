import { exp, log } from '#numerics/elementary.js';
import { meanReversionLength } from './shortRate.js';

/** P(0, T) = A · e^(−B·r₀) with rates compounded continuously. */
export interface AffineZeroBond {
  readonly a: number;
  readonly b: number;
  readonly price: number;
}

/**
 * Zero bond under Vasicek: B = (1 − e^(−aT)) / a, ln A = (B − T)(b − σ²/2a²) − σ²B²/4a. Needs a speed above 0;
 * the random walk is its limit. Source: Hull, Options, Futures and Other Derivatives, chapter on short-rate
 * models; Vasicek 1977.
 */
export function vasicekZeroBond(
  model: {
    readonly initial: number;
    readonly mean: number;
    readonly speed: number;
    readonly volatility: number;
  },
  years: number,
): AffineZeroBond {
  const { initial, mean, speed, volatility } = model;
  if (!(speed > 0)) throw new Error(`speed ${speed} is not above 0`);
  const variance = volatility * volatility;
  const b = meanReversionLength(speed, years);
  const logA = (b - years) * (mean - variance / (2 * speed * speed)) - (variance * b * b) / (4 * speed);
  return { a: exp(logA), b, price: exp(logA - b * initial) };
}

/**
 * Zero bond under Cox–Ingersoll–Ross, dr = a(b − r)dt + σ√r dW: with γ = √(a² + 2σ²),
 *
 *   B = 2(e^γT − 1) / ((γ + a)(e^γT − 1) + 2γ),  A = [2γ e^((a+γ)T/2) / ((γ + a)(e^γT − 1) + 2γ)]^(2ab/σ²)
 *
 * `volatility` is the σ that multiplies √r, not the rate's own: 2 % at a rate of 10 % is 0.02/√0.1.
 */
export function cirZeroBond(
  model: {
    readonly initial: number;
    readonly mean: number;
    readonly speed: number;
    readonly volatility: number;
  },
  years: number,
): AffineZeroBond {
  const { initial, mean, speed, volatility } = model;
  if (!(speed > 0) || !(volatility > 0)) throw new Error('speed and volatility must be above 0');
  const variance = volatility * volatility;
  const gamma = Math.sqrt(speed * speed + 2 * variance);
  const growth = exp(gamma * years) - 1;
  const denominator = (gamma + speed) * growth + 2 * gamma;
  const b = (2 * growth) / denominator;
  const logA =
    ((2 * speed * mean) / variance) * (log((2 * gamma) / denominator) + ((speed + gamma) * years) / 2);
  return { a: exp(logA), b, price: exp(logA - b * initial) };
}

/** Zero bond under dr = σ dW: e^(−r₀T + σ²T³/6). The second term is convexity: it grows with T³. */
export function randomWalkZeroBond(
  model: { readonly initial: number; readonly volatility: number },
  years: number,
): number {
  const variance = model.volatility * model.volatility;
  return exp(-model.initial * years + (variance * years * years * years) / 6);
}

/**
 * Zero bond on a grid, where the rate of a step holds for all of it: E[exp(−Δ Σ r_k)], k = 0 … n−1, for a
 * Gaussian rate. Exact, so a simulation on the same grid must meet it within its own error:
 * Σ r_k is normal with mean Σ E[r_k] and variance Σ_j (noise · Σ_{k>j} decay^(k−j−1))².
 */
export function gridZeroBond(
  steps: { readonly expected: Float64Array; readonly decay: number; readonly noise: number },
  stepCount: number,
  stepYears: number,
): number {
  let mean = 0;
  for (let k = 0; k < stepCount; k++) mean += steps.expected[k]!;
  let variance = 0;
  let reach = 0;
  // A shock in the step before last moves one rate, the one before it two, and so on.
  for (let stepsLeft = 1; stepsLeft < stepCount; stepsLeft++) {
    reach = 1 + steps.decay * reach;
    variance += steps.noise * reach * (steps.noise * reach);
  }
  return exp(-stepYears * mean + (stepYears * stepYears * variance) / 2);
}
