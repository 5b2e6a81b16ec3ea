import { describe, expect, it } from 'vitest';
import { exp } from '#numerics/elementary.js';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import { momentsOf, standardErrorOf, varianceOf } from '#numerics/statistics.js';
import { type ArimaModel, arimaSteps, impulseResponses } from '#pricing/models/arimaRate.js';
import { type CirModel, cirGridBond } from '#pricing/models/cirRate.js';
import { rateProblems } from '#pricing/models/rateProblems.js';
import {
  fillRatePath,
  rateDeviation,
  rateMoves,
  rateSteps,
  riskFreeRates,
  type ShortRateModel,
} from '#pricing/models/rateSteps.js';
import { cirZeroBond } from '#pricing/models/zeroBond.js';
import { logDiscountOf } from '#pricing/models/zeroCurve.js';

const months = 60;
const pathCount = 20_000;
const cir: CirModel = { kind: 'cir', initial: 0.03, mean: 0.05, speed: 0.3, volatility: 0.1 };
const curve = [
  { years: 0.5, rate: 0.015 },
  { years: 2, rate: 0.024 },
  { years: 4, rate: 0.031 },
];
const arima: ArimaModel = {
  kind: 'arima',
  ar: [0.6],
  differences: 1,
  ma: [0.2],
  mean: 0.0001,
  deviation: 0.002,
  history: [0.02, 0.021, 0.0205, 0.022],
};

/** Discount factors of 12, 36 and 60 months over plain paths, with their errors. */
function simulatedBonds(model: ShortRateModel) {
  const steps = rateSteps(model, months, 1 / 12);
  const [shocks, rates] = [new Float64Array(months), new Float64Array(months + 1)];
  const values = [12, 36, 60].map(() => new Float64Array(pathCount));
  const stream = randomStream(seedKey('bonds'), 0, 0);
  for (let path = 0; path < pathCount; path++) {
    stream.moveTo(path, 0);
    for (let k = 0; k < months; k++) shocks[k] = stream.nextNormal();
    fillRatePath(steps, shocks, rates);
    let value = 1;
    for (let k = 0; k < months; k++) {
      value /= 1 + rates[k]! / 12;
      if (k === 11) values[0]![path] = value;
      if (k === 35) values[1]![path] = value;
    }
    values[2]![path] = value;
  }
  return values.map((column) => {
    const moments = momentsOf(column);
    return { mean: moments.mean, error: standardErrorOf(moments) };
  });
}

/** E[exp(−Δ Σ r)] of a Gaussian process from its forecast and its impulse responses. */
function arimaBond(model: ArimaModel, count: number): number {
  const steps = arimaSteps(model, months, 1 / 12);
  const responses = impulseResponses(steps, months);
  let mean = 0;
  for (let k = 0; k < count; k++) mean += steps.expected[k]! / 12;
  let variance = 0;
  let reach = 0;
  for (let left = 1; left < count; left++) {
    reach += responses[left - 1]!;
    variance += (model.deviation * reach) ** 2 / 144;
  }
  return exp(-mean + variance / 2);
}

describe('a riskless bond prices to its curve', () => {
  const log = logDiscountOf(curve);
  it.each<[string, ShortRateModel, (count: number) => number]>([
    ['Cox, Ingersoll and Ross', cir, (count) => cirGridBond(cir, count, 1 / 12)],
    [
      'the same, touching zero',
      { ...cir, initial: 0.004, mean: 0.01, volatility: 0.16 },
      (count) => cirGridBond({ ...cir, initial: 0.004, mean: 0.01, volatility: 0.16 }, count, 1 / 12),
    ],
    [
      'Hull and White on a curve',
      { kind: 'hull-white', curve, speed: 0.1, volatility: 0.015 },
      (count) => exp(-log(count / 12)),
    ],
    ['ARIMA', arima, (count) => arimaBond(arima, count)],
  ])('%s', (_, model, bond) => {
    simulatedBonds(model).forEach(({ mean, error }, i) => {
      expect(Math.abs(mean - bond([12, 36, 60][i]!)) / error).toBeLessThan(3.3);
    });
  });

  it('the grid of Cox, Ingersoll and Ross goes to the published formula', () => {
    const published = cirZeroBond(cir, 5).price;
    const gaps = [12, 48, 192].map((perYear) =>
      Math.abs(cirGridBond(cir, 5 * perYear, 1 / perYear) - published),
    );
    expect(gaps[0]).toBeLessThan(6e-4);
    expect(gaps[1]! / gaps[0]!).toBeCloseTo(1 / 4, 1);
    expect(gaps[2]! / gaps[1]!).toBeCloseTo(1 / 4, 1);
  });
});

