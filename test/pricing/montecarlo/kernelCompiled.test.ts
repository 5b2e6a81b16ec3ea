import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LoanTable } from '#collateral/loanTable.js';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import { kernelCompiled } from '#pricing/montecarlo/kernelCompiled.js';
import { kernelTypescript } from '#pricing/montecarlo/kernelTypescript.js';
import { newAliveSchedule } from '#pricing/montecarlo/poolFlows.js';
import { poolKernelInstance } from '#pricing/montecarlo/poolKernelModule.js';
import { prepareSimulation, type SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { compileKernel, kernelModule } from '../../../scripts/kernel.mjs';
import {
  equalLoans,
  loanTable,
  onlyEconomy,
  planFor,
  type SyntheticLoan,
  standardModels,
} from '../syntheticPool.js';

const tapeRates: SimulationModels = {
  ...standardModels,
  default: { kind: 'tape', fallback: 0.02, multiple: 1 },
};

/** Few classes; terms from one month; sizes that leave every remainder of 32 loans. */
const mixed = (count: number, longest: number, other: SyntheticLoan['repayment'] = 'level'): LoanTable =>
  loanTable(
    Array.from({ length: count }, (_, i) => ({
      balance: 500 + 13 * ((i * 17) % 97),
      rate: 0.06 + 0.001 * (i % 7),
      term: 1 + ((i * 11) % longest),
      repayment: i % 3 === 0 ? 'equal-principal' : i % 3 === 1 ? 'level' : other,
      annualDefaultRate: [0.5, 0.03, 0.0004, 0, 1][i % 5]!,
    })),
  );

const pools: [string, LoanTable, SimulationModels][] = [
  ['a cohort a loan, taken out one by one', mixed(333, 30), { ...tapeRates, correlation: 0.3 }],
  ['long terms', mixed(500, 300), tapeRates],
  ['interest at the end', mixed(400, 40, 'bullet'), { ...tapeRates, correlation: 0.3 }],
  ['more schedules than are laid out', mixed(1200, 300), tapeRates],
  ['more than that, some with interest at the end', mixed(1200, 300, 'bullet'), tapeRates],
  [
    'one cohort',
    equalLoans(1003, { rate: 0.1, term: 24 }),
    { ...tapeRates, default: { kind: 'cdr', cdr: 0.04 } },
  ],
  [
    'one loan of one month',
    equalLoans(1, { rate: 0.1, term: 1 }),
    { ...tapeRates, default: { kind: 'cdr', cdr: 0.5 } },
  ],
  [
    'ages and prepayment groups',
    equalLoans(200, { rate: 0.1, term: 36 }),
    {
      ...tapeRates,
      prepayment: { kind: 'psa', psa: 2 },
      default: { kind: 'sda', sda: 30, noneInLastMonths: 4 },
    },
  ],
];

describe.each(pools)('%s', (_, loans, models) => {
  it('the compiled kernel gives the bytes of its TypeScript twin', () => {
    const { pool, dependence } = prepareSimulation(loans, planFor(loans), models, 'twins');
    const compiled = kernelCompiled(pool, dependence)!;
    const twin = kernelTypescript(pool, dependence);
    const ours = newAliveSchedule(pool);
    const theirs = newAliveSchedule(pool);
    let defaulted = 0;
    for (let path = 0; path < 300; path++) {
      const factor = -4 + (path % 9);
      for (const [kernel, alive] of [
        [compiled, ours],
        [twin, theirs],
      ] as const) {
        kernel.setFactors(onlyEconomy(factor));
        kernel.loanLevel(randomStream(seedKey('twins'), path, 1), alive);
      }
      expect(ours).toEqual(theirs);
      defaulted += ours.defaulted.reduce((sum, balance) => sum + balance, 0);
    }
    expect(defaulted).toBeGreaterThan(0);
  });
});

it('the pools above have schedules of every kind: all laid out, some, none', () => {
  const kinds = pools.map(([, loans, models]) => {
    const { schedules } = prepareSimulation(loans, planFor(loans), models, 'twins').pool;
    return schedules.isTabled ? 'all' : schedules.table.length > 0 ? 'some' : 'none';
  });
  expect(new Set(kinds)).toEqual(new Set(['all', 'some', 'none']));
});

it('the embedded code is that of its source', () => {
  expect(compileKernel()).toBe(readFileSync(kernelModule, 'utf8'));
});

describe('without WebAssembly SIMD', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([undefined, { validate: () => false }])('the twin does the work (%o)', (replacement) => {
    vi.stubGlobal('WebAssembly', replacement);
    expect(poolKernelInstance()).toBeUndefined();
    const loans = equalLoans(10, { rate: 0.1, term: 12 });
    const { pool, dependence } = prepareSimulation(loans, planFor(loans), tapeRates, 'fallback');
    expect(kernelCompiled(pool, dependence)).toBeUndefined();
  });
});
