import type { FactorStrata } from './factorStrata.js';
import type { BlockSpec, PathLevel } from './pathBlock.js';
import type { PreparedSimulation } from './preparedSimulation.js';

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
  const { from, to } = level === 'large-pool' ? counts.largePool : counts.loans;
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
const firstPairCountMin = 2048;
const firstPairCountMax = 10240;
/** Work of the first pairs, in default events and path overheads that cost as much as this many events. */
const firstPairWork = 1_000_000;
const pathOverhead = 150;

export function firstRound(prepared: PreparedSimulation, { estimator, stop }: RoundRules): RoundCounts {
  const twoLevel = estimator === 'two-level';
  if (stop.kind === 'paths') {
    return counted(twoLevel ? Math.max(firstLargePoolCount, powerOfTwoFrom(stop.count)) : 0, stop.count);
  }
  if (!twoLevel) return counted(0, Math.min(firstPlainCount, stop.pathCountMax));
  return counted(firstLargePoolCount, Math.min(firstPairCount(prepared), stop.pathCountMax));
}

/**
 * Distributions come from the pairs' single-loan paths, so there are 2,048 even where the price needs few, and
 * 10,240 where pools are small enough for that to cost little. A rule of work, not of time: same everywhere.
 */
function firstPairCount(prepared: PreparedSimulation): number {
  const work = prepared.pool.loans.expectedDefaultCount + pathOverhead;
  const blocks = Math.floor(firstPairWork / work / blockPathCount.pairs);
  return Math.min(firstPairCountMax, Math.max(firstPairCountMin, blocks * blockPathCount.pairs));
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

function powerOfTwoFrom(count: number): number {
  let power = 1;
  while (power < count) power *= 2;
  return power;
}
