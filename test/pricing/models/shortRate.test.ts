import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exp } from '#numerics/elementary.js';
import { normalCdf } from '#numerics/normal.js';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import {
  expectedShortRate,
  fillGaussianPath,
  type GaussianModel,
  gaussianRateSteps,
  shortRateVariance,
} from '#pricing/models/shortRate.js';
import { cirZeroBond, gridZeroBond, randomWalkZeroBond, vasicekZeroBond } from '#pricing/models/zeroBond.js';

const url = new URL('../../../fixtures/reference/pricing/shortRates.json', import.meta.url);
const references = JSON.parse(readFileSync(url, 'utf8'));

it('ten-year zero bonds of Vasicek and Cox, Ingersoll and Ross', () => {
  const { inputs, expected, tolerance } = references.hullTenYears;
  const shared = { initial: inputs.r0, mean: inputs.b, speed: inputs.a };
  const vasicek = vasicekZeroBond({ ...shared, volatility: inputs.sigma_vasicek }, inputs.T);
  // The source means a volatility of 2 % at the initial rate: σ√r₀ = 0.02.
  const cir = cirZeroBond({ ...shared, volatility: inputs.sigma_vasicek / Math.sqrt(inputs.r0) }, inputs.T);
  for (const [found, name] of [
    [vasicek, 'vasicek'],
    [cir, 'cir'],
  ] as const) {
    expect(Math.abs(found.a - expected[`${name}_A`])).toBeLessThan(tolerance.abs);
    expect(Math.abs(found.b - expected[`${name}_B`])).toBeLessThan(tolerance.abs);
    expect(Math.abs(found.price - expected[`${name}_P`])).toBeLessThan(tolerance.abs);
  }
});

it('moments of Vasicek, exact and simulated', () => {
  const { inputs, expected } = references.vasicekMoments;
  const model = {
    kind: 'vasicek',
    initial: inputs.r0,
    mean: inputs.b,
    speed: inputs.a,
    volatility: inputs.sigma,
  } as const;
  inputs.t.forEach((t: number, i: number) => {
    const [mean, deviation] = [expectedShortRate(model, t), Math.sqrt(shortRateVariance(model, t))];
    expect(Math.abs(mean - expected.mean[i])).toBeLessThan(1e-7);
    expect(Math.abs(deviation - expected.sd[i])).toBeLessThan(1e-7);
    expect(Math.abs(normalCdf(-mean / deviation) - expected.prob_negative[i])).toBeLessThan(1e-6);
  });
  const ends = simulateEnds(model, 20, 0.25, inputs.mc_paths);
  const mean = average(ends);
  expect(Math.abs(mean - expected.mc_mean_5y)).toBeLessThan(0.0004);
  expect(Math.abs(Math.sqrt(average(ends.map((r) => (r - mean) ** 2))) - expected.mc_sd_5y)).toBeLessThan(
    0.0003,
  );
});

it('moments of Hull and White on a flat curve, and the curve from simulation', () => {
  const { inputs, expected } = references.hullWhiteFlat;
  const model = {
    kind: 'hull-white-flat',
    curveRate: inputs.flat_cc,
    speed: inputs.a,
    volatility: inputs.sigma,
  } as const;
  inputs.t.forEach((t: number, i: number) => {
    expect(Math.abs(expectedShortRate(model, t) - expected.mean[i])).toBeLessThan(1e-7);
    expect(Math.abs(Math.sqrt(shortRateVariance(model, t)) - expected.sd[i])).toBeLessThan(1e-7);
  });
  const steps = gaussianRateSteps(model, inputs.mc_steps, 5 / inputs.mc_steps);
  expect(gridZeroBond(steps, inputs.mc_steps, 5 / inputs.mc_steps)).toBeCloseTo(expected.exact_zero_5y, 7);
  // Paths hold rates compounded once a step.
  const discounts = simulatePaths(model, inputs.mc_steps, 5 / inputs.mc_steps, inputs.mc_paths, (rates) => {
    let value = 1;
    for (let k = 0; k < inputs.mc_steps; k++) value /= 1 + (rates[k]! * 5) / inputs.mc_steps;
    return value;
  });
  expect(Math.abs(average(discounts) - expected.mc_zero_5y)).toBeLessThan(0.001);
});

