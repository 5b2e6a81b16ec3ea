import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '#numerics/normal.js';
import { conditionalDefaultProbability, copulaLoading } from '#pricing/models/conditionalDefault.js';
import {
  defaultCorrelation,
  expectationOverFactor,
  jointDefaultProbability,
  largePoolDeviation,
  largePoolDistribution,
  largePoolQuantile,
} from '#pricing/models/copula.js';
import {
  annualRateFromCumulative,
  cumulativeDefaultProbability,
  defaultThreshold,
  hazardOfLatent,
} from '#pricing/models/defaultCurve.js';
import {
  atLeastDefaults,
  poolLossDistribution,
  trancheExpectedLoss,
} from '#pricing/models/finitePoolLoss.js';
import { nthToDefaultValue } from '#pricing/models/nthToDefault.js';

const url = new URL('../../../fixtures/reference/pricing/copula.json', import.meta.url);
const references = JSON.parse(readFileSync(url, 'utf8'));

it('joint default probabilities and default correlations', () => {
  const { inputs, expected, tolerance } = references.jointDefault;
  inputs.cases.forEach(([p, q, rho]: [number, number, number], i: number) => {
    expect(Math.abs(jointDefaultProbability(p, q, rho) - expected.joint[i])).toBeLessThan(tolerance.abs);
    expect(Math.abs(defaultCorrelation(p, q, rho)! - expected.default_corr[i])).toBeLessThan(tolerance.abs);
  });
  expect(defaultCorrelation(0, 0.1, 0.2)).toBeUndefined();
});

it('standardized quantiles of a large pool, printed to one or two digits', () => {
  const { inputs, expected, tolerance } = references.vasicekQuantiles;
  inputs.p_rho.forEach(([p, rho]: [number, number], row: number) => {
    inputs.alpha.forEach((level: number, i: number) => {
      const standardized = (largePoolQuantile(p, rho, level) - p) / largePoolDeviation(p, rho);
      expect(Math.abs(standardized - expected.std_quantiles[row][i])).toBeLessThan(tolerance.abs);
      expect(largePoolDistribution(p, rho, largePoolQuantile(p, rho, level))).toBeCloseTo(level, 10);
    });
  });
});

it('worst-case default rate at 99.9 %', () => {
  const { inputs, expected } = references.worstCaseDefaultRate;
  const rate = largePoolQuantile(inputs.pd, inputs.rho, inputs.conf);
  expect(Math.abs(rate - expected.wcdr)).toBeLessThan(0.00051);
  expect(Math.abs(inputs.exposure * rate * (1 - inputs.recovery) - expected.loss_musd)).toBeLessThan(0.0051);
});

it('first to default of five names', () => {
  const { inputs, expected, tolerance } = references.firstToDefault;
  const value = (assetCorrelation: number) =>
    nthToDefaultValue(
      { annualHazards: new Array(inputs.names).fill(inputs.hazard), assetCorrelation },
      1,
      inputs.r,
      inputs.T,
    );
  expect(Math.abs(value(0) - expected.independent)).toBeLessThan(tolerance.abs);
  expect(Math.abs(value(0.5) - expected.rho_05)).toBeLessThan(tolerance.abs);
  expect(Math.abs(value(1) - expected.perfect_correlation)).toBeLessThan(tolerance.abs);
});

