import { describe, expect, it } from 'vitest';
import { rateOf } from '#basics/rate.js';
import { builtInTerms } from '#deal/templates.js';
import type { DealTerms } from '#deal/terms.js';
import { normalQuantile } from '#numerics/normal.js';
import { poolLossDistribution, trancheExpectedLoss } from '#pricing/models/finitePoolLoss.js';
import { type FactorPoint, setFactorPoint } from '#pricing/montecarlo/factorStrata.js';
import { blockRunner } from '#pricing/montecarlo/pathBlock.js';
import { recordLayout } from '#pricing/montecarlo/pathRecord.js';
import { prepareSimulation, type SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { scrambleCount } from '#pricing/montecarlo/quasiFactors.js';
import { importancePlan, largestWeight, pilotSpecs } from '#pricing/montecarlo/rareLosses.js';
import type { MonteCarloPrices } from '#pricing/priceByMonteCarlo.js';
import { cutOff, equalLoans, planFor, standardModels } from '../syntheticPool.js';
import { chiSquareOfRuns, priceOf, referencePool, tapeModels } from './referencePools.js';

describe('against an independent simulation of up to a million paths', () => {
  it.each([
    ['small', 'e', 0.01],
    ['medium', 'e', 0.002], // a seed whose plain paths missed class B by 3.5 of their errors
  ] as const)('%s, seed %s', async (name, seed, target) => {
    const { loans, expected } = referencePool(name);
    const found = await priceOf({
      loans,
      seed,
      stop: { kind: 'standard-error', target, pathCountMax: 1 << 16 },
    });
    expect(found.estimator.importanceSampled).toContain('B');
    for (const note of found.notes.slice(0, 2)) {
      const reference = expected[note.name];
      const near = (value: number, error: number, wanted: number, wantedError: number) =>
        expect(Math.abs(value - wanted)).toBeLessThan(3 * Math.hypot(error, wantedError));
      near(
        note.price!,
        note.priceStandardError!,
        reference.priceControlled,
        reference.priceControlledStandardError,
      );
      // Class A of medium never lost in the reference's 750,000 paths.
      if (reference.lossProbability === 0) expect(note.lossProbability).toBeLessThan(4e-6);
      else {
        const { lossProbability, lossProbabilityStandardError: error } = reference;
        near(note.lossProbability!, note.lossProbabilityStandardError!, lossProbability, error);
        near(
          note.expectedLoss!,
          note.expectedLossStandardError!,
          reference.expectedLossControlled,
          reference.expectedLossControlledStandardError,
        );
      }
    }
    const { lossProbability, lossProbabilityStandardError, effectiveLossPaths } = found.notes[1]!;
    expect(lossProbabilityStandardError! / lossProbability!).toBeLessThan(0.25); // 0.09 to 0.17 over 14 other seeds
    expect(effectiveLossPaths).toBeGreaterThan(30);
  });
});

describe('against the exact loss distribution of a finite pool', () => {
  it.each([
    [60, 0.01, 0.15],
    [100, 0.02, 0.1],
  ])('%d loans, PD %d, correlation %d', async (count, pd, correlation) => {
    const loans = equalLoans(count, { rate: 0, term: 1, repayment: 'bullet' });
    const models: SimulationModels = {
      ...standardModels,
      correlation,
      default: { kind: 'cumulative', share: pd, months: 1 },
      recovery: { rate: 0, lagMonths: 0 },
      prepayment: { kind: 'none' },
    };
    const found = await priceOf({
      loans,
      models,
      stop: { kind: 'paths', count: 8192 },
      plan: planFor(loans, 0, withoutInterest()),
    });
    const names = Array.from({ length: count }, () => ({ defaultProbability: pd, lossUnits: 1 }));
    const exact = poolLossDistribution(names, correlation);
    const tail = (share: number) =>
      exact.slice(Math.floor(share * count + 1e-9) + 1).reduce((sum, p) => sum + p, 0);
    const attachments = [
      [0.25, 1],
      [0.1, 0.25],
    ] as const;
    found.notes.slice(0, 2).forEach((note, i) => {
      const [from, to] = attachments[i]!;
      const { lossProbability, lossProbabilityStandardError, expectedLoss, expectedLossStandardError } = note;
      expect(lossProbabilityStandardError! / lossProbability!).toBeLessThan(0.25); // 0.09 to 0.17 over 14 other seeds
      expect(Math.abs(lossProbability! - tail(from))).toBeLessThan(3.5 * lossProbabilityStandardError!);
      const wanted = trancheExpectedLoss(exact, count, from, to);
      expect(Math.abs(expectedLoss! - wanted)).toBeLessThan(3.5 * expectedLossStandardError!);
    });
    expect(tail(0.25)).toBeLessThan(1e-4);
    // The weighted quantiles of the pool: discrete, so the exact one or its neighbor.
    for (const [level, loss] of Object.entries(found.pool.lossQuantiles)) {
      let below = 0;
      const wanted = exact.findIndex((p) => (below += p) >= Number(level));
      expect(Math.abs(loss * count - wanted)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });
});

it('agrees with plain paths where those can see', async () => {
  const loans = equalLoans(80, { rate: 0.12, term: 18 });
  const models: SimulationModels = {
    ...standardModels,
    default: { kind: 'cdr', cdr: 0.08 },
    correlation: 0.2,
  };
  const sampled = await priceOf({ loans, models, stop: { kind: 'paths', count: 4096 } });
  const plain = await priceOf({ loans, models, estimator: 'plain', stop: { kind: 'paths', count: 32_768 } });
  expect(sampled.estimator.importanceSampled).not.toEqual([]);
  expect(plain.estimator.importanceSampled).toEqual([]);
  expect(plain.estimator.effectivePaths).toBe(32_768);
  sampled.notes.slice(0, 2).forEach((note, i) => {
    const other = plain.notes[i]!;
    for (const [value, error] of [
      ['price', 'priceStandardError'],
      ['lossProbability', 'lossProbabilityStandardError'],
      ['expectedLoss', 'expectedLossStandardError'],
    ] as const) {
      const allowed = 3.5 * Math.hypot(note[error]!, other[error]!);
      if (other[error]! > 0)
        expect(Math.abs(note[value]! - other[value]!), `${note.name} ${value}`).toBeLessThan(allowed);
    }
    expect(note.priceStandardDeviation! / other.priceStandardDeviation!).toBeCloseTo(1, 0);
  });
  for (const level of ['0.5', '0.95', '0.99']) {
    expect(sampled.pool.lossQuantiles[level]! / plain.pool.lossQuantiles[level]!).toBeCloseTo(1, 0);
  }
});

it('standard errors are those of repeated runs, also of a rare loss', async () => {
  const { loans } = referencePool('small');
  const runs: MonteCarloPrices[] = [];
  for (let k = 0; k < 24; k++) {
    runs.push(await priceOf({ loans, seed: `repeat ${k}`, stop: { kind: 'paths', count: 1024 } }));
  }
  const chiSquare = (value: 'price' | 'expectedLoss', note: number) =>
    chiSquareOfRuns(runs.map(({ notes }) => [notes[note]![value]!, notes[note]![`${value}StandardError`]!]));
  // Chi-square with 23 degrees of freedom: 99.8 % between 7.5 and 49.7.
  for (const [value, note] of [
    ['price', 0],
    ['price', 1],
    ['price', 2],
    ['expectedLoss', 1],
  ] as const) {
    expect(chiSquare(value, note), `${value} ${note}`).toBeGreaterThan(7.5);
    expect(chiSquare(value, note), `${value} ${note}`).toBeLessThan(49.7);
  }
});

describe('weights', () => {
  const { loans } = referencePool('small');
  const prepared = prepareSimulation(loans, planFor(loans), tapeModels, 'weights');
  const run = blockRunner(prepared);
  const layout = recordLayout(prepared.plan.notes.length, prepared.spreads.length);
  const { strata } = importancePlan(prepared, layout, pilotSpecs.map(run))!;

  it('are likelihood ratios: bounded, of mean 1, and right in every part of the factor', () => {
    const point: FactorPoint = { systematic: 0, weight: 1 };
    const n = 1 << 15;
    let sum = 0;
    let below = 0;
    const limit = normalQuantile(0.01);
    for (let i = 0; i < n; i++) {
      setFactorPoint(strata, (i + 0.5) / n, point);
      expect(point.weight).toBeLessThanOrEqual(largestWeight * (1 + 1e-12));
      sum += point.weight / n;
      if (point.systematic < limit) below += point.weight / n;
    }
    expect(sum).toBeCloseTo(1, 12);
    expect(below).toBeCloseTo(0.01, 3);
  });

  it('of each scramble add up to its points exactly, so that a constant has no error', () => {
    const { weights } = run({ level: 'large-pool', firstPath: 0, pathCount: 2048, strata });
    for (let scramble = 0; scramble < scrambleCount; scramble++) {
      let sum = 0;
      for (let i = scramble; i < weights.length; i += scrambleCount) sum += weights[i]!;
      expect(sum / (2048 / scrambleCount)).toBeCloseTo(1, 12);
    }
  });
});

/** Three classes that bear no interest, so that losses follow from defaults alone. */
function withoutInterest(): DealTerms {
  const terms = builtInTerms('CNY', cutOff);
  return {
    ...terms,
    notes: terms.notes.map((note) =>
      note.kind === 'residual' ? note : { ...note, coupon: { kind: 'fixed', rate: rateOf('0') } },
    ),
    fees: [],
    steps: terms.steps.filter((step) => step.do !== 'pay-fees'),
  };
}
