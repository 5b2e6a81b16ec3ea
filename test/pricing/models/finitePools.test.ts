import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nthToDefaultSpread } from '#pricing/models/nthToDefault.js';
import {
  equalNames,
  type TrancheName,
  type TranchePool,
  trancheLosses,
  trancheSpread,
} from '#pricing/models/trancheLoss.js';
import { simulateTrancheLosses } from '#pricing/montecarlo/simulatedPortfolio.js';
import { simulateNthToDefaultSpread, simulateTrancheSpread } from '#pricing/montecarlo/simulatedSpread.js';

/** Independent of ours: Fourier transforms and dense points, scripts/reference/finitePools.py. */
const url = new URL('../../../fixtures/reference/pricing/finitePools.json', import.meta.url);
const reference = JSON.parse(readFileSync(url, 'utf8'));

interface NameRun extends TrancheName {
  readonly count: number;
  readonly units: number;
}
interface PoolCase {
  readonly what: string;
  readonly names: readonly NameRun[];
  readonly assetCorrelation: number;
  readonly degreesOfFreedom?: number;
  readonly unitsOfNotional: number;
  readonly expected: readonly number[];
}

const tranches = (reference.tranches as [number, number][]).map(([attachment, detachment]) => ({
  attachment,
  detachment,
}));

/** Equal names recover 40 %, the others nothing: `unitsOfNotional` is over the count then. */
function poolOf({ names, unitsOfNotional, degreesOfFreedom, ...pool }: PoolCase): TranchePool {
  const units = names.reduce((sum, run) => sum + run.count * run.units, 0);
  const recoveryRate = Number((1 - units / unitsOfNotional).toFixed(9));
  return {
    assetCorrelation: pool.assetCorrelation,
    names: names.flatMap(({ count, units: notional, ...name }) =>
      equalNames(count, { ...name, notional, recoveryRate }),
    ),
    ...(degreesOfFreedom === undefined ? {} : { copula: { kind: 'student-t' as const, degreesOfFreedom } }),
  };
}

describe('tranche losses of finite pools', () => {
  it.each(reference.pools as PoolCase[])('$what, correlation $assetCorrelation', (pool) => {
    trancheLosses(poolOf(pool), tranches).forEach((loss, i) => {
      expect(Math.abs(loss - pool.expected[i]!)).toBeLessThan(1e-8 + 1e-6 * pool.expected[i]!);
    });
  });

  it('losses without a common unit: every outcome of three names', () => {
    const names = [Math.PI, Math.SQRT2, Math.E].map((notional, i) => ({
      defaultProbability: 0.1 * (i + 1),
      notional,
      recoveryRate: 0.3,
    }));
    const total = names.reduce((sum, { notional }) => sum + notional, 0);
    const found = trancheLosses({ names, assetCorrelation: 0 }, tranches);
    tranches.forEach(({ attachment, detachment }, k) => {
      let expected = 0;
      for (let set = 0; set < 8; set++) {
        let [probability, loss] = [1, 0];
        names.forEach(({ defaultProbability, notional, recoveryRate }, i) => {
          const defaults = (set >> i) & 1;
          probability *= defaults === 1 ? defaultProbability : 1 - defaultProbability;
          loss += defaults * notional * (1 - recoveryRate);
        });
        const size = detachment - attachment;
        expected += (probability * Math.min(Math.max(loss / total - attachment, 0), size)) / size;
      }
      expect(found[k]).toBeCloseTo(expected, 5);
    });
  });

  it('a name cannot hang on others with more than everything', () => {
    const name = { defaultProbability: 0.1, recoveryRate: 0.4, group: 'a', groupCorrelation: 0.5 };
    const losses = (assetCorrelation: number) =>
      trancheLosses({ names: [name, name], assetCorrelation }, tranches);
    expect(() => losses(0.6)).toThrow(/above 1/);
    expect(() => losses(0.5)).toThrow(/nothing of its own/);
  });
});

interface BasketCase {
  readonly annualHazards: number[];
  readonly assetCorrelation: number;
  readonly partsPerPeriod: number;
  readonly defaultsAt: 'middle' | 'end';
  readonly accruedPremium: boolean;
  readonly spreads: number[];
}
const { counts, cases, ...shared } = reference.nthToDefault;

it.each(cases as BasketCase[])(
  'nth to default, unequal names, correlation $assetCorrelation, $partsPerPeriod parts, $defaultsAt, accrued $accruedPremium',
  ({ spreads, annualHazards, assetCorrelation, ...conventions }) => {
    (counts as number[]).forEach((n, i) => {
      const basket = { annualHazards, assetCorrelation };
      const found = nthToDefaultSpread(basket, n, { ...shared, ...conventions });
      expect(found.spread / spreads[i]!).toBeCloseTo(1, 7);
    });
  },
);

describe('the engine prices what the recursion prices', () => {
  const terms = { years: 3, paymentsPerYear: 4, rate: 0.03 };
  const options = { seed: 'spreads', pathCount: 20_000 };
  const grouped = Array.from({ length: 30 }, (_, i) => ({
    defaultProbability: 0.02 + 0.02 * (i % 3),
    recoveryRate: 0.4,
    group: `g${i % 4}`,
    groupCorrelation: 0.2,
  }));

  it('nth to default', () => {
    const basket = { annualHazards: [0.01, 0.02, 0.05, 0.05, 0.1], assetCorrelation: 0.3 };
    for (const n of [1, 2, 4]) {
      const exact = nthToDefaultSpread(basket, n, { ...terms, recoveryRate: 0.4 }).spread;
      const found = simulateNthToDefaultSpread(basket, n, { ...terms, recoveryRate: 0.4 }, options);
      expect(Math.abs(found.spread - exact)).toBeLessThan(3.5 * found.standardError);
      expect(found.standardError).toBeLessThan(0.1 * exact);
    }
  });

  it('tranche spread', () => {
    const names = equalNames(50, { defaultProbability: 0, recoveryRate: 0.4 }).map(() => ({
      annualHazard: 0.02,
      recoveryRate: 0.4,
    }));
    const tranche = { attachment: 0.03, detachment: 0.07 };
    const exact = trancheSpread({ names, assetCorrelation: 0.2 }, tranche, terms).spread;
    const found = simulateTrancheSpread({ names, assetCorrelation: 0.2 }, tranche, terms, options);
    expect(Math.abs(found.spread - exact)).toBeLessThan(3.5 * found.standardError);
  });

  it('groups', () => {
    const pool = { names: grouped, assetCorrelation: 0.1 };
    const exact = trancheLosses(pool, tranches);
    simulateTrancheLosses(pool, tranches, options).forEach(({ expectedLoss, standardError }, i) => {
      // A loss that no path saw may still happen in three of them.
      const unseen = 3 / options.pathCount;
      expect(Math.abs(expectedLoss - exact[i]!)).toBeLessThanOrEqual(3.5 * standardError + unseen);
    });
  });
});
