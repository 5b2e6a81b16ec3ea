import { describe, expect, it } from 'vitest';
import { normalPd } from '#pricing/models/normalPd.js';
import { worstMean } from '#pricing/montecarlo/distributions.js';
import { priceByMonteCarlo } from '#pricing/priceByMonteCarlo.js';
import { equalLoans, loanTable, planFor, standardModels } from '../syntheticPool.js';

describe('expected shortfall', () => {
  const values = Float64Array.from({ length: 10 }, (_, i) => i);
  const ones = new Float64Array(10).fill(1);

  it('is the mean of the worst paths, the last with the part that is still inside', () => {
    expect(worstMean(values, ones, 0.2, 'low')).toBeCloseTo(0.5, 12);
    expect(worstMean(values, ones, 0.25, 'high')).toBeCloseTo((9 + 8 + 0.5 * 7) / 2.5, 12);
    expect(worstMean(values, ones, 1, 'low')).toBeCloseTo(4.5, 12);
  });

  it('counts weights', () => {
    const weights = Float64Array.of(0.5, 0.5, 1, 1, 1, 1, 1, 1, 1, 2);
    expect(worstMean(values, weights, 0.1, 'low')).toBeCloseTo(0.5, 12);
    expect(worstMean(values, weights, 0.3, 'high')).toBeCloseTo((2 * 9 + 8) / 3, 12);
  });
});

describe('a normal PD cut to [0, 1]', () => {
  // Trapezoids over ±9 deviations, 36,000 of them, of the formula itself.
  const meanOf = (probability: number, deviation: number) => {
    const law = normalPd(deviation);
    let sum = 0;
    for (let k = -18_000; k <= 18_000; k++) {
      const z = k / 2000;
      sum += law.given(probability, z) * Math.exp((-z * z) / 2);
    }
    return sum / 2000 / Math.sqrt(2 * Math.PI);
  };

  it.each([
    [0.02, 0.3],
    [0.1, 0.8],
    [0.6, 0.5],
    [0.95, 0.3],
  ])('keeps its mean: %f with %f', (probability, deviation) => {
    expect(meanOf(probability, deviation)).toBeCloseTo(probability, 5);
  });

  it('is undone by its inverse, and stays at 0 and 1', () => {
    const law = normalPd(0.4);
    for (const [p, z] of [
      [0.02, -1],
      [0.3, 0.5],
      [0.7, 1],
    ] as const) {
      expect(law.probabilityAt(law.given(p, z), z)).toBeCloseTo(p, 8);
    }
    expect(law.given(0, -3)).toBe(0);
    expect(law.given(1, 3)).toBe(1);
    expect(law.cutShares(0.1).atZero).toBeGreaterThan(0.005);
  });
});

describe('targets out of reach', () => {
  it('one loan ends after one round, with what it would take and what is odd about it', async () => {
    const loans = loanTable([{ balance: 1e6, rate: 0.08, term: 24 }]);
    const found = await priceByMonteCarlo({
      loans,
      plan: planFor(loans),
      models: standardModels,
      seed: 'one',
      estimator: 'two-level',
      stop: { kind: 'standard-error', target: 0.0001, pathCountMax: 524_288 },
    });
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    expect(found.value.estimator).toMatchObject({ rounds: 1, converged: false });
    expect(found.value.estimator.pathsNeeded).toBeGreaterThan(1e6);
    expect(found.problems.map(({ code }) => code)).toEqual(['large-loan', 'pooled-prepayment']);
  });

  it('no class that never loses is said to lose nothing', async () => {
    const loans = equalLoans(200, { rate: 0.08, term: 12 });
    const found = await priceByMonteCarlo({
      loans,
      plan: planFor(loans),
      models: { ...standardModels, default: { kind: 'cdr', cdr: 0.0001 }, correlation: 0 },
      seed: 'none',
      estimator: 'two-level',
      stop: { kind: 'paths', count: 1024 },
    });
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    const [senior] = found.value.notes;
    expect(senior).toMatchObject({ lossProbability: null, lossProbabilityStandardError: null });
    expect(senior!.lossStatement).toBe(
      'none in 1024 paths, upper bound of its probability 0.00292 (95 % confidence)',
    );
    expect(senior).toMatchObject({ expectedLoss: null, expectedLossStandardError: null });
    expect(senior!.expectedLossUpperBound).toBeCloseTo(1 - 0.05 ** (1 / 1024), 12);
  });
});
