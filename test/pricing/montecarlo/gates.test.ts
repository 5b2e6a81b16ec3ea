import { describe, expect, it } from 'vitest';
import { rateOf } from '#basics/rate.js';
import { builtInTerms } from '#deal/templates.js';
import type { DealTerms } from '#deal/terms.js';
import { exp } from '#numerics/elementary.js';
import { gaussHermite } from '#numerics/quadrature.js';
import { type GaussianModel, gaussianRateSteps } from '#pricing/models/shortRate.js';
import type { BlockResult } from '#pricing/montecarlo/pathBlock.js';
import { poolColumn } from '#pricing/montecarlo/pathRecord.js';
import { prepareSimulation, type SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { simulate } from '#pricing/montecarlo/simulate.js';
import {
  type MonteCarloPrices,
  type MonteCarloRequest,
  priceByMonteCarlo,
} from '#pricing/priceByMonteCarlo.js';
import { cutOff, equalLoans, loanTable, planFor, standardModels } from '../syntheticPool.js';

async function price(
  request: Partial<MonteCarloRequest> & Pick<MonteCarloRequest, 'loans'>,
): Promise<MonteCarloPrices> {
  const found = await priceByMonteCarlo({
    plan: planFor(request.loans),
    models: standardModels,
    seed: 'gates',
    estimator: 'two-level',
    stop: { kind: 'paths', count: 512 },
    ...request,
  });
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
}

const models = (changes: Partial<SimulationModels>): SimulationModels => ({ ...standardModels, ...changes });
const calm = { ...standardModels.rates, volatility: 0 };

/** Several risks and terms, so that buckets, classes and cohorts all differ. */
const varied = loanTable(
  Array.from({ length: 400 }, (_, i) => ({
    balance: 1000 + 37 * ((i * 29) % 100),
    rate: 0.1 + 0.001 * (i % 20),
    term: 6 + (i % 25),
    annualDefaultRate: 0.01 + 0.004 * (i % 30),
  })),
);
const variedModels = models({ default: { kind: 'tape', fallback: 0.02, multiple: 1 } });

describe('closed forms', () => {
  it('no correlation gives a binomial number of defaults', async () => {
    const [n, pd] = [40, 0.3];
    const loans = equalLoans(n, { rate: 0.1, term: 1, repayment: 'bullet' });
    const rule = { kind: 'cumulative', share: pd, months: 1 } as const;
    const prepared = prepareSimulation(
      loans,
      planFor(loans),
      models({ default: rule, correlation: 0, recovery: { rate: 0, lagMonths: 0 } }),
      'binomial',
    );
    const paths = 20_000;
    const { sample, layout } = await simulate(prepared, {
      estimator: 'plain',
      stop: { kind: 'paths', count: paths },
      premium: standardModels.premium,
    });
    const counts = new Float64Array(n + 1);
    for (const rows of sample.loanRows) {
      for (let at = poolColumn(layout, 'loss'); at < rows.length; at += layout.width) {
        counts[Math.round((rows[at]! / 1e8) * n)]!++;
      }
    }
    // Pearson's chi-square over counts 5 … 19 and the two tails; 16 degrees of freedom, 99.9 % quantile 39.25.
    const probability = binomial(n, pd);
    const cells = [[0, 5], ...Array.from({ length: 15 }, (_, k) => [5 + k, 6 + k]), [20, n + 1]] as [
      number,
      number,
    ][];
    const chiSquare = cells.reduce((sum, [from, to]) => {
      const expected = paths * total(probability.slice(from, to));
      const found = total(Array.from(counts).slice(from, to));
      return sum + (found - expected) ** 2 / expected;
    }, 0);
    expect(chiSquare).toBeLessThan(39.25);
  });

  it('one loan: its price is the mean of two outcomes', async () => {
    const pd = 0.2;
    const loans = equalLoans(1, { rate: 0, term: 1, repayment: 'bullet' }, 1e6);
    const rule = { kind: 'cumulative', share: pd, months: 1 } as const;
    const changes = { default: rule, prepayment: { kind: 'none' }, rates: calm } as const;
    const found = await price({
      loans,
      plan: planFor(loans, 0, oneClass('0')),
      models: models({
        ...changes,
        recovery: { rate: 0.4, lagMonths: 0 },
        premium: { rate: 0, rule: 'full' },
      }),
      stop: { kind: 'paths', count: 40_000 },
      estimator: 'plain',
    });
    const note = found.notes[0]!;
    expect(Math.abs(note.price! - (80 + 20 * 0.4) / (1 + 0.03 / 12))).toBeLessThan(
      3 * note.priceStandardError!,
    );
    expect(note.expectedLoss).toBeCloseTo(note.lossProbability! * 0.6, 9);
    const error = Math.sqrt((pd * (1 - pd)) / 40_000);
    expect(Math.abs(note.lossProbability! - pd)).toBeLessThan(3 * error);
    expect(note.priceStandardError).toBeCloseTo((60 * error) / (1 + 0.03 / 12), 3);
  });

  it('certain default: everything comes as recovery after the lag', async () => {
    const loans = equalLoans(7, { rate: 0.12, term: 24 });
    const found = await price({
      loans,
      plan: planFor(loans, 6, oneClass('0')),
      models: models({ default: { kind: 'cdr', cdr: 1 }, rates: calm, premium: { rate: 0, rule: 'full' } }),
    });
    // All default in month 1; 60 % comes in month 7.
    expect(found.notes[0]!.price).toBeCloseTo(60 * (1 + 0.03 / 12) ** -7, 9);
    expect(found.notes[0]!.expectedLoss).toBeCloseTo(0.4, 12);
    expect(found.notes[0]!.lossProbability).toBe(1);
    expect(found.pool.expectedDefaultRate).toBeCloseTo(1, 12);
  });

  it('recoveries come by their timing and net of cost, the loss with the last', async () => {
    const loans = equalLoans(7, { rate: 0.12, term: 24 });
    const recovery = { rate: 0.6, lagMonths: 6, timing: [0.75, 0.25], cost: 0.1 };
    const found = await price({
      loans,
      plan: planFor(loans, 7, oneClass('0')),
      models: models({
        default: { kind: 'cdr', cdr: 1 },
        rates: calm,
        recovery,
        premium: { rate: 0, rule: 'full' },
      }),
    });
    const month = 1 + 0.03 / 12;
    expect(found.notes[0]!.price).toBeCloseTo(54 * (0.75 * month ** -7 + 0.25 * month ** -8), 9);
    expect(found.pool.expectedLossRate).toBeCloseTo(0.46, 12);
  });

  it('a PD of zero never defaults, and says so with a bound', async () => {
    const loans = equalLoans(7, { rate: 0.12, term: 24 });
    const found = await price({ loans, models: models({ default: { kind: 'cdr', cdr: 0 } }) });
    expect(found.pool.lossQuantiles['0.999']).toBe(0);
    expect(found.notes[0]!.lossProbability).toBe(0);
    expect(found.notes[0]!.lossProbabilityUpperBound).toBeCloseTo(1 - 0.05 ** (1 / 512), 12);
  });

  it('perfect correlation: all loans of one PD default together', async () => {
    const loans = equalLoans(50, { rate: 0.1, term: 12, repayment: 'bullet' });
    const changes = {
      correlation: 1,
      default: { kind: 'cdr', cdr: 0.1 },
      prepayment: { kind: 'none' },
    } as const;
    const found = await price({ loans, models: models(changes), stop: { kind: 'paths', count: 4096 } });
    expect(Math.abs(found.pool.expectedDefaultRate - 0.1)).toBeLessThan(3 * Math.sqrt((0.1 * 0.9) / 4096));
    expect(found.pool.lossQuantiles['0.99']).toBeCloseTo(0.4, 12);
    expect(found.pool.lossQuantiles['0.5']).toBe(0);
  });
});

describe('a riskless bond prices to its curve', () => {
  it.each<[string, GaussianModel]>([
    ['vasicek', { kind: 'vasicek', initial: 0.02, mean: 0.05, speed: 0.3, volatility: 0.015 }],
    ['random walk', { kind: 'random-walk', initial: 0.04, volatility: 0.012 }],
    ['hull-white', { kind: 'hull-white-flat', curveRate: 0.05, speed: 0.1, volatility: 0.01 }],
  ])('%s', async (_, rates) => {
    const loans = equalLoans(1, { rate: 0.05, term: 48, repayment: 'interest-only' });
    const riskless = models({
      default: { kind: 'none' },
      prepayment: { kind: 'none' },
      pointsPerRatePoint: 0,
      rates,
    });
    const curve =
      rates.kind === 'hull-white-flat'
        ? Array.from({ length: 48 }, (_, k) => exp((-rates.curveRate * (k + 1)) / 12))
        : monthlyCurve(rates, 48);
    const expected = curve.reduce((sum, factor, k) => sum + factor * (k === 47 ? 100 + 5 / 12 : 5 / 12), 0);
    for (const estimator of ['plain', 'two-level'] as const) {
      const { notes } = await price({
        loans,
        plan: planFor(loans, 0, oneClass('0.05')),
        models: { ...riskless, premium: { rate: 0, rule: 'full' } },
        estimator,
        stop: { kind: 'paths', count: 4096 },
      });
      expect(Math.abs(notes[0]!.price! - expected)).toBeLessThan(3 * notes[0]!.priceStandardError!);
      expect(notes[0]!.priceStandardError).toBeLessThan(estimator === 'plain' ? 0.1 : 0.004);
    }
  });
});

describe('estimators', () => {
  it('two-level and plain agree, from other random numbers', async () => {
    const two = await price({ loans: varied, models: variedModels, stop: { kind: 'paths', count: 2048 } });
    const plain = await price({
      loans: varied,
      models: variedModels,
      estimator: 'plain',
      stop: { kind: 'paths', count: 8192 },
    });
    two.notes.forEach((note, i) => {
      const other = plain.notes[i]!;
      const error = Math.hypot(note.priceStandardError!, other.priceStandardError!);
      expect(Math.abs(note.price! - other.price!)).toBeLessThan(3 * error);
      expect(note.priceStandardError).toBeLessThan(other.priceStandardError!);
    });
    const error = Math.hypot(
      two.pool.expectedLossRateStandardError,
      plain.pool.expectedLossRateStandardError,
    );
    expect(Math.abs(two.pool.expectedLossRate - plain.pool.expectedLossRate)).toBeLessThan(3 * error);
  });

  it('the correction is needed: a small pool is not a large one', async () => {
    const loans = equalLoans(12, { rate: 0.1, term: 24, annualDefaultRate: 0.08 });
    const found = await price({
      loans,
      models: models({ default: { kind: 'cdr', cdr: 0.08 } }),
      stop: { kind: 'paths', count: 4096 },
    });
    const { correction, standardError } = found.estimator.biasCheck[1]!;
    expect(correction).toBeLessThan(-4 * standardError);
  });

  it('the standard error is that of repeated runs', async () => {
    const loans = equalLoans(100, { rate: 0.1, term: 18 });
    const count = 80;
    const runs: MonteCarloPrices[] = [];
    for (let k = 0; k < count; k++) {
      const changes = { seed: `repeat ${k}`, models: models({ default: { kind: 'cdr', cdr: 0.05 } }) };
      runs.push(await price({ loans, ...changes, stop: { kind: 'paths', count: 128 } }));
    }
    for (const note of [0, 1]) {
      const prices = runs.map((run) => run.notes[note]!.price!);
      const claimed = runs.reduce((sum, run) => sum + run.notes[note]!.priceStandardError! ** 2, 0) / count;
      const mean = total(prices) / count;
      const observed = prices.reduce((sum, p) => sum + (p - mean) ** 2, 0) / (count - 1);
      // Chi-square with 79 degrees of freedom over 79: 99.8 % between 0.57 and 1.59. Claims are inflated by 15/13 of the
      // large pool's part at most, and their mean is itself known to some 4 %.
      expect(observed / claimed, `class ${note}`).toBeGreaterThan(0.57 * (13 / 15) * 0.92);
      expect(observed / claimed, `class ${note}`).toBeLessThan(1.59 * 1.08);
    }
  });

  it('stopping at its own standard error does not bend the price', async () => {
    // Runs that happen to claim a small error stop early: were that to go with high or low prices, their mean would
    // be off. The reference is one long run of other numbers.
    const loans = equalLoans(25, { rate: 0.1, term: 18 });
    const changes = {
      loans,
      models: models({ default: { kind: 'cdr', cdr: 0.06 }, premium: { rate: 0.02, rule: 'full' } }),
    };
    const stop = { kind: 'standard-error', target: 0.0045, pathCountMax: 1 << 17 } as const;
    const [runs, rounds]: [MonteCarloPrices[], Set<number>] = [[], new Set()];
    for (let k = 0; k < 20; k++) {
      const run = await price({ ...changes, seed: `stopped ${k}`, stop, distributionPathCount: 0 });
      runs.push(run);
      rounds.add(run.estimator.rounds);
    }
    // Some stop at once and some go on.
    expect(rounds.size).toBeGreaterThan(1);
    const long = await price({ ...changes, seed: 'long', stop: { kind: 'paths', count: 65_536 } });
    for (const note of [0, 1]) {
      const reference = long.notes[note]!;
      const z = runs.map((run) => {
        const { price: found, priceStandardError } = run.notes[note]!;
        return (found! - reference.price!) / Math.hypot(priceStandardError!, reference.priceStandardError!);
      });
      // Twenty: chi-square 99.9 % below 45.3. The reference's error, common to all, is in each.
      expect(
        z.reduce((sum, value) => sum + value * value, 0),
        `class ${note}`,
      ).toBeLessThan(45.3);
      const claims = runs.map((run) => run.notes[note]!.priceStandardError!);
      const errorOfMean = Math.hypot(
        Math.sqrt(total(claims.map((error) => error * error))) / runs.length,
        reference.priceStandardError!,
      );
      const mean = total(runs.map((run) => run.notes[note]!.price!)) / runs.length;
      expect(Math.abs(mean - reference.price!), `class ${note}`).toBeLessThan(3.3 * errorOfMean);
    }
  });
});

describe('same bytes', () => {
  const request = { loans: varied, models: variedModels, stop: { kind: 'paths', count: 1024 } } as const;

  it('whatever the order in which blocks run, and with what before them', async () => {
    const straight = await price(request);
    const backward = await price({
      ...request,
      runBlocks: async (specs, run) => {
        const results = new Map<number, BlockResult>();
        for (let i = specs.length - 1; i >= 0; i--) {
          if (i % 2 === 0) run(specs[0]!);
          results.set(i, run(specs[i]!));
        }
        return specs.map((_, i) => results.get(i)!);
      },
    });
    expect(JSON.stringify(backward)).toBe(JSON.stringify(straight));
  });

  it('for the same seed, and within errors for another', async () => {
    const [first, again, other] = [
      await price(request),
      await price(request),
      await price({ ...request, seed: '其他' }),
    ];
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(first));
    first.notes.forEach((note, i) => {
      const error = Math.hypot(note.priceStandardError!, other.notes[i]!.priceStandardError!);
      expect(Math.abs(note.price! - other.notes[i]!.price!)).toBeLessThan(4 * error);
    });
  });
});

