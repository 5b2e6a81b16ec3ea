import { exp, expm1, log } from '#numerics/elementary.js';
import { normalCdf } from '#numerics/normal.js';
import { meanReversionLength } from './shortRate.js';

/** dr = speed (mean − r) dt + volatility √r dW: never negative. Compounded continuously. */
export interface CirModel {
  readonly kind: 'cir';
  readonly initial: number;
  readonly mean: number;
  readonly speed: number;
  /** Times √r: 10 % at a rate of 4 % moves it by 2 % a year. */
  readonly volatility: number;
}

/** A CIR rate on a grid of equal steps. */
export interface CirSteps {
  readonly kind: 'cir';
  /** E[r_k], k = 0 … stepCount. */
  readonly expected: Float64Array;
  readonly stepYears: number;
  readonly mean: number;
  /** e^(−aΔ). */
  readonly decay: number;
  /** Var[r_{k+1} | r_k] = perRate · r_k + fixed. */
  readonly perRate: number;
  readonly fixed: number;
}

export function cirSteps(model: CirModel, stepCount: number, stepYears: number): CirSteps {
  const { initial, mean, speed, volatility } = model;
  const decay = exp(-speed * stepYears);
  const reach = meanReversionLength(speed, stepYears);
  const variance = volatility * volatility;
  return {
    kind: 'cir',
    expected: Float64Array.from(
      { length: stepCount + 1 },
      (_, k) => mean + (initial - mean) * exp(-speed * k * stepYears),
    ),
    stepYears,
    mean,
    decay,
    perRate: variance * decay * reach,
    fixed: 0.5 * mean * variance * speed * reach * reach,
  };
}

/** Andersen's switch between the two forms, at which either matches both moments. */
const switchAt = 1.5;

/**
 * A path by Andersen's quadratic-exponential scheme: mean and variance of every step given the one before are those
 * of the noncentral chi-square distribution exactly, from one normal a step, so that Sobol points and correlations
 * work as for any other rate. `rates` get (e^(rΔ) − 1)/Δ, which discounts a step the same.
 * Source: L. Andersen, Simple and efficient simulation of the Heston stochastic volatility model, Journal of
 * Computational Finance 11 (2008), sections 3.2.2 and 3.2.3.
 */
export function fillCirPath(steps: CirSteps, shocks: Float64Array, rates: Float64Array): void {
  const { expected, stepYears, mean, decay, perRate, fixed } = steps;
  let r = expected[0]!;
  for (let k = 0; k < expected.length; k++) {
    if (k > 0) r = nextRate(mean + (r - mean) * decay, perRate * r + fixed, shocks[k - 1]!);
    rates[k] = expm1(r * stepYears) / stepYears;
  }
}

function nextRate(m: number, variance: number, shock: number): number {
  if (m <= 0 || variance <= 0) return Math.max(0, m);
  const psi = variance / (m * m);
  if (psi <= switchAt) {
    const q = 2 / psi;
    const square = q - 1 + Math.sqrt(q) * Math.sqrt(q - 1);
    const root = Math.sqrt(square) + shock;
    return (m / (1 + square)) * root * root;
  }
  const atZero = (psi - 1) / (psi + 1);
  const survival = normalCdf(-shock);
  return 1 - survival <= atZero ? 0 : (log(1 - atZero) - log(survival)) * (m / (1 - atZero));
}

/**
 * Zero bond on the grid, E[exp(−Δ Σ r_k)], k = 0 … n − 1, under the exact transition: with
 * E[e^(−u r_{k+1}) | r_k] = (1 + 2uc)^(−2ab/σ²) exp(−u e^(−aΔ) r_k / (1 + 2uc)), c = σ²(1 − e^(−aΔ))/4a, worked
 * backward from the last step. Goes to `cirZeroBond` as steps shrink.
 */
export function cirGridBond(model: CirModel, stepCount: number, stepYears: number): number {
  const { initial, mean, speed, volatility } = model;
  const c = 0.25 * volatility * volatility * meanReversionLength(speed, stepYears);
  const decay = exp(-speed * stepYears);
  const power = (2 * speed * mean) / (volatility * volatility);
  let u = 0;
  let logValue = 0;
  for (let k = stepCount - 1; k >= 1; k--) {
    u += stepYears;
    logValue -= power * log(1 + 2 * u * c);
    u = (u * decay) / (1 + 2 * u * c);
  }
  return exp(logValue - (u + stepYears) * initial);
}
