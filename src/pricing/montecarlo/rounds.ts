import type { FactorStrata } from './factorStrata.js';
import type { BlockSpec, PathLevel } from './pathBlock.js';

export type Estimator = 'two-level' | 'plain';

/** A target is for every class with a coupon, per 100 of its balance. */
export type StopRule =
  | { readonly kind: 'standard-error'; readonly target: number; readonly pathCountMax: number }
  /** So many single-loan paths. */
  | { readonly kind: 'paths'; readonly count: number };

/** How paths are counted off: by the estimates of whole rounds, never by time. */
export interface RoundRules {
  readonly estimator: Estimator;
  readonly stop: StopRule;
}

/** Variances of a price per 100, by level. */
export interface LevelErrors {
  readonly largePool: number;
  readonly loans: number;
}

/** Paths of a block, by level. Pairs cost most, so that their blocks are smaller. */
export const blockPathCount: Record<PathLevel, number> = {
  loans: 1024,
  'large-pool': 1024,
  'large-pool-tail': 1024,
  pairs: 128,
  pilot: 1024,
};

export function loanLevelOf(options: RoundRules): 'loans' | 'pairs' {
  return options.estimator === 'plain' ? 'loans' : 'pairs';
}

/** Paths to have after a round, and those there were before it, by kind of level. */
export interface RoundCounts {
  readonly largePool: { readonly from: number; readonly to: number };
  readonly loans: { readonly from: number; readonly to: number };
}

export function newBlocks(
  level: PathLevel,
  counts: RoundCounts,
  strata: FactorStrata | undefined,
): BlockSpec[] {
  const isLargePool = level === 'large-pool' || level === 'large-pool-tail';
  const { from, to } = isLargePool ? counts.largePool : counts.loans;
  const size = blockPathCount[level];
  const specs: BlockSpec[] = [];
  for (let firstPath = from; firstPath < to; firstPath += size) {
    const pathCount = Math.min(size, to - firstPath);
    specs.push({ level, firstPath, pathCount, ...(strata === undefined ? {} : { strata }) });
  }
  return specs;
}

/** Two blocks of Sobol points: 128 for each of the sixteen scrambles. */
const firstLargePoolCount = 2048;
const firstPlainCount = 16 * 1024;
/**
 * Distributions come from the pairs' single-loan paths, so there are ten thousand even where prices need fewer.
 * A path of a large pool costs more, and its distribution is smoother: there a fifth has to do, unless `--paths` or
 * the target asks for more. A rule of the pool, so that the bytes do not depend on the machine.
 */
const firstPairCount = { smallPool: 10_240, largePool: 2048 };
const largePoolFrom = 5000;

export function firstRound({ estimator, stop }: RoundRules, loanCount: number): RoundCounts {
  const twoLevel = estimator === 'two-level';
  if (stop.kind === 'paths') {
    return counted(twoLevel ? Math.max(firstLargePoolCount, powerOfTwoFrom(stop.count)) : 0, stop.count);
  }
  if (!twoLevel) return counted(0, Math.min(firstPlainCount, stop.pathCountMax));
  const pairs = loanCount < largePoolFrom ? firstPairCount.smallPool : firstPairCount.largePool;
  return counted(firstLargePoolCount, Math.min(pairs, stop.pathCountMax));
}

function counted(largePool: number, loans: number): RoundCounts {
  return { largePool: { from: 0, to: largePool }, loans: { from: 0, to: loans } };
}

/** Doubles a level whose error alone takes more than half of the allowed variance; undefined when done. */
export function nextRound(
  counts: RoundCounts,
  errors: LevelErrors,
  { stop, estimator }: RoundRules,
): RoundCounts | undefined {
  if (stop.kind === 'paths') return undefined;
  const allowed = stop.target * stop.target;
  if (errors.largePool + errors.loans <= allowed) return undefined;
  const grow = (count: number, variance: number) =>
    variance > allowed / 2 ? Math.min(2 * count, stop.pathCountMax) : count;
  const largePool = counts.largePool.to;
  const loans = counts.loans.to;
  const next = {
    largePool: { from: largePool, to: estimator === 'plain' ? 0 : grow(largePool, errors.largePool) },
    loans: { from: loans, to: grow(loans, errors.loans) },
  };
  const grows = next.largePool.to > largePool || next.loans.to > loans;
  return grows ? next : undefined;
}

/**
 * Paths of the level that needs most for its half of the allowed variance, where that is far beyond the most that are
 * run: then more rounds cannot end well, and the run says so instead of trying. undefined where the target is in reach.
 */
export function unreachablePathCount(
  counts: RoundCounts,
  errors: LevelErrors,
  { stop }: RoundRules,
): number | undefined {
  if (stop.kind === 'paths') return undefined;
  const half = (stop.target * stop.target) / 2;
  const needed = Math.max(
    (counts.loans.to * errors.loans) / half,
    (counts.largePool.to * errors.largePool) / half,
  );
  return needed > beyondReach * stop.pathCountMax ? needed : undefined;
}

/** Errors are estimates themselves: only what is this many times out of reach is given up. */
const beyondReach = 2;

function powerOfTwoFrom(count: number): number {
  let power = 1;
  while (power < count) power *= 2;
  return power;
}
