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

/**
 * Arguments at which a continuous function equals `level`, by Brent's method between points of the grid on either
 * side of it; points that hit it are roots themselves.
 */
export function roots(f: (x: number) => number | undefined, { at, values }: Scan, level: number): number[] {
  const found: number[] = [];
  for (let k = 0; k < at.length; k++) {
    const here = values[k];
    if (here === level) found.push(at[k]!);
    const before = values[k - 1];
    if (here === undefined || before === undefined || here === level || before === level) continue;
    if (before > level === here > level) continue;
    const outcome = findRoot((x) => (f(x) ?? Number.NaN) - level, at[k - 1]!, at[k]!, { tolerance: 1e-12 });
    if (outcome.found) found.push(outcome.root);
  }
  return found;
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
