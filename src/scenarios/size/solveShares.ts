import type { DealTerms } from '#deal/terms.js';
import { log } from '#numerics/elementary.js';
import type { Judge, JudgedLimit } from './judge.js';
import { roundedDown, type Structure, termsWith } from './structure.js';
import type { SizeTargets } from './targets.js';

export interface SharesFound {
  readonly structure: Structure;
  /** What keeps each class from being larger, in order of the classes. */
  readonly binding: readonly BindingLimit[];
  /** Classes whose limits are met again above the share where they first fail. */
  readonly notMonotone: readonly string[];
  readonly infeasible: readonly Infeasibility[];
}

export interface BindingLimit {
  readonly note: string;
  readonly share: number;
  /** A target of the class, its `max`, or `room`: what the other classes and the retention leave. */
  readonly limit: string;
  /** Standard error of the share that comes from simulation. */
  readonly shareStandardError: number;
}

/** A limit that no share of the class meets. */
export interface Infeasibility {
  readonly note: string;
  readonly limit: string;
  readonly wanted: number;
  readonly reached: number;
}

/** No class of a deal may be nothing: neither one that is sized nor the one that takes the rest. */
const leastShare = 1e-4;
const gridCells = 20;
/** As fine as shares are written. */
const tolerance = 1e-5;
/** How far from a solution on fewer paths that on more is looked for at first. */
const firstWidth = 0.002;
/** A class sized later moves the losses of an earlier one a little; after this many rounds nothing moves any more. */
const roundLimit = 3;

/**
 * The largest share of each class in sequence, the most senior first, all limits of its own and of those above held.
 * `from`: `anywhere` scans all shares for the highest at which the limits begin to fail; `near` starts from a solution
 * that was found on fewer paths.
 */
export function solveShares(
  terms: DealTerms,
  start: Structure,
  targets: SizeTargets,
  judge: Judge,
  from: 'anywhere' | 'near',
): SharesFound {
  const names = [...start.shares.keys()];
  let structure = start;
  let found: ClassSize[] = [];
  for (let round = 0; round < roundLimit; round++) {
    const before = [...structure.shares.values()];
    found = [];
    for (const name of names) {
      const size = sizeClass(name, terms, structure, targets, judge, from === 'near' || round > 0);
      structure = withShare(structure, names, name, size.share, targets.retention);
      found.push(size);
    }
    const after = [...structure.shares.values()];
    if (after.every((share, i) => Math.abs(share - before[i]!) <= 2 * tolerance)) break;
  }
  return {
    structure,
    binding: found.map(({ note, share, binding, shareStandardError }) => ({
      note,
      share,
      limit: binding,
      shareStandardError,
    })),
    notMonotone: found.filter(({ isMonotone }) => !isMonotone).map(({ note }) => note),
    infeasible: found.flatMap(({ infeasible }) => infeasible),
  };
}

interface ClassSize {
  readonly note: string;
  readonly share: number;
  readonly binding: string;
  readonly isMonotone: boolean;
  readonly shareStandardError: number;
  readonly infeasible: readonly Infeasibility[];
}

function sizeClass(
  note: string,
  terms: DealTerms,
  structure: Structure,
  targets: SizeTargets,
  judge: Judge,
  isNear: boolean,
): ClassSize {
  const names = [...structure.shares.keys()];
  const limits = targets.notes.get(note) ?? {};
  const senior = names
    .slice(0, names.indexOf(note))
    .reduce((sum, name) => sum + structure.shares.get(name)!, 0);
  const junior = names
    .slice(names.indexOf(note) + 1)
    .reduce((sum, name) => sum + (targets.notes.get(name)?.min ?? 0), 0);
  const room = Math.max(0, 1 - targets.retention - senior - junior);
  const low = limits.min ?? 0;
  const high = Math.min(limits.max ?? 1, room);
  const at = (share: number, rough?: boolean): JudgedLimit[] => {
    const next = withShare(structure, names, note, share, targets.retention);
    return judge.limits(termsWith(terms, next), note, rough);
  };
  const excess = (share: number, rough?: boolean): number => worstExcess(at(share, rough));
  const holds: Holds = (share, rough) => excess(share, rough) <= 0;
  const ceiling = room < (limits.max ?? 1) - 1e-9 ? 'room' : 'max';
  if (high < low) {
    const infeasible = [{ note, limit: 'min', wanted: low, reached: high }];
    return { note, share: high, binding: ceiling, isMonotone: true, shareStandardError: 0, infeasible };
  }
  const least = Math.max(low, leastShare);
  if (high <= least || holds(high)) {
    return {
      note,
      share: roundedDown(high),
      binding: ceiling,
      isMonotone: true,
      shareStandardError: 0,
      infeasible: [],
    };
  }
  const near = isNear ? bracketNear(structure.shares.get(note)!, least, high, holds) : undefined;
  const flags = near === undefined ? scan(least, high, holds) : [];
  const changes = flags.filter((flag, i) => i > 0 && flag !== flags[i - 1]).length;
  const isMonotone = changes <= 1;
  const bracket = near ?? bracketFrom(flags, least, high, holds);
  if (bracket === undefined) {
    const failing = at(least).filter((limit) => !limit.holds);
    const infeasible = failing.map(({ target, limit, reached }) => ({
      note,
      limit: target,
      wanted: limit,
      reached,
    }));
    return { note, share: least, binding: 'none', isMonotone, shareStandardError: 0, infeasible };
  }
  const [good, bad] = narrowed(bracket, excess);
  const binding = at(bad).find((limit) => !limit.holds);
  const shareStandardError = binding === undefined ? 0 : errorOfShare(binding, good, bad, at);
  return {
    note,
    share: roundedDown(good),
    binding: binding?.target ?? ceiling,
    isMonotone,
    shareStandardError,
    infeasible: [],
  };
}

