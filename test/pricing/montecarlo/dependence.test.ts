import { describe, expect, it } from 'vitest';
import type { CategoryColumn, LoanTable } from '#collateral/loanTable.js';
import { bivariateNormalCdf } from '#numerics/bivariateNormal.js';
import { normalQuantile } from '#numerics/normal.js';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import { momentsOf, standardErrorOf, varianceOf } from '#numerics/statistics.js';
import type { BorrowerDependence } from '#pricing/models/borrowerDependence.js';
import { atLeastDefaults } from '#pricing/models/finitePoolLoss.js';
import { dependenceProblems } from '#pricing/montecarlo/borrowerGroups.js';
import { kernelTypescript } from '#pricing/montecarlo/kernelTypescript.js';
import { drawFactors, newPathFactors, tieToEconomy } from '#pricing/montecarlo/pathFactors.js';
import { newAliveSchedule } from '#pricing/montecarlo/poolFlows.js';
import { prepareSimulation, type SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { loanTable, planFor, standardModels } from '../syntheticPool.js';
import { priceOf } from './referencePools.js';

function category(labels: readonly string[]): CategoryColumn {
  const known = [...new Set(labels.filter((label) => label !== ''))];
  return { codes: Uint32Array.from(labels, (label) => known.indexOf(label) + 1), labels: known };
}

/** Bullet loans of a year, balance 1 and 2 and so on, so that the defaulted balance tells which. */
function twoLoans(
  pd: number,
  regions: readonly string[],
  industries: readonly string[] = regions,
): LoanTable {
  const loans = regions.map((_, i) => ({
    balance: 10 ** i,
    rate: 0.06,
    term: 12,
    annualDefaultRate: pd,
    repayment: 'bullet' as const,
  }));
  return {
    ...loanTable(loans),
    categories: { region: category(regions), industry: category(industries) },
  };
}

/** How often both of two loans default over plain paths of the kernel, and the first one. */
function jointDefaults(loans: LoanTable, models: SimulationModels, pathCount: number) {
  const prepared = prepareSimulation(loans, planFor(loans), models, 'joint');
  const { pool, dependence, factorDesign } = prepared;
  const kernel = kernelTypescript(pool, dependence);
  const alive = newAliveSchedule(pool);
  const factors = newPathFactors(factorDesign);
  const key = seedKey('joint');
  const [factorStream, defaultStream] = [randomStream(key, 0, 0), randomStream(key, 0, 1)];
  const [both, first] = [new Float64Array(pathCount), new Float64Array(pathCount)];
  for (let path = 0; path < pathCount; path++) {
    factorStream.moveTo(path, 0);
    defaultStream.moveTo(path, 1);
    drawFactors(factorStream, factorDesign, undefined, factors);
    kernel.setFactors(factors);
    kernel.loanLevel(defaultStream, alive);
    const defaulted = Math.round(alive.defaulted.reduce((sum, x) => sum + x, 0));
    both[path] = defaulted === 11 ? 1 : 0;
    first[path] = defaulted % 10 === 1 ? 1 : 0;
  }
  return { both: momentsOf(both), first: momentsOf(first) };
}

const pd = 0.1;
const quiet = { ...standardModels, default: { kind: 'tape', fallback: pd, multiple: 1 } } as const;
const models = (dependence: BorrowerDependence, correlation = 0.1): SimulationModels => ({
  ...quiet,
  correlation,
  dependence,
});

describe('two borrowers default together as the copula says', () => {
  const joint = (correlation: number) =>
    bivariateNormalCdf(normalQuantile(pd), normalQuantile(pd), correlation);
  const levels = { region: 0.3, industry: 0.15 };
  const names = [pd, pd].map((defaultProbability) => ({ defaultProbability, lossUnits: 1 }));
  const matrix: BorrowerDependence = {
    between: {
      by: 'region',
      groups: ['east', 'west'],
      matrix: [
        [1, -0.5],
        [-0.5, 1],
      ],
    },
  };
  it.each<[string, LoanTable, SimulationModels, number]>([
    [
      'of one region and one industry',
      twoLoans(pd, ['east', 'east'], ['tea', 'tea']),
      models(levels),
      joint(0.55),
    ],
    ['of one region', twoLoans(pd, ['east', 'east'], ['tea', 'rice']), models(levels), joint(0.4)],
    ['of one industry', twoLoans(pd, ['east', 'west'], ['tea', 'tea']), models(levels), joint(0.25)],
    ['of neither', twoLoans(pd, ['east', 'west'], ['tea', 'rice']), models(levels), joint(0.1)],
    ['of two groups of a matrix', twoLoans(pd, ['east', 'west']), models(matrix, 0.6), joint(-0.3)],
    [
      "under Student's t",
      twoLoans(pd, ['east', 'west']),
      models({ copula: 'student-t', degreesOfFreedom: 3 }, 0.2),
      atLeastDefaults(names, 2, 0.2, { kind: 'student-t', degreesOfFreedom: 3 }),
    ],
  ])('%s', (_, loans, assumed, expected) => {
    const { both, first } = jointDefaults(loans, assumed, 20_000);
    expect(Math.abs(both.mean - expected) / standardErrorOf(both)).toBeLessThan(3.3);
    expect(Math.abs(first.mean - pd) / standardErrorOf(first)).toBeLessThan(3.3);
  });

  it('where the PD is normal over paths: p² (1 + v²)', () => {
    const { both, first } = jointDefaults(twoLoans(pd, ['a', 'b']), models({ pdDeviation: 0.25 }, 0), 20_000);
    expect(Math.abs(both.mean - pd * pd * (1 + 0.25 ** 2)) / standardErrorOf(both)).toBeLessThan(3.3);
    expect(Math.abs(first.mean - pd) / standardErrorOf(first)).toBeLessThan(3.3);
  });
});

/** Loans of many regions and PDs: more risk groups than the large pool keeps apart. */
function manyRegions(count: number, pdOf: (i: number) => number): LoanTable {
  const loans = Array.from({ length: count }, (_, i) => ({
    balance: 1000 + 10 * (i % 7),
    rate: 0.09,
    term: 24 + (i % 3),
    annualDefaultRate: pdOf(i),
  }));
  return {
    ...loanTable(loans),
    categories: {
      region: category(loans.map((_, i) => `region ${i % 9}`)),
      industry: category(loans.map((_, i) => (i % 11 === 0 ? '' : `industry ${i % 13}`))),
    },
  };
}

describe('several factors in a pool', () => {
  const assumed = models({ region: 0.15, industry: 0.05, copula: 'student-t', degreesOfFreedom: 6 });

  it.each<[string, (i: number) => number]>([
    ['PDs merged in the large pool', (i) => 0.02 + 0.0005 * (i % 40)],
    ['one PD, groups merged', () => 0.03],
  ])('two-level and plain estimators agree: %s', async (_, pdOf) => {
    const loans = manyRegions(400, pdOf);
    const stop = { kind: 'paths', count: 2048 } as const;
    const both = await Promise.all(
      (['two-level', 'plain'] as const).map((estimator) =>
        priceOf({ loans, models: assumed, stop, estimator }),
      ),
    );
    const [two, plain] = both as [(typeof both)[0], (typeof both)[0]];
    two.notes.forEach((note, i) => {
      const other = plain.notes[i]!;
      const error = Math.hypot(note.priceStandardError!, other.priceStandardError!);
      expect(Math.abs(note.price! - other.price!) / error).toBeLessThan(3.5);
    });
    const error = Math.hypot(
      two.pool.expectedDefaultRateStandardError,
      plain.pool.expectedDefaultRateStandardError,
    );
    expect(Math.abs(two.pool.expectedDefaultRate - plain.pool.expectedDefaultRate) / error).toBeLessThan(3.5);
    expect(two.pool.expectedDefaultRateStandardError).toBeLessThan(
      plain.pool.expectedDefaultRateStandardError,
    );
  });

  it('a region of its own for every loan is one more own shock', async () => {
    const apart = twoHundred((i) => `r${i}`);
    const same = twoHundred(() => 'r');
    const stop = { kind: 'paths', count: 2048 } as const;
    const deviation = async (loans: LoanTable, dependence: BorrowerDependence, correlation: number) =>
      (await priceOf({ loans, stop, models: models(dependence, correlation) })).pool.lossStandardDeviation;
    const [alone, together, one, both] = await Promise.all([
      deviation(apart, { region: 0.2 }, 0.1),
      deviation(same, { region: 0.2 }, 0.1),
      deviation(same, {}, 0.1),
      deviation(same, {}, 0.3),
    ]);
    expect(alone / one).toBeCloseTo(1, 1);
    expect(together / both).toBeCloseTo(1, 1);
    expect(together / alone).toBeGreaterThan(1.3);
  });
});

function twoHundred(regionOf: (i: number) => string): LoanTable {
  const loans = Array.from({ length: 200 }, () => ({
    balance: 1000,
    rate: 0.08,
    term: 24,
    annualDefaultRate: 0.05,
  }));
  return { ...loanTable(loans), categories: { region: category(loans.map((_, i) => regionOf(i))) } };
}

it('the economy and the rate move together as asked, and shocks stay independent normals', () => {
  const [n, paths, correlation] = [24, 20_000, -0.4];
  const stream = randomStream(seedKey('tie'), 0, 0);
  const product = new Float64Array(paths);
  const [first, pair] = [new Float64Array(paths), new Float64Array(paths)];
  for (let path = 0; path < paths; path++) {
    const factors = {
      systematic: stream.nextNormal(),
      others: new Float64Array(0),
      mixing: 1,
      weight: 1,
      rateShocks: Float64Array.from({ length: n }, () => stream.nextNormal()),
    };
    tieToEconomy(factors, correlation);
    const sum = factors.rateShocks.reduce((total, x) => total + x, 0) / Math.sqrt(n);
    product[path] = factors.systematic * sum;
    first[path] = factors.rateShocks[0]!;
    pair[path] = factors.rateShocks[0]! * factors.rateShocks[9]!;
  }
  const [tie, shock, independent] = [momentsOf(product), momentsOf(first), momentsOf(pair)];
  expect(Math.abs(tie.mean - correlation) / standardErrorOf(tie)).toBeLessThan(3.3);
  expect(varianceOf(shock)).toBeCloseTo(1, 1);
  expect(Math.abs(independent.mean) / standardErrorOf(independent)).toBeLessThan(3.3);
});

describe('what does not fit', () => {
  const loans = twoLoans(pd, ['east', 'west'], ['', '']);
  const codes = (dependence: BorrowerDependence, correlation = 0.1) =>
    dependenceProblems(loans, correlation, dependence).map(({ code, at }) => `${code} ${at}`);
  const between = (groups: string[]) => ({
    between: {
      by: 'region' as const,
      groups,
      matrix: groups.map((_, i) => groups.map((__, j) => (i === j ? 1 : 0))),
    },
  });

  it.each<[string, BorrowerDependence, string[]]>([
    ['a level that the tape lacks', { industry: 0.1 }, ['no-column correlation.industry']],
    ['more than all of the variance', { region: 0.95 }, ['out-of-range correlation.asset']],
    ['a group without loans', between(['east', 'west', 'north']), ['empty-group correlation.groups[2]']],
    ['loans outside', between(['east']), ['unknown-group correlation.groups']],
    ['others take them', between(['east', 'others']), []],
    ['nothing wrong', { region: 0.1 }, []],
  ])('%s', (_, dependence, expected) => {
    expect(codes(dependence)).toEqual(expected);
  });
});
