import type { FactorCopula, NameDependence } from './factorCopula.js';
import { groupStep, type NameLoading, normalGrid } from './normalGrid.js';

/** `count` names that are equal in all that matters here. */
interface NameRun {
  readonly threshold: number;
  readonly lossUnits: number;
  readonly loading: NameLoading;
  count: number;
}

interface Group {
  readonly runs: readonly NameRun[];
  /** Points of the group's own factor; one at 0 for names without a group. */
  readonly factors: Float64Array;
  readonly weights: Float64Array;
}

/** Names in groups that share nothing at a point of the factor but its value; the first has those without a group. */
export type GroupedNames = readonly Group[];

interface LosingName extends NameDependence {
  readonly defaultProbability: number;
  readonly lossUnits: number;
}

export function groupedNames(names: readonly LosingName[], joint: FactorCopula): GroupedNames {
  const runsOfGroup = new Map<string, Map<string, NameRun>>();
  names.forEach(({ defaultProbability, lossUnits, group = '' }, i) => {
    const loading = joint.loadings[i]!;
    const of = loading.group === 0 ? '' : `of ${group}`;
    const runs = runsOfGroup.get(of) ?? new Map<string, NameRun>();
    runsOfGroup.set(of, runs);
    const threshold = joint.threshold(defaultProbability, loading);
    const key = [threshold, lossUnits, loading.systematic, loading.group].join(' ');
    const run = runs.get(key) ?? { threshold, lossUnits, loading, count: 0 };
    run.count++;
    runs.set(key, run);
  });
  return Array.from(runsOfGroup, ([of, runs]) => {
    const largestFirst = [...runs.values()].sort((a, b) => b.count - a.count);
    const loadings = largestFirst.flatMap(({ loading, count }) =>
      new Array<NameLoading>(count).fill(loading),
    );
    const { factors, weights } =
      of === ''
        ? { factors: Float64Array.of(0), weights: Float64Array.of(1) }
        : normalGrid(groupStep(loadings));
    return { runs: largestFirst, factors, weights };
  });
}

/** P(loss = k units) at a point of the factor; as long as the largest loss that is not all but impossible there. */
export function lossGivenPoint(groups: GroupedNames, joint: FactorCopula, point: number): Float64Array {
  let total = Float64Array.of(1);
  for (const group of groups) {
    const own = group.factors.length === 1 ? runsAt(group.runs, joint, point, 0) : mixed(group, joint, point);
    total = total.length === 1 && total[0] === 1 ? own : folded(total, own);
  }
  return total;
}

function mixed(
  { runs, factors, weights }: Group,
  joint: FactorCopula,
  point: number,
): Float64Array<ArrayBuffer> {
  const parts = Array.from(factors, (factor) => runsAt(runs, joint, point, factor));
  const sum = new Float64Array(parts.reduce((most, part) => Math.max(most, part.length), 0));
  parts.forEach((part, i) => {
    for (let k = 0; k < part.length; k++) sum[k]! += weights[i]! * part[k]!;
  });
  return sum;
}

/** Probabilities below this are left out: names that cannot default here, losses that cannot be reached. */
const negligible = 1e-30;

function runsAt(
  runs: readonly NameRun[],
  joint: FactorCopula,
  point: number,
  groupFactor: number,
): Float64Array<ArrayBuffer> {
  const units = runs.reduce((sum, run) => sum + run.count * Math.ceil(run.lossUnits), 0);
  const given = new Float64Array(units + 1);
  given[0] = 1;
  let reached = 0;
  for (const run of runs) {
    const p = joint.conditional(run.threshold, point, run.loading, groupFactor);
    if (p < negligible || run.lossUnits === 0) continue;
    if (reached === 0 && Number.isInteger(run.lossUnits)) {
      reached = placeBinomial(given, run, p);
      continue;
    }
    for (let name = 0; name < run.count; name++) {
      reached = addName(given, reached, run.lossUnits, p);
    }
  }
  return given.subarray(0, reached + 1);
}

/** One more name; a loss between two whole units falls on either with the probability that keeps its mean. */
function addName(given: Float64Array, reached: number, lossUnits: number, p: number): number {
  const below = Math.floor(lossUnits + 1e-9);
  const part = Math.max(0, lossUnits - below);
  const [low, high] = [p * (1 - part), p * part];
  let top = Math.min(reached + (part > 0 ? below + 1 : below), given.length - 1);
  for (let k = top; k >= 0; k--) {
    let value = given[k]! * (1 - p);
    if (k >= below) value += given[k - below]! * low;
    if (part > 0 && k > below) value += given[k - below - 1]! * high;
    given[k] = value;
  }
  while (top > 0 && given[top]! < negligible) given[top--] = 0;
  return top;
}

/** The number of defaults among equal names, by ratios from its most likely value. */
function placeBinomial(given: Float64Array, { count, lossUnits }: NameRun, p: number): number {
  if (p === 1) {
    given[0] = 0;
    given[count * lossUnits] = 1;
    return count * lossUnits;
  }
  const odds = p / (1 - p);
  const mode = Math.min(count, Math.floor((count + 1) * p));
  given[0] = 0;
  given[mode * lossUnits] = 1;
  let sum = 1;
  let top = mode;
  for (let k = mode, value = 1; k > 0; k--) {
    value *= k / ((count - k + 1) * odds);
    if (value < negligible) break;
    given[(k - 1) * lossUnits] = value;
    sum += value;
  }
  for (let k = mode, value = 1; k < count; k++) {
    value *= ((count - k) * odds) / (k + 1);
    if (value < negligible) break;
    top = k + 1;
    given[top * lossUnits] = value;
    sum += value;
  }
  for (let k = 0; k <= top; k++) given[k * lossUnits]! /= sum;
  return top * lossUnits;
}

function folded(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) {
    const weight = a[i]!;
    if (weight < negligible) continue;
    for (let k = 0; k < b.length; k++) sum[i + k]! += weight * b[k]!;
  }
  return sum;
}
