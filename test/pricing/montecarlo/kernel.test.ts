import { describe, expect, it } from 'vitest';
import { buildCohorts } from '#collateral/cohorts.js';
import { scheduleShapes } from '#collateral/loanSchedules.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { needsAge } from '#collateral/monthlyHazards.js';
import { kolmogorovSmirnov } from '#numerics/kolmogorovSmirnov.js';
import { normalCdf, normalQuantile } from '#numerics/normal.js';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import { copulaLoading } from '#pricing/models/conditionalDefault.js';
import { kernelTypescript } from '#pricing/montecarlo/kernelTypescript.js';
import { newAliveSchedule } from '#pricing/montecarlo/poolFlows.js';
import { prepareSimulation, type SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { equalLoans, loanTable, onlyEconomy, planFor, standardModels } from '../syntheticPool.js';

/** PDs in 40 classes (more than the large pool keeps apart), terms from 1 month, one certain and one impossible. */
const heterogeneous = loanTable(
  Array.from({ length: 300 }, (_, i) => ({
    balance: 500 + 13 * ((i * 17) % 97),
    rate: 0.06 + 0.001 * (i % 7),
    term: 1 + ((i * 11) % 30),
    repayment: (['level', 'equal-principal', 'interest-only', 'bullet'] as const)[i % 4]!,
    annualDefaultRate: i === 5 ? 1 : i === 6 ? 0 : 0.002 * (1 + (i % 40)) ** 1.2,
  })),
);
const tapeRates: SimulationModels = {
  ...standardModels,
  correlation: 0.3,
  default: { kind: 'tape', fallback: 0, multiple: 1 },
};
const pools: [string, LoanTable, SimulationModels][] = [
  ['many classes, a cohort a loan', heterogeneous, tapeRates],
  [
    'one cohort',
    equalLoans(300, { rate: 0.1, term: 24 }),
    { ...tapeRates, default: { kind: 'cdr', cdr: 0.04 } },
  ],
  [
    'hazard by age',
    equalLoans(200, { rate: 0.1, term: 36 }),
    { ...tapeRates, default: { kind: 'sda', sda: 30, noneInLastMonths: 4 } },
  ],
];

describe.each(pools)('%s', (_, loans, models) => {
  const prepared = prepareSimulation(loans, planFor(loans), models, 'kernel');
  const { pool } = prepared;
  const cohorts = buildCohorts(loans, prepared.plan.cutOffDate, { byAge: needsAge(models) });
  const shapes = scheduleShapes(cohorts);
  const kernel = kernelTypescript(pool, prepared.dependence);
  const alive = newAliveSchedule(pool);

  const thresholds = pool.loans.classes.cumulativeHazard.map((hazard) =>
    normalQuantile(-Math.expm1(-hazard)),
  );

  /** Interest lost and balance defaulted of a path, from the kernel's schedule. */
  const summary = () => ({
    defaulted: total(alive.defaulted),
    interest: total(alive.interest),
  });

  /** The same by asking every loan in every month, from the definition of the copula. */
  function bruteForce(factor: number, path: number) {
    const stream = randomStream(seedKey('brute force'), path, 0);
    const { systematic, own } = copulaLoading(models.correlation);
    const { loans: level, monthCount } = pool;
    let defaulted = 0;
    let interest = total(pool.largePool.groupTotals.interest);
    for (let i = 0; i < level.count; i++) {
      const latent = systematic * factor + own * stream.nextNormal();
      const row = level.riskClass[i]! * (monthCount + 1);
      const shape = level.cohort[i]! * monthCount;
      for (let t = 1; t <= level.termMonths[i]!; t++) {
        if (latent > thresholds[row + t]!) continue;
        defaulted += level.balance[i]! * shapes.balance[shape + t - 1]!;
        for (let k = t - 1; k < level.termMonths[i]!; k++) {
          interest -= level.balance[i]! * shapes.interest[shape + k]!;
        }
        break;
      }
    }
    return { defaulted, interest };
  }

  it.each([-2, 0, 1])('has the law of brute force, factor %d', (factor) => {
    const paths = 1500;
    const found = Array.from({ length: paths }, (_, path) => {
      kernel.setFactors(onlyEconomy(factor));
      kernel.loanLevel(randomStream(seedKey('event kernel'), path, 1), alive);
      return summary();
    });
    const asked = Array.from({ length: paths }, (_, path) => bruteForce(factor, path));
    for (const part of ['defaulted', 'interest'] as const) {
      const a = sorted(found.map((s) => s[part]));
      const b = sorted(asked.map((s) => s[part]));
      const error = Math.sqrt((variance(a) + variance(b)) / paths);
      expect(Math.abs(mean(a) - mean(b))).toBeLessThan(4 * error + 1e-9 * mean(b)); // four: 18 comparisons
      expect(kolmogorovSmirnov(a, b).pValue).toBeGreaterThan(0.01);
    }
  });

  it('the large pool is its expectation', () => {
    if (!pool.largePool.isExact) return;
    const factor = -1;
    kernel.setFactors(onlyEconomy(factor));
    kernel.largePool(alive);
    const expected = summary();
    const found = Array.from({ length: 3000 }, (_, path) => {
      kernel.loanLevel(randomStream(seedKey('expectation'), path, 1), alive);
      return summary();
    });
    for (const part of ['defaulted', 'interest'] as const) {
      const values = found.map((s) => s[part]);
      expect(Math.abs(mean(values) - expected[part])).toBeLessThan(3 * Math.sqrt(variance(values) / 3000));
    }
  });
});

it('merged risk groups keep the PD of the pool', () => {
  const prepared = prepareSimulation(heterogeneous, planFor(heterogeneous), tapeRates, 'merge');
  const { largePool, monthCount } = prepared.pool;
  expect(largePool.isExact).toBe(false);
  expect(largePool.riskGroupCount).toBe(12);
  const width = monthCount + 1;
  const month = 12;
  let merged = 0;
  for (let group = 0; group < largePool.riskGroupCount; group++) {
    merged +=
      largePool.totals.balance[group * monthCount]! * normalCdf(largePool.thresholds[group * width + month]!);
  }
  const exact = heterogeneous.currentBalance.reduce((sum, balance, row) => {
    return sum + balance * heterogeneous.numbers.annualDefaultRate!.values[row]!;
  }, 0);
  expect(merged / exact).toBeCloseTo(1, 12);
});

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

function mean(values: readonly number[]): number {
  return total(values) / values.length;
}

function variance(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}

function sorted(values: number[]): number[] {
  return values.sort((a, b) => a - b);
}