describe('stopping', () => {
  it('meets the target for every class with a coupon', async () => {
    const loans = equalLoans(30, { rate: 0.1, term: 24 });
    const rounds: number[] = [];
    const found = await price({
      loans,
      models: models({ default: { kind: 'cdr', cdr: 0.1 } }),
      stop: { kind: 'standard-error', target: 0.03, pathCountMax: 1 << 17 },
      onRound: ({ standardError }) => rounds.push(standardError),
    });
    expect(found.estimator.converged).toBe(true);
    expect(found.estimator.rounds).toBe(rounds.length);
    for (const note of found.notes.slice(0, 2)) expect(note.priceStandardError).toBeLessThanOrEqual(0.03);
  });

  it('says when it could not', async () => {
    const loans = equalLoans(5, { rate: 0.1, term: 12 });
    const found = await price({
      loans,
      models: models({ default: { kind: 'cdr', cdr: 0.3 } }),
      stop: { kind: 'standard-error', target: 1e-4, pathCountMax: 512 },
    });
    expect(found.estimator).toMatchObject({ converged: false, partial: false });
  });

  it('ends after a whole round when asked to', async () => {
    const loans = equalLoans(5, { rate: 0.1, term: 12 });
    const stop = { kind: 'paths', count: 1 << 18 } as const;
    const found = await price({ loans, stop, shouldStop: () => true });
    expect(found.estimator).toMatchObject({ converged: false, partial: true, rounds: 1 });
  });

  it.each([
    [{ stop: { kind: 'paths', count: 1 } }, 'too-few-paths'],
    [{ stop: { kind: 'paths', count: 2_000_000 } }, 'too-many-paths'],
    [{ models: models({ order: 'sifma' }) }, 'unsupported-order'],
    [{ models: models({ fixedRateStress: { change: -0.01, fromMonth: 1 } }) }, 'not-simulated'],
    [
      { models: models({ recovery: { rate: 0.5, lagMonths: 1, advances: 'principal-and-interest' } }) },
      'not-simulated',
    ],
  ] as const)('refuses %o', async (changes, code) => {
    const loans = equalLoans(5, { rate: 0.1, term: 12 });
    const request = {
      loans,
      plan: planFor(loans),
      models: standardModels,
      seed: 'x',
      estimator: 'plain',
    } as const;
    const found = await priceByMonteCarlo({ stop: { kind: 'paths', count: 2 }, ...request, ...changes });
    expect(found.ok).toBe(false);
    expect(found.problems[0]!.code).toBe(code);
  });
});

