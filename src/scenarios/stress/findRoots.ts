import { findRoot } from '#numerics/brent.js';

/** A place where a function passes a level: from below to above, or back. */
export interface Crossing {
  /** The last argument found on the near side, and the first on the far side. */
  readonly before: number;
  readonly after: number;
  readonly direction: 'rises' | 'falls';
}

/** A function known on a grid; undefined where it has no value. */
export interface Scan {
  readonly at: readonly number[];
  readonly values: readonly (number | undefined)[];
}

export function scan(f: (x: number) => number | undefined, at: readonly number[]): Scan {
  return { at, values: at.map(f) };
}

/**
 * Every crossing of `level` that the grid shows, narrowed by bisection to neighbors closer than `tolerance` of
 * themselves. Bisection asks only on which side a value is, so steps and kinks do no harm; crossings that come and
 * go between two points of the grid are not seen.
 */
export function crossings(
  f: (x: number) => number | undefined,
  { at, values }: Scan,
  level: number,
  tolerance = 1e-10,
): Crossing[] {
  const found: Crossing[] = [];
  for (let k = 1; k < at.length; k++) {
    const left = values[k - 1];
    const right = values[k];
    if (left === undefined || right === undefined || left > level === right > level) continue;
    found.push(narrow(f, at[k - 1]!, at[k]!, level, right > level, tolerance));
  }
  return found;
}

function narrow(
  f: (x: number) => number | undefined,
  low: number,
  high: number,
  level: number,
  rises: boolean,
  tolerance: number,
): Crossing {
  let before = low;
  let after = high;
  for (let step = 0; step < 200 && after - before > tolerance * Math.max(1e-6, Math.abs(after)); step++) {
    const middle = before + (after - before) / 2;
    if (middle === before || middle === after) break;
    const value = f(middle);
    if (value === undefined) break;
    if (value > level === rises) after = middle;
    else before = middle;
  }
  return { before, after, direction: rises ? 'rises' : 'falls' };
}

/** Where a function is at a level: at one argument, all along a stretch, or nowhere: it jumps past it there. */
export type Root =
  | { readonly kind: 'point'; readonly at: number }
  | { readonly kind: 'stretch'; readonly at: number; readonly until: number }
  | { readonly kind: 'jump'; readonly at: number; readonly before: number; readonly after: number };

/**
 * Everything that a grid shows of where a function is at `level`: points of the grid on either side of it are narrowed
 * by Brent's method, neighbors that are both at it make a stretch, whose ends are narrowed by bisection. A function that
 * passes the level without coming `within` so much of it jumps there.
 */
export function roots(
  f: (x: number) => number | undefined,
  { at, values }: Scan,
  level: number,
  within = 0,
): Root[] {
  const isAt = (value: number | undefined): boolean =>
    value !== undefined && Math.abs(value - level) <= 1e-13 * Math.max(1, Math.abs(level));
  const isNear = (value: number | undefined): boolean =>
    isAt(value) || (value !== undefined && Math.abs(value - level) <= within);
  const found: Root[] = [];
  for (let k = 0; k < at.length; k++) {
    if (isAt(values[k])) {
      const first = k;
      while (k + 1 < at.length && isAt(values[k + 1])) k++;
      found.push(stretch(f, { at, values }, first, k, isAt));
      continue;
    }
    const here = values[k];
    const next = values[k + 1];
    if (here === undefined || next === undefined || isAt(next) || here > level === next > level) continue;
    found.push(between(f, at[k]!, at[k + 1]!, level, isNear));
  }
  return found;
}

function between(
  f: (x: number) => number | undefined,
  low: number,
  high: number,
  level: number,
  isNear: (value: number | undefined) => boolean,
): Root {
  const outcome = findRoot((x) => (f(x) ?? Number.NaN) - level, low, high, { tolerance: 1e-12 });
  if (outcome.found && isNear(f(outcome.root))) return { kind: 'point', at: outcome.root };
  // Brent's method ends on one side of a jump, or at a root that is only as exact as the tolerance.
  const [left, right] = narrowed(
    (x) => (f(x) ?? Number.NaN) > level === (f(low) ?? Number.NaN) > level,
    low,
    high,
  );
  const [before, after] = [f(left) ?? Number.NaN, f(right) ?? Number.NaN];
  if (isNear(before)) return { kind: 'point', at: left };
  if (isNear(after)) return { kind: 'point', at: right };
  return { kind: 'jump', at: right, before, after };
}