it('zero bonds under a random walk carry convexity', () => {
  const { inputs, expected } = references.randomWalk;
  inputs.T.forEach((years: number, i: number) => {
    const walk = { initial: inputs.r0, volatility: inputs.sigma };
    expect(Math.abs(randomWalkZeroBond(walk, years) - expected.P[i])).toBeLessThan(1e-7);
    expect(
      Math.abs(Math.sqrt(shortRateVariance({ kind: 'random-walk', ...walk }, years)) - expected.sd[i]),
    ).toBeLessThan(1e-7);
    expect(exp(-inputs.r0 * years)).toBeCloseTo(expected.naive_P[i], 7);
  });
  // On a grid: ln P = −rT + Var[Δ Σ r_k]/2 from the steps themselves, rates at the start of each.
  const [count, years] = [inputs.discrete_check_steps, inputs.T.at(-1)];
  const stepYears = years / count;
  const model = { kind: 'random-walk', initial: inputs.r0, volatility: inputs.sigma } as const;
  const steps = gaussianRateSteps(model, count, stepYears);
  let variance = 0;
  for (let k = 1; k < count; k++) variance += (steps.noise * stepYears * (count - k)) ** 2;
  expect(Math.abs(exp(-inputs.r0 * years + variance / 2) - expected.discrete_check)).toBeLessThan(1e-7);
});

describe('grid bonds go to the closed forms as steps shrink', () => {
  it.each<[GaussianModel, number]>([
    [{ kind: 'vasicek', initial: 0.1, mean: 0.1, speed: 0.1, volatility: 0.02 }, 0.38046],
    [{ kind: 'random-walk', initial: 0.05, volatility: 0.01 }, 0.6167242],
  ])('%o', (model, price) => {
    const errors = [200, 800].map((count) => {
      const steps = gaussianRateSteps(model, count, 10 / count);
      return Math.abs(gridZeroBond(steps, count, 10 / count) - price);
    });
    expect(errors[1]).toBeLessThan(2e-3 * price);
    expect(errors[1]).toBeLessThan(errors[0]! / 3);
  });
});

it('Hull and White prices every bond of a grid to its curve, and its means go to the closed form', () => {
  const model = { kind: 'hull-white-flat', curveRate: 0.05, speed: 0.1, volatility: 0.01 } as const;
  const steps = gaussianRateSteps(model, 120, 1 / 12);
  for (const months of [1, 2, 13, 120]) {
    expect(gridZeroBond(steps, months, 1 / 12) / exp((-0.05 * months) / 12)).toBeCloseTo(1, 13);
  }
  expect(steps.expected[120]).toBeCloseTo(expectedShortRate(model, 10), 5);
  const daily = gaussianRateSteps(model, 3650, 1 / 365);
  expect(daily.expected[3650]).toBeCloseTo(expectedShortRate(model, 10), 7);
});

it.each<GaussianModel>([
  { kind: 'vasicek', initial: 0.02, mean: 0.05, speed: 0.3, volatility: 0.015 },
  { kind: 'random-walk', initial: 0.04, volatility: 0.012 },
])('simulated discounting is a martingale: %o', (model) => {
  const count = 60;
  const steps = gaussianRateSteps(model, count, 1 / 12);
  const factors = simulateSums(model, count, 1 / 12, 20_000).map((sum) => exp(-sum));
  const mean = average(factors);
  const error = Math.sqrt(average(factors.map((f) => (f - mean) ** 2)) / factors.length);
  expect(Math.abs(mean - gridZeroBond(steps, count, 1 / 12))).toBeLessThan(3 * error);
  expect(error).toBeLessThan(1e-3);
});

it('a volatility of zero is the expected path, to the last digit', () => {
  const model = { kind: 'vasicek', initial: 0.03, mean: 0.03, speed: 0.2, volatility: 0 } as const;
  const rates = new Float64Array(13);
  fillGaussianPath(gaussianRateSteps(model, 12, 1 / 12), new Float64Array(12).fill(5), rates);
  expect(Array.from(rates)).toEqual(new Array(13).fill(0.03));
});

function simulatePaths(
  model: GaussianModel,
  count: number,
  years: number,
  paths: number,
  use: (rates: Float64Array) => number,
) {
  const steps = gaussianRateSteps(model, count, years);
  const [shocks, rates] = [new Float64Array(count), new Float64Array(count + 1)];
  const stream = randomStream(seedKey('short rate'), 0, 0);
  return Array.from({ length: paths }, (_, path) => {
    stream.moveTo(path, 0);
    for (let k = 0; k < count; k++) shocks[k] = stream.nextNormal();
    fillGaussianPath(steps, shocks, rates);
    return use(rates);
  });
}

function simulateEnds(model: GaussianModel, count: number, years: number, paths: number): number[] {
  return simulatePaths(model, count, years, paths, (rates) => rates[count]!);
}

function simulateSums(model: GaussianModel, count: number, years: number, paths: number): number[] {
  return simulatePaths(model, count, years, paths, (rates) => {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += rates[k]! * years;
    return sum;
  });
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
