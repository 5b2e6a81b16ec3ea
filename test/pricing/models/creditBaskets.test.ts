import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { studentCdf, studentQuantile } from '#numerics/studentT.js';
import { type Copula, factorCopula } from '#pricing/models/factorCopula.js';
import { atLeastDefaults } from '#pricing/models/finitePoolLoss.js';
import { nthToDefaultSpread, nthToDefaultSurvival } from '#pricing/models/nthToDefault.js';
import {
  equalNames,
  largePoolTrancheLosses,
  lossUnits,
  trancheLosses,
  trancheSpread,
} from '#pricing/models/trancheLoss.js';

const url = new URL('../../../fixtures/reference/pricing/creditBaskets.json', import.meta.url);
const reference = JSON.parse(readFileSync(url, 'utf8'));
const { terms } = reference;

interface Degrees {
  readonly factorDegrees?: number | null;
  readonly ownDegrees?: number | null;
}

function copulaOf({ factorDegrees, ownDegrees }: Degrees): Copula {
  if (!factorDegrees && !ownDegrees) return { kind: 'gaussian' };
  return {
    kind: 'double-t',
    ...(factorDegrees ? { factorDegrees } : {}),
    ...(ownDegrees ? { ownDegrees } : {}),
  };
}

function near(found: number, expected: number, tolerance: { abs: number; rel: number }): boolean {
  return Math.abs(found - expected) <= Math.max(tolerance.abs, tolerance.rel * expected);
}

describe('nth to default spreads of Hull and White', () => {
  const { names, byCorrelation, doubleT, tolerance } = reference.nthToDefault;
  const spreads = (assetCorrelation: number, copula: Copula) =>
    Array.from({ length: names }, (_, n) => {
      const basket = { annualHazards: new Array(names).fill(terms.annualHazard), assetCorrelation, copula };
      return 1e4 * nthToDefaultSpread(basket, n + 1, terms).spread;
    });

  it.each(Object.entries(byCorrelation))('Gaussian, correlation %s', (correlation, bps) => {
    const found = spreads(Number(correlation), { kind: 'gaussian' });
    expect(found.filter((bp, n) => !near(bp, (bps as number[])[n]!, tolerance))).toEqual([]);
  });

  it.each(doubleT as (Degrees & { bps: number[] })[])(
    'double t, $factorDegrees and $ownDegrees degrees',
    ({ bps, ...degrees }) => {
      const found = spreads(0.3, copulaOf(degrees));
      expect(found.filter((bp, n) => !near(bp, bps[n]!, tolerance))).toEqual([]);
    },
  );
});

type TrancheCase = Degrees & { readonly correlation: number; readonly bps: number[] };
const trancheCases: TrancheCase[] = reference.tranches.cases;

it.each(trancheCases)('tranche spreads of Hull and White, %o', ({ correlation, bps, ...degrees }) => {
  const { edges, names, tolerance } = reference.tranches;
  const pool = {
    names: new Array(names).fill({ annualHazard: terms.annualHazard, recoveryRate: terms.recoveryRate }),
    assetCorrelation: correlation,
    copula: copulaOf(degrees),
  };
  const found = bps.map(
    (_, i) => 1e4 * trancheSpread(pool, { attachment: edges[i], detachment: edges[i + 1] }, terms).spread,
  );
  expect(found.filter((bp, i) => !near(bp, bps[i]!, tolerance))).toEqual([]);
});