/**
 * By how much the worst limit is passed, above zero: as a logarithm, since losses fall by orders of magnitude with the
 * share; below zero while all limits hold.
 */
function worstExcess(limits: readonly JudgedLimit[]): number {
  return Math.max(-farFromLimit, ...limits.map(excessOf));
}

const farFromLimit = 20;

function excessOf({ target, limit, reached, holds }: JudgedLimit): number {
  if (target === 'breakEven') return holds ? -1 : 1;
  const [low, high] = target === 'lifeMin' ? [reached, limit] : [limit, reached];
  if (holds) return low > 0 && high > 0 ? Math.max(-farFromLimit, log(high / low)) : -farFromLimit;
  return low > 0 && high > 0 ? Math.max(1e-12, log(high / low)) : 1;
}

/** Regula falsi, halving the weight of an end that stays (Illinois), with a bisection wherever that is slow. */
function narrowed(
  [low, high]: readonly [number, number],
  excess: (share: number) => number,
): [number, number] {
  let [good, bad] = [low, high];
  let [below, above] = [excess(good), excess(bad)];
  for (let step = 0; bad - good > tolerance; step++) {
    const straight = good + ((bad - good) * -below) / (above - below);
    const inside = Math.min(bad - tolerance / 4, Math.max(good + tolerance / 4, straight));
    const share = step % 4 === 3 || above <= below ? (good + bad) / 2 : inside;
    const found = excess(share);
    if (found <= 0) {
      good = share;
      below = found;
      above /= 2;
    } else {
      bad = share;
      above = found;
      below /= 2;
    }
  }
  return [good, bad];
}

type Holds = (share: number, rough?: boolean) => boolean;

function scan(low: number, high: number, holds: Holds): boolean[] {
  return Array.from({ length: gridCells + 1 }, (_, i) => holds(low + ((high - low) * i) / gridCells, true));
}

/** Around an earlier solution, wider and wider; undefined where that leads out of the shares there are. */
function bracketNear(share: number, low: number, high: number, holds: Holds): [number, number] | undefined {
  for (let width = firstWidth; width < high - low; width *= 4) {
    const [good, bad] = [Math.max(low, share - width), Math.min(high, share + width)];
    if (good < bad && holds(good) && !holds(bad)) return [good, bad];
  }
  return undefined;
}

/** Two shares between which the limits begin to fail, the highest such; widened where the scan was too coarse. */
function bracketFrom(
  flags: readonly boolean[],
  low: number,
  high: number,
  holds: (share: number) => boolean,
): [number, number] | undefined {
  const at = (i: number): number => low + ((high - low) * i) / gridCells;
  let good = flags.lastIndexOf(true);
  while (good >= 0 && !holds(at(good))) good--;
  if (good < 0) return holds(low) ? [low, at(1)] : undefined;
  let bad = good + 1;
  while (bad < gridCells && holds(at(bad))) bad++;
  return [at(bad - 1), at(bad)];
}

/** The error of the limiting figure, over how fast the figure moves with the share. */
function errorOfShare(
  { target, standardError }: JudgedLimit,
  good: number,
  bad: number,
  at: (share: number) => JudgedLimit[],
): number {
  if (standardError === 0) return 0;
  const step = Math.min(0.005, good / 2);
  const reached = (share: number): number => at(share).find((limit) => limit.target === target)?.reached ?? 0;
  const slope = (reached(bad) - reached(good - step)) / (bad - good + step);
  return slope > 0 ? standardError / slope : 0;
}

/** The structure with another share of one class; those junior to it give way where the pool has no room for them. */
export function withShare(
  structure: Structure,
  names: readonly string[],
  name: string,
  share: number,
  retention: number,
): Structure {
  const shares = new Map<string, number>();
  let left = 1 - Math.max(retention, leastShare);
  names.forEach((other, i) => {
    const wanted = other === name ? share : structure.shares.get(other)!;
    const junior = (names.length - 1 - i) * leastShare;
    const given = Math.max(leastShare, Math.min(wanted, left - junior));
    shares.set(other, given);
    left -= given;
  });
  return { ...structure, shares };
}