it('a net premium is less by the expected loss of the class; a full one warns', async () => {
  const loans = equalLoans(60, { rate: 0.08, term: 24 });
  const risky = models({ default: { kind: 'cdr', cdr: 0.12 }, recovery: { rate: 0.2, lagMonths: 3 } });
  const net = await price({ loans, models: risky });
  const { discount, expectedLoss, weightedAverageLife } = net.notes[1]!;
  expect(discount.expectedLossPerYear).toBeCloseTo(expectedLoss! / weightedAverageLife!, 12);
  expect(discount.spread).toBe(Math.max(0, 0.02 - discount.expectedLossPerYear!));
  expect(discount.expectedLossPerYear).toBeGreaterThan(0);
  const request = { loans, plan: planFor(loans), seed: 'gates', estimator: 'two-level' } as const;
  const full = await priceByMonteCarlo({
    ...request,
    models: { ...risky, premium: { rate: 0.02, rule: 'full' } },
    stop: { kind: 'paths', count: 512 },
  });
  expect(full.problems[0]!.message).toMatch(/expected loss counted twice/);
  expect(full.ok && full.value.notes[1]!.price!).toBeLessThan(net.notes[1]!.price!);
});

/** One class that takes everything. */
function oneClass(coupon: string): DealTerms {
  const terms = builtInTerms('CNY', cutOff);
  const note = {
    ...terms.notes[0]!,
    size: { kind: 'share', share: rateOf('1') },
    coupon: { kind: 'fixed', rate: rateOf(coupon) },
  } as const;
  const rest = { share: 'sequential', from: undefined, when: [], unless: [] } as const;
  return {
    ...terms,
    notes: [note],
    fees: [],
    steps: [
      { do: 'pay-interest', notes: ['A'], ...rest },
      { do: 'pay-principal', notes: ['A'], target: { kind: 'all' }, ...rest },
    ],
  };
}

