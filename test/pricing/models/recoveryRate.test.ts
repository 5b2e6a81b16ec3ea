import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '#numerics/normal.js';
import { expectationOverFactor } from '#pricing/models/copula.js';
import { recoveryRateGiven } from '#pricing/models/recoveryRate.js';
import { priceOf } from '../montecarlo/referencePools.js';
import { equalLoans, standardModels } from '../syntheticPool.js';

describe('recovery that moves with the economy', () => {
  it.each([
    [0.6, 0.5],
    [0.05, 2],
    [0.95, 1],
  ])('keeps a mean of %d at a sensitivity of %d, and is lower in bad times', (rate, b) => {
    expect(expectationOverFactor((z) => recoveryRateGiven(rate, b, z))).toBeCloseTo(rate, 10);
    expect(recoveryRateGiven(rate, b, -2)).toBeLessThan(rate);
    expect(recoveryRateGiven(rate, b, -2)).toBeLessThan(recoveryRateGiven(rate, b, 1));
  });

  it.each([0, 1])('a rate of %d stays', (rate) => {
    for (const z of [-3, 0, 3]) expect(recoveryRateGiven(rate, 1, z)).toBe(rate);
  });

  it('raises the expected loss of a simulated pool to the integral over the factor', async () => {
    const [pd, correlation, rate, b] = [0.1, 0.2, 0.6, 0.8];
    const loans = equalLoans(200, { rate: 0, term: 1, repayment: 'bullet' });
    const found = await priceOf({
      loans,
      models: {
        ...standardModels,
        correlation,
        recoverySensitivity: b,
        default: { kind: 'cumulative', share: pd, months: 1 },
        prepayment: { kind: 'none' },
        recovery: { rate, lagMonths: 2 },
      },
      stop: { kind: 'paths', count: 2048 },
    });
    // By quadrature, from the formulas and not from the code under test.
    const exact = expectationOverFactor((z) => {
      const defaulted = normalCdf(
        (normalQuantile(pd) - Math.sqrt(correlation) * z) / Math.sqrt(1 - correlation),
      );
      return defaulted * (1 - normalCdf(normalQuantile(rate) * Math.sqrt(1 + b * b) + b * z));
    });
    expect(exact).toBeGreaterThan(pd * (1 - rate) * 1.3);
    const error = found.pool.expectedLossRateStandardError;
    expect(Math.abs(found.pool.expectedLossRate - exact)).toBeLessThan(3.5 * error);
    expect(error / exact).toBeLessThan(0.02);
  });
});