function stretch(
  f: (x: number) => number | undefined,
  { at, values }: Scan,
  first: number,
  last: number,
  isAt: (value: number | undefined) => boolean,
): Root {
  const isThere = (x: number): boolean => isAt(f(x));
  const from =
    first === 0 || values[first - 1] === undefined
      ? at[first]!
      : narrowed((x) => !isThere(x), at[first - 1]!, at[first]!)[1];
  const until =
    last === at.length - 1 || values[last + 1] === undefined
      ? at[last]!
      : narrowed(isThere, at[last]!, at[last + 1]!)[0];
  const isOne = until - from <= 1e-9 * Math.max(1e-3, Math.abs(until));
  return isOne
    ? { kind: 'point', at: first === last ? at[first]! : from }
    : { kind: 'stretch', at: from, until };
}

/** The last argument found at which `holds` is true, and the first at which it is not, by bisection. */
function narrowed(holds: (x: number) => boolean, low: number, high: number): [number, number] {
  let [yes, no] = [low, high];
  for (let step = 0; step < 200 && no - yes > 1e-12 * Math.max(1e-6, Math.abs(no)); step++) {
    const middle = yes + (no - yes) / 2;
    if (middle === yes || middle === no) break;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return [yes, no];
}

/**
 * The scan with the peaks that stand between its points: where a point is nearer to the level than both neighbors and on
 * the same side, the function may reach the level beside it and come back. Golden section; at most so many peaks.
 */
export function withPeaks(
  f: (x: number) => number | undefined,
  { at, values }: Scan,
  level: number,
  peaksMost = 16,
): Scan {
  const points: number[] = [];
  const seen: (number | undefined)[] = [];
  let peaks = 0;
  const away = (value: number | undefined): number =>
    value === undefined ? Number.NaN : Math.abs(value - level);
  for (let k = 0; k < at.length; k++) {
    const [left, here, right] = [values[k - 1], values[k], values[k + 1]];
    const isSameSide = [left, right].every(
      (value) => value !== undefined && here !== undefined && value > level === here > level,
    );
    const isNearest = away(here) < away(left) && away(here) <= away(right);
    if (here !== undefined && isSameSide && isNearest && here !== level && peaks < peaksMost) {
      peaks++;
      // Not the distance from the level, which has two valleys where the peak passes it.
      const side = here > level ? 1 : -1;
      const x = lowest((point) => side * (f(point) ?? Number.NaN), at[k - 1]!, at[k + 1]!);
      const extra: [number, number | undefined] = [x, f(x)];
      const own: [number, number | undefined] = [at[k]!, here];
      for (const [point, value] of x < at[k]! ? [extra, own] : x > at[k]! ? [own, extra] : [own]) {
        points.push(point);
        seen.push(value);
      }
    } else {
      points.push(at[k]!);
      seen.push(here);
    }
  }
  return { at: points, values: seen };
}

const golden = (Math.sqrt(5) - 1) / 2;

/** Where a function with one valley between two points is least, to a millionth of their distance. */
function lowest(g: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [c, d] = [b - golden * (b - a), a + golden * (b - a)];
  let [atC, atD] = [g(c), g(d)];
  while (b - a > 1e-6 * (high - low)) {
    if (atC <= atD) {
      [b, d, atD] = [d, c, atC];
      c = b - golden * (b - a);
      atC = g(c);
    } else {
      [a, c, atC] = [c, d, atD];
      d = a + golden * (b - a);
      atD = g(d);
    }
  }
  return atC <= atD ? c : d;
}

/** Evenly spaced, both ends included. */
export function evenGrid(from: number, to: number, intervals: number): number[] {
  return Array.from({ length: intervals + 1 }, (_, k) => from + ((to - from) * k) / intervals);
}

/**
 * The grid, and on both sides of every place where `kind` changes the last point found on each: a function that jumps
 * there is then seen on either side of the jump. Changes that undo themselves between two points are not found.
 */
export function withBreaks(
  grid: readonly number[],
  kind: (x: number) => string,
  pointsMost = 4000,
): number[] {
  const points = [...grid.slice(0, 1)];
  let made = 0;
  const between = (low: number, high: number): void => {
    const isDone = kind(low) === kind(high) || high - low <= 1e-7 * Math.max(1, Math.abs(high));
    if (isDone || made >= pointsMost) {
      points.push(high);
      return;
    }
    made++;
    const middle = low + (high - low) / 2;
    between(low, middle);
    between(middle, high);
  };
  for (let k = 1; k < grid.length; k++) between(grid[k - 1]!, grid[k]!);
  return points;
}
