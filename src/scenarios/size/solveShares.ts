import type { DealTerms } from '#deal/terms.js';
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
const gridCells = 40;
const tolerance = 1e-6;
/** The scan for the bracket needs no more than an idea of the losses. */
const scanPaths = 2048;
/** A class sized later moves the losses of an earlier one a little; after this many rounds nothing moves any more. */
const roundLimit = 6;

/** The largest share of each class in sequence, the most senior first, all limits of its own and of those above held. */
export function solveShares(
  terms: DealTerms,
  start: Structure,
  targets: SizeTargets,
  judge: Judge,
): SharesFound {
  const names = [...start.shares.keys()];
  let structure = start;
  let found: ClassSize[] = [];
  for (let round = 0; round < roundLimit; round++) {
    const before = [...structure.shares.values()];
    found = [];
    for (const name of names) {
      const size = sizeClass(name, terms, structure, targets, judge);
      structure = withShare(structure, names, name, size.share, targets.retention);
      found.push(size);
    }
    const after = [...structure.shares.values()];
    if (after.every((share, i) => Math.abs(share - before[i]!) < tolerance)) break;
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
  const at = (share: number, pathCount?: number): JudgedLimit[] =>
    judge.limits(
      termsWith(terms, withShare(structure, names, note, share, targets.retention)),
      note,
      pathCount,
    );
  const holds = (share: number, pathCount?: number): boolean =>
    at(share, pathCount).every((limit) => limit.holds);
  const ceiling = room < (limits.max ?? 1) ? 'room' : 'max';
  if (high < low) {
    const infeasible = [{ note, limit: 'min', wanted: low, reached: high }];
    return { note, share: high, binding: ceiling, isMonotone: true, shareStandardError: 0, infeasible };
  }
  const least = Math.max(low, leastShare);
  const flags = Array.from({ length: gridCells + 1 }, (_, i) =>
    holds(least + ((high - least) * i) / gridCells, scanPaths),
  );
  const changes = flags.filter((flag, i) => i > 0 && flag !== flags[i - 1]).length;
  const isMonotone = changes <= 1 && (flags[0] === true || changes === 0);
  if (high <= least || holds(high)) {
    return {
      note,
      share: roundedDown(high),
      binding: ceiling,
      isMonotone,
      shareStandardError: 0,
      infeasible: [],
    };
  }
  const bracket = bracketFrom(flags, least, high, holds);
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
  let [good, bad] = bracket;
  while (bad - good > tolerance) {
    const middle = (good + bad) / 2;
    if (holds(middle)) good = middle;
    else bad = middle;
  }
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