describe('Cox, Ingersoll and Ross', () => {
  it('has the moments of its transition, and never a negative rate', () => {
    const model = { ...cir, initial: 0.01, volatility: 0.2 };
    const steps = rateSteps(model, 12, 1 / 12);
    const stream = randomStream(seedKey('cir'), 0, 0);
    const [shocks, rates] = [new Float64Array(12), new Float64Array(13)];
    const ends = new Float64Array(40_000);
    for (let path = 0; path < ends.length; path++) {
      for (let k = 0; k < 12; k++) shocks[k] = stream.nextNormal();
      fillRatePath(steps, shocks, rates);
      ends[path] = 12 * Math.log1p(rates[12]! / 12);
    }
    expect(Math.min(...ends)).toBeGreaterThanOrEqual(0);
    const moments = momentsOf(ends);
    const decay = Math.exp(-0.3);
    const mean = 0.05 + (0.01 - 0.05) * decay;
    const variance = (0.01 * 0.04 * decay * (1 - decay)) / 0.3 + (0.05 * 0.04 * (1 - decay) ** 2) / (2 * 0.3);
    expect(Math.abs(moments.mean - mean) / standardErrorOf(moments)).toBeLessThan(3.3);
    expect(varianceOf(moments) / variance).toBeCloseTo(1, 1);
    expect(rateDeviation(steps) / Math.sqrt(variance)).toBeCloseTo(1, 9);
  });

  it('stays at zero where it starts there without a mean, and does not move without volatility', () => {
    const rates = new Float64Array(13);
    fillRatePath(rateSteps({ ...cir, initial: 0, mean: 0 }, 12, 1 / 12), new Float64Array(12).fill(2), rates);
    expect(Array.from(rates)).toEqual(new Array(13).fill(0));
    expect(rateMoves(rateSteps({ ...cir, volatility: 0 }, 12, 1 / 12))).toBe(false);
  });
});

describe('ARIMA', () => {
  it('forecasts and errors of the autoregression that R fits to its series lh', () => {
    // R, help page of arima: ar1 0.5739, intercept 2.4133, sigma^2 0.1975; predict() of three steps.
    const model: ArimaModel = {
      kind: 'arima',
      ar: [0.5739],
      differences: 0,
      ma: [],
      mean: 2.4133,
      deviation: Math.sqrt(0.1975),
      history: [2.9],
    };
    const expected = [2.69262, 2.5736, 2.50529];
    const errors = [0.4444, 0.51239, 0.53288];
    for (const count of [1, 2, 3]) {
      const steps = rateSteps(model, count, 1 / 12);
      expect(Math.abs(steps.expected[count]! - expected[count - 1]!)).toBeLessThan(6e-5);
      expect(Math.abs(rateDeviation(steps) - errors[count - 1]!)).toBeLessThan(6e-5);
    }
  });

  it('a random walk with drift, and moving averages known from the past', () => {
    const walk = arimaSteps({ ...arima, ar: [], ma: [], mean: 0.001 }, 3, 1 / 12);
    [0.022, 0.023, 0.024, 0.025].forEach((rate, k) => {
      expect(walk.expected[k]).toBeCloseTo(rate, 12);
    });
    // w = rate − 0.01, one MA term: residuals 0.01, then 0.005 − 0.5·0.01 = 0.
    const average = { ...arima, ar: [], differences: 0, ma: [0.5], mean: 0.01 };
    const steps = arimaSteps({ ...average, history: [0.02, 0.015] }, 2, 1 / 12);
    expect(steps.expected[1]).toBeCloseTo(0.01, 12);
    const again = arimaSteps({ ...average, history: [0.02] }, 2, 1 / 12);
    expect(again.expected[1]).toBeCloseTo(0.015, 12);
    expect(again.expected[2]).toBeCloseTo(0.01, 12);
  });
});

it('curves: flat before the first point, a constant forward rate after the last', () => {
  const forwards = riskFreeRates({ kind: 'hull-white', curve, speed: 0.1, volatility: 0.01 }, 72, 1 / 12);
  const continuous = Array.from(forwards, (rate) => 12 * Math.log1p(rate / 12));
  expect(continuous[0]).toBeCloseTo(0.015, 12);
  expect(continuous[5]).toBeCloseTo(0.015, 12);
  expect(continuous[6]).toBeCloseTo((0.024 * 2 - 0.015 * 0.5) / 1.5, 12);
  expect(continuous[70]).toBeCloseTo((0.031 * 4 - 0.024 * 2) / 2, 12);
});

it('rates that run away are refused, with how far they get', () => {
  const explosive = { ...arima, ar: [1.5] };
  expect(rateProblems(explosive, 48)[0]).toMatchObject({ code: 'runaway-rates', at: 'rates.model' });
  expect(rateProblems({ ...cir, volatility: 3 }, 48)).toHaveLength(0);
  expect(rateProblems({ kind: 'random-walk', initial: 0.03, volatility: 0.9 }, 48)).toHaveLength(1);
  expect(rateProblems(arima, 360)).toEqual([]);
});
