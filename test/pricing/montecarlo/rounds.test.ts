import { describe, expect, it } from 'vitest';
import { pathCountLimit } from '#pricing/montecarlo/pathCounts.js';
import {
  firstRound,
  nextRound,
  pathsBeyondReach,
  type RoundCounts,
  type RoundRules,
  shareDone,
} from '#pricing/montecarlo/rounds.js';
import { priceByMonteCarlo } from '#pricing/priceByMonteCarlo.js';
import { equalLoans, planFor, standardModels } from '../syntheticPool.js';

const toTarget = (target: number): RoundRules => ({
  estimator: 'two-level',
  stop: { kind: 'standard-error', target, pathCountMax: pathCountLimit },
});

function total({ largePool, loans, singles }: RoundCounts) {
  return [largePool.to, loans.to, singles.to];
}

describe('rounds', () => {
  //  loans   points  pairs   single loans for distributions alone
  it.each([
    [100, [2048, 10_240, 0]],
    [5000, [2048, 2048, 8192]],
  ])('the first of a pool of %d loans has ten thousand single-loan paths', (loanCount, wanted) => {
    expect(total(firstRound(toTarget(0.01), loanCount))).toEqual(wanted);
  });

  it('has fewer where only prices are wanted', () => {
    const rules = { ...toTarget(0.01), distributionPathCount: 0 };
    expect(total(firstRound(rules, 100))).toEqual([2048, 2048, 0]);
    expect(total(firstRound(rules, 5000))).toEqual([2048, 2048, 0]);
  });

  it('a number of paths is reached by doubling, and exactly', () => {
    const rules: RoundRules = { estimator: 'two-level', stop: { kind: 'paths', count: 10_000 } };
    const rounds: number[][] = [];
    const none = { largePool: 0, loans: 0 };
    for (
      let next: RoundCounts | undefined = firstRound(rules, 100);
      next !== undefined;
      next = nextRound(next, none, rules)
    ) {
      rounds.push(total(next));
    }
    expect(rounds).toEqual([
      [2048, 2048, 0],
      [4096, 4096, 0],
      [8192, 8192, 0],
      [16_384, 10_000, 0],
    ]);
  });

  it('a target is met level by level, and the share done is that of the rounds to come', () => {
    const rules = toTarget(0.01);
    const counts = firstRound(rules, 100);
    // Four times the allowed variance in the pairs: two doublings leave it at exactly what is allowed.
    const errors = { largePool: 0, loans: 4e-4 };
    expect(shareDone(counts, errors, rules)).toBeCloseTo((2048 + 10_240) / (2048 + 40_960), 12);
    expect(shareDone(counts, { largePool: 0, loans: 1e-5 }, rules)).toBe(1);
  });

  it('a target beyond twice what a run may have is not begun', () => {
    const counts = firstRound(toTarget(0.01), 100);
    const needing = (paths: number) => ({ largePool: 0, loans: (1e-4 * paths) / counts.loans.to });
    expect(pathsBeyondReach(counts, needing(2 * pathCountLimit), toTarget(0.01))).toBeUndefined();
    expect(pathsBeyondReach(counts, needing(4e6), toTarget(0.01))).toBeCloseTo(4e6, 3);
    // Scrambled points: their variance falls with the square of their number at best.
    expect(pathsBeyondReach(counts, { largePool: 1e2, loans: 0 }, toTarget(0.01))).toBeCloseTo(2_048_000, 3);
  });
});

describe('a run', () => {
  const loans = equalLoans(20, { rate: 0.1, term: 12 });
  const request = {
    loans,
    plan: planFor(loans),
    models: { ...standardModels, default: { kind: 'cdr', cdr: 0.1 } },
    seed: 'rounds',
    estimator: 'two-level',
  } as const;

  it('keeps what whole rounds have shown when it is given up', async () => {
    const stop = { kind: 'paths', count: 9000 } as const;
    let asked = 0;
    const found = await priceByMonteCarlo({ ...request, stop, shouldGiveUp: () => ++asked > 10 });
    const short = await priceByMonteCarlo({ ...request, stop: { kind: 'paths', count: 2048 } });
    if (!found.ok || !short.ok) throw new Error('not priced');
    expect(found.value.estimator).toMatchObject({ partial: true, converged: false, rounds: 1, paths: 2048 });
    expect(found.value.notes).toEqual(short.value.notes);
  });

  it('says what a target out of reach would take, after one round', async () => {
    const stop = { kind: 'standard-error', target: 1e-5, pathCountMax: pathCountLimit } as const;
    const found = await priceByMonteCarlo({ ...request, stop });
    if (!found.ok) throw new Error('not priced');
    const { estimator, notes } = found.value;
    expect(estimator).toMatchObject({ partial: false, converged: false, rounds: 1, paths: 10_240 });
    const worst = Math.max(...notes.slice(0, 2).map((note) => note.priceStandardError!));
    expect(estimator.pathsNeeded! / (10_240 * (worst / 1e-5) ** 2)).toBeGreaterThan(0.1);
    expect(estimator.pathsNeeded! / (10_240 * (worst / 1e-5) ** 2)).toBeLessThan(1.01);
  });
});