describe('copulas', () => {
  const copulas: Copula[] = [
    { kind: 'gaussian' },
    { kind: 'student-t', degreesOfFreedom: 4 },
    { kind: 'double-t', factorDegrees: 5, ownDegrees: 4 },
  ];

  it.each(copulas)('conditional probabilities average to the probability, $kind', (copula) => {
    const joint = factorCopula(0.25, copula);
    for (const p of [1e-4, 0.03, 0.5, 0.97]) {
      const threshold = joint.threshold(p);
      const mean = joint.weights.reduce((sum, w, point) => sum + w * joint.conditional(threshold, point), 0);
      expect(mean / p).toBeCloseTo(1, copula.kind === 'student-t' ? 5 : 7);
    }
    expect(joint.conditional(joint.threshold(0), 3)).toBe(0);
    expect(joint.conditional(joint.threshold(1), 3)).toBe(1);
  });

  it("both of two names under Student's t: its tail dependence, a closed form of the small-probability limit", () => {
    const [rho, nu] = [0.3, 4];
    const names = equalNames(2, { defaultProbability: 1e-7, recoveryRate: 0 });
    const both = atLeastDefaults(names, 2, rho, { kind: 'student-t', degreesOfFreedom: nu });
    // λ = 2 T_{ν+1}(−√((ν + 1)(1 − ρ)/(1 + ρ))): McNeil, Frey and Embrechts, Quantitative Risk Management.
    const dependence = 2 * studentCdf(-Math.sqrt(((nu + 1) * (1 - rho)) / (1 + rho)), nu + 1);
    expect(both / 1e-7 / dependence).toBeCloseTo(1, 2);
  });

  it("at no correlation Student's t still ties names together, and many degrees are normal", () => {
    const names = equalNames(2, { defaultProbability: 0.02, recoveryRate: 0 });
    const both = (degreesOfFreedom: number) =>
      atLeastDefaults(names, 2, 0, { kind: 'student-t', degreesOfFreedom });
    expect(both(3)).toBeGreaterThan(0.0016);
    expect(both(500) / 0.0004).toBeCloseTo(1, 1);
  });

  it('a double t without degrees is the Gaussian one', () => {
    const names = equalNames(5, { defaultProbability: 0.1, recoveryRate: 0 });
    const [a, b] = [atLeastDefaults(names, 2, 0.3, { kind: 'double-t' }), atLeastDefaults(names, 2, 0.3)];
    expect(a).toBeCloseTo(b, 10);
    expect(() => factorCopula(0.3, { kind: 'double-t', ownDegrees: 2 })).toThrow(/no variance/);
  });

  it('one factor with heavy tails, quantiles of the mixture', () => {
    const { threshold } = factorCopula(0, { kind: 'double-t', ownDegrees: 6 });
    expect(threshold(0.01)).toBeCloseTo(studentQuantile(0.01, 6) / Math.sqrt(6 / 4), 9);
  });
});

describe('tranche losses', () => {
  it('add up to the pool for unequal names, and a name that recovers all costs nothing', () => {
    const names = [
      ...equalNames(20, { defaultProbability: 0.02, notional: 3, recoveryRate: 0.4 }),
      ...equalNames(10, { defaultProbability: 0.1, notional: 10, recoveryRate: 0.25 }),
      { defaultProbability: 0.5, notional: 5, recoveryRate: 1 },
    ];
    const edges = [0, 0.05, 0.2, 1];
    const tranches = edges.slice(1).map((detachment, i) => ({ attachment: edges[i]!, detachment }));
    const expected = (20 * 3 * 0.02 * 0.6 + 10 * 10 * 0.1 * 0.75) / 165;
    for (const found of [trancheLosses, largePoolTrancheLosses]) {
      const losses = found({ names, assetCorrelation: 0.2 }, tranches);
      const total = losses.reduce((sum, loss, i) => sum + loss * (edges[i + 1]! - edges[i]!), 0);
      expect(total).toBeCloseTo(expected, 10);
    }
  });

  it('one name, certain and impossible default', () => {
    const tranche = [{ attachment: 0, detachment: 0.3 }];
    const one = (defaultProbability: number) =>
      trancheLosses(
        { names: [{ defaultProbability, recoveryRate: 0.4 }], assetCorrelation: 0.2 },
        tranche,
      )[0];
    expect(one(0)).toBe(0);
    expect(one(1)).toBeCloseTo(1, 12);
    expect(one(0.05)).toBeCloseTo(0.05, 12);
  });

  it('common units of losses given default', () => {
    expect(lossUnits(equalNames(3, { defaultProbability: 0.1, recoveryRate: 0.4 })).losses).toEqual([
      1, 1, 1,
    ]);
    const found = lossUnits([
      { defaultProbability: 0.1, notional: 2, recoveryRate: 0.5 },
      { defaultProbability: 0.1, notional: 1, recoveryRate: 0.25 },
    ]);
    expect(found.losses).toEqual([4, 3]);
    const none = lossUnits([
      { defaultProbability: 0.1, notional: Math.PI, recoveryRate: 0 },
      { defaultProbability: 0.1, notional: Math.SQRT2, recoveryRate: 0 },
    ]);
    expect(none.losses[0]! / none.losses[1]!).toBeCloseTo(Math.PI / Math.SQRT2, 12);
    expect(none.losses[0]! + none.losses[1]!).toBeCloseTo(10_000, 6);
  });

  it('a basket that must lose has no survival, a riskless one all', () => {
    const basket = (hazard: number) => ({ annualHazards: [hazard, hazard], assetCorrelation: 0.3 });
    expect(nthToDefaultSurvival(basket(Number.POSITIVE_INFINITY), 1, [1])[0]).toBeCloseTo(0, 12);
    expect(nthToDefaultSurvival(basket(0), 1, [1])[0]).toBe(1);
    expect(nthToDefaultSpread(basket(0), 1, terms).spread).toBe(0);
    expect(() => nthToDefaultSurvival(basket(0.1), 3, [1])).toThrow(/default number 3/);
  });
});
