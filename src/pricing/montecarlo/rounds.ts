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
  /** Least single-loan paths of a two-level run to a target; fewer where only prices are wanted. */
  readonly distributionPathCount?: number;
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

/** Paths to have after a round, and those there were before it. */
interface PathRange {
  readonly from: number;
  readonly to: number;
}

/** `loans` are pairs, or plain paths; `singles` are paths of single loans that only distributions use. */
export interface RoundCounts {
  readonly largePool: PathRange;
  readonly loans: PathRange;
  readonly singles: PathRange;
}

export function pathTotal({ largePool, loans, singles }: RoundCounts): number {
  return largePool.to + loans.to + singles.to;
}

export function newBlocks(
  level: PathLevel,
  { from, to }: PathRange,
  strata: FactorStrata | undefined,
): BlockSpec[] {
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
const firstPairCount = 2048;
/**
 * Distributions come from single-loan paths: ten thousand even where prices need fewer. In a large pool pairs differ
 * little and cost most, so that most of these are paths of single loans alone. A rule of the pool, so that the bytes
 * do not depend on the machine.
 */
const distributionPathCountDefault = 10_240;
const largePoolFrom = 5000;

export function firstRound(rules: RoundRules, loanCount: number): RoundCounts {
  const { estimator, stop, distributionPathCount = distributionPathCountDefault } = rules;
  const most = stop.kind === 'paths' ? stop.count : stop.pathCountMax;
  if (estimator === 'plain') return counted(0, Math.min(firstPlainCount, most), 0);
  if (stop.kind === 'paths') return counted(firstLargePoolCount, Math.min(firstPairCount, most), 0);
  const wanted = Math.min(Math.max(firstPairCount, distributionPathCount), most);
  const pairs = loanCount >= largePoolFrom ? Math.min(firstPairCount, most) : wanted;
  return counted(firstLargePoolCount, pairs, wanted - pairs);
}

function counted(largePool: number, loans: number, singles: number): RoundCounts {
  const upTo = (to: number) => ({ from: 0, to });
  return { largePool: upTo(largePool), loans: upTo(loans), singles: upTo(singles) };
}

/**
 * What to add next; undefined when done. To a target: doubles a level whose error alone takes more than half of the
 * allowed variance. To a number of paths: doubles what there is until it is reached, so that a run may be stopped
 * after any round; the blocks, and so the result, are those of one round.
 */
export function nextRound(
  counts: RoundCounts,
  errors: LevelErrors,
  { stop, estimator }: RoundRules,
): RoundCounts | undefined {
  const [largePool, loans] = [counts.largePool.to, counts.loans.to];
  if (stop.kind === 'paths') {
    const points = estimator === 'plain' ? 0 : Math.max(firstLargePoolCount, powerOfTwoFrom(stop.count));
    return grown(counts, Math.min(2 * largePool, points), Math.min(2 * loans, stop.count));
  }
  const allowed = stop.target * stop.target;
  if (errors.largePool + errors.loans <= allowed) return undefined;
  const grow = (count: number, variance: number) =>
    variance > allowed / 2 ? Math.min(2 * count, stop.pathCountMax) : count;
  return grown(counts, grow(largePool, errors.largePool), grow(loans, errors.loans));
}

function grown(counts: RoundCounts, largePool: number, loans: number): RoundCounts | undefined {
  if (largePool === counts.largePool.to && loans === counts.loans.to) return undefined;
  return {
    largePool: { from: counts.largePool.to, to: largePool },
    loans: { from: counts.loans.to, to: loans },
    singles: { from: counts.singles.to, to: counts.singles.to },
  };
}

/**
 * How many paths a target would take, where that is more than twice what a run may have: then it is not begun. The
 * variance of a mean of paths falls with their number, that of scrambled points at best with its square.
 */
export function pathsBeyondReach(
  counts: RoundCounts,
  errors: LevelErrors,
  { stop }: RoundRules,
): number | undefined {
  if (stop.kind === 'paths') return undefined;
  const allowed = stop.target * stop.target;
  const loans = counts.loans.to * (errors.loans / allowed);
  const points = counts.largePool.to * Math.sqrt(errors.largePool / allowed);
  const needed = Math.max(loans, points);
  return needed > 2 * stop.pathCountMax ? needed : undefined;
}

/** Share of the paths so far in those that the run will have by its own rule, as far as its errors tell. */
export function shareDone(counts: RoundCounts, errors: LevelErrors, rules: RoundRules): number {
  let last = counts;
  let expected = errors;
  for (let next = nextRound(last, expected, rules); next !== undefined; ) {
    const points = last.largePool.to / Math.max(1, next.largePool.to);
    expected = {
      largePool: expected.largePool * points * Math.sqrt(points),
      loans: (expected.loans * last.loans.to) / next.loans.to,
    };
    last = next;
    next = nextRound(last, expected, rules);
  }
  return pathTotal(counts) / pathTotal(last);
}

function powerOfTwoFrom(count: number): number {
  let power = 1;
  while (power < count) power *= 2;
  return power;
}