describe('finite pools', () => {
  it('names without correlation are binomial', () => {
    const names = new Array(20).fill({ defaultProbability: 0.3, lossUnits: 1 });
    const found = poolLossDistribution(names, 0);
    let expected = 0.7 ** 20;
    for (let k = 0; k <= 20; k++) {
      expect(found[k]).toBeCloseTo(expected, 13);
      expected *= ((20 - k) / (k + 1)) * (0.3 / 0.7);
    }
  });

  it('two names meet the bivariate normal', () => {
    const names = [0.05, 0.2].map((defaultProbability) => ({ defaultProbability, lossUnits: 1 }));
    expect(atLeastDefaults(names, 2, 0.4)).toBeCloseTo(jointDefaultProbability(0.05, 0.2, 0.4), 12);
  });

  it('perfect correlation is the limit of a high one', () => {
    const names = [0.1, 0.02, 0.3].map((defaultProbability, i) => ({ defaultProbability, lossUnits: i + 1 }));
    const [limit, near] = [poolLossDistribution(names, 1), poolLossDistribution(names, 0.9999)];
    limit.forEach((p, k) => {
      expect(Math.abs(near[k]! - p)).toBeLessThan(0.002);
    });
    expect(limit[3]).toBeCloseTo(0.3 - 0.1, 14);
  });

  it('unequal losses keep the mean, and equal ones are the equal pool', () => {
    const names = Array.from({ length: 12 }, (_, i) => ({
      defaultProbability: 0.01 * (i + 1),
      lossUnits: 1 + (i % 4),
    }));
    const found = poolLossDistribution(names, 0.25);
    const mean = found.reduce((sum, p, k) => sum + p * k, 0);
    expect(mean).toBeCloseTo(
      names.reduce((sum, n) => sum + n.defaultProbability * n.lossUnits, 0),
      12,
    );
    expect(found.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13);
    const doubled = poolLossDistribution(
      names.map((n) => ({ ...n, lossUnits: 2 })),
      0.25,
    );
    const single = poolLossDistribution(
      names.map((n) => ({ ...n, lossUnits: 1 })),
      0.25,
    );
    single.forEach((p, k) => {
      expect(doubled[2 * k]).toBeCloseTo(p, 15);
    });
  });

  it('tranches add up to the pool, and go to the large pool with the number of names', () => {
    const edges = [0, 0.03, 0.07, 0.15, 1];
    const [pd, rho] = [0.05, 0.3];
    const tranches = (count: number) => {
      const distribution = poolLossDistribution(
        new Array(count).fill({ defaultProbability: pd, lossUnits: 1 }),
        rho,
      );
      return edges.slice(1).map((top, i) => trancheExpectedLoss(distribution, count, edges[i]!, top));
    };
    const large = edges.slice(1).map((top, i) => {
      const size = top - edges[i]!;
      const loading = copulaLoading(rho);
      const loss = (z: number) => conditionalDefaultProbability(normalQuantile(pd), loading, z);
      return expectationOverFactor((z) => Math.min(Math.max(loss(z) - edges[i]!, 0), size)) / size;
    });
    const gaps = [25, 100, 400].map((count) => {
      const found = tranches(count);
      expect(found.reduce((sum, loss, i) => sum + loss * (edges[i + 1]! - edges[i]!), 0)).toBeCloseTo(pd, 12);
      return Math.abs(found[0]! - large[0]!);
    });
    expect(gaps[1]).toBeLessThan(gaps[0]!);
    expect(gaps[2]).toBeLessThan(gaps[1]!);
    expect(gaps[0]).toBeGreaterThan(0.02);
  });
});

describe('edges of default curves', () => {
  it.each([
    [0, 12, 0],
    [1, 1, 1],
    [0.02085, 60, 0.1],
    [0.3, 0, 0],
  ])('PD %f a year over %i months', (rate, months, expected) => {
    expect(cumulativeDefaultProbability(rate, months)).toBeCloseTo(expected, 4);
  });

  it('ten per cent over five years is 2.085 % a year', () => {
    expect(annualRateFromCumulative(0.1, 60)).toBeCloseTo(0.02085, 5);
    expect(annualRateFromCumulative(1, 60)).toBe(1);
    expect(() => annualRateFromCumulative(0.1, 0)).toThrow(/no default probability/);
  });

  it('thresholds and hazards are inverse, in both tails', () => {
    for (const hazard of [1e-300, 1e-12, 0.01, 0.5, 0.69, 0.7, 3, 40, 700]) {
      expect(hazardOfLatent(defaultThreshold(hazard)) / hazard).toBeCloseTo(1, 11);
    }
    expect(defaultThreshold(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(defaultThreshold(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });

  it('conditional PDs average to the PD; 0 and 1 stay', () => {
    for (const rho of [0, 0.15, 0.9]) {
      const loading = copulaLoading(rho);
      for (const pd of [1e-6, 0.02, 0.7]) {
        const mean = expectationOverFactor((z) =>
          conditionalDefaultProbability(normalQuantile(pd), loading, z),
        );
        expect(mean / pd).toBeCloseTo(1, 9);
      }
      expect(conditionalDefaultProbability(Number.NEGATIVE_INFINITY, loading, -8)).toBe(0);
      expect(conditionalDefaultProbability(Number.POSITIVE_INFINITY, loading, 8)).toBe(1);
    }
    expect(() => copulaLoading(1.1)).toThrow(/between 0 and 1/);
  });
});
