import { describe, expect, it } from 'vitest';
import { equalNames, type TranchePool, trancheLosses } from '#pricing/models/trancheLoss.js';
import { simulateTrancheLosses } from '#pricing/montecarlo/simulatedPortfolio.js';

const tranches = [0, 0.03, 0.07, 0.15].map((attachment, i, edges) => ({
  attachment,
  detachment: edges[i + 1] ?? 1,
}));

const unequal = Array.from({ length: 60 }, (_, i) => ({
  defaultProbability: 0.005 * (1 + (i % 20)),
  notional: 1 + (i % 3),
  recoveryRate: i % 2 === 0 ? 0.4 : 0.25,
}));

describe('the engine loses what the exact recursion loses', () => {
  it.each<[string, TranchePool]>([
    [
      '100 equal names',
      { names: equalNames(100, { defaultProbability: 0.05, recoveryRate: 0.4 }), assetCorrelation: 0.3 },
    ],
    ['unequal names', { names: unequal, assetCorrelation: 0.2 }],
    [
      "Student's t",
      {
        names: equalNames(100, { defaultProbability: 0.03, recoveryRate: 0.4 }),
        assetCorrelation: 0.15,
        copula: { kind: 'student-t', degreesOfFreedom: 5 },
      },
    ],
    [
      'no correlation',
      { names: equalNames(25, { defaultProbability: 0.1, recoveryRate: 0 }), assetCorrelation: 0 },
    ],
    [
      'certain default',
      { names: equalNames(10, { defaultProbability: 1, recoveryRate: 0.5 }), assetCorrelation: 0.2 },
    ],
    [
      'no default',
      { names: equalNames(10, { defaultProbability: 0, recoveryRate: 0.5 }), assetCorrelation: 0.2 },
    ],
    [
      'one name that is more than half of the pool',
      {
        names: [
          { defaultProbability: 0.04, notional: 30, recoveryRate: 0.4 },
          ...equalNames(20, { defaultProbability: 0.04, recoveryRate: 0.4 }),
        ],
        assetCorrelation: 0.25,
      },
    ],
  ])('%s', (_, pool) => {
    const exact = trancheLosses(pool, tranches);
    simulateTrancheLosses(pool, tranches, { seed: 'portfolio', pathCount: 20_000 }).forEach((found, i) => {
      const gap = Math.abs(found.expectedLoss - exact[i]!);
      expect(gap).toBeLessThanOrEqual(3.5 * found.standardError + 1e-9);
    });
  });

  it('refuses what deals are not simulated under', () => {
    const pool: TranchePool = {
      names: equalNames(2, { defaultProbability: 0.1, recoveryRate: 0 }),
      assetCorrelation: 0.2,
      copula: { kind: 'double-t' },
    };
    expect(() => simulateTrancheLosses(pool, tranches, { seed: 'x', pathCount: 2 })).toThrow(/double t/);
  });
});