/**
 * E[Π 1/(1 + r_k/12)] for 1 … n months, without simulation: backward through the Markov rate, the expectation
 * by Gauss and Hermite, log value between steps as a polynomial through nine points (it is nearly quadratic).
 */
function monthlyCurve(model: GaussianModel, monthCount: number): number[] {
  const steps = gaussianRateSteps(model, monthCount, 1 / 12);
  const rule = gaussHermite(10);
  const points = Array.from({ length: 9 }, (_, i) => 0.03 * (i - 4));
  return Array.from({ length: monthCount }, (_, last) => {
    let logs = points.map(() => 0);
    for (let k = last; k >= 0; k--) {
      const known = logs;
      logs = points.map((x) => {
        let mean = 0;
        rule.nodes.forEach((node, i) => {
          mean += rule.weights[i]! * exp(lagrange(points, known, steps.decay * x + steps.noise * node));
        });
        return Math.log(mean / (1 + (steps.expected[k]! + x) / 12));
      });
    }
    return exp(lagrange(points, logs, 0));
  });
}

function lagrange(points: readonly number[], values: readonly number[], x: number): number {
  return points.reduce((sum, point, i) => {
    const weight = points.reduce(
      (product, other, j) => (j === i ? product : (product * (x - other)) / (point - other)),
      1,
    );
    return sum + weight * values[i]!;
  }, 0);
}

function binomial(n: number, p: number): number[] {
  const distribution = [1, ...Array.from({ length: n }, () => 0)];
  for (let trial = 0; trial < n; trial++) {
    for (let k = trial + 1; k >= 0; k--)
      distribution[k] = distribution[k]! * (1 - p) + (k > 0 ? distribution[k - 1]! * p : 0);
  }
  return distribution;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
