/** A root, or why there is none: no sign change, no bracket found, or the function was not a number. */
export type RootOutcome =
  | { readonly found: true; readonly root: number; readonly evaluations: number }
  | {
      readonly found: false;
      readonly reason: 'no-sign-change' | 'not-finite' | 'not-converged';
      readonly at: number;
    };

export interface RootOptions {
  /** Absolute tolerance in x, beside four units in the last place of x; default 1e-15. */
  readonly tolerance?: number;
  /** Evaluations of f; default 200. */
  readonly maxEvaluations?: number;
}

/**
 * A root of f between low and high, where f(low) and f(high) differ in sign; an end that is a root counts.
 *
 * Source: R. P. Brent, Algorithms for Minimization without Derivatives (1973), chapter 4: inverse
 * quadratic interpolation or the secant, bisection where they do not shrink the bracket fast enough.
 */
export function findRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  options: RootOptions = {},
): RootOutcome {
  const atLow = f(low);
  if (!Number.isFinite(atLow)) return { found: false, reason: 'not-finite', at: low };
  const atHigh = f(high);
  if (!Number.isFinite(atHigh)) return { found: false, reason: 'not-finite', at: high };
  if (atLow === 0) return { found: true, root: low, evaluations: 2 };
  if (atHigh === 0) return { found: true, root: high, evaluations: 2 };
  if (atLow > 0 === atHigh > 0) return { found: false, reason: 'no-sign-change', at: low };
  return refine(f, { x: low, y: atLow }, { x: high, y: atHigh }, options);
}

/**
 * A root of f, looked for outward from [low, high]: the interval is widened by 1.6 on the side where |f| is
 * smaller, never past `floor` and `ceiling`, until f changes sign.
 */
export function searchRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  options: RootOptions & { readonly floor?: number; readonly ceiling?: number } = {},
): RootOutcome {
  const { floor = Number.NEGATIVE_INFINITY, ceiling = Number.POSITIVE_INFINITY } = options;
  let a: Point = { x: low, y: f(low) };
  let b: Point = { x: high, y: f(high) };
  for (let widening = 0; ; widening++) {
    if (!Number.isFinite(a.y)) return { found: false, reason: 'not-finite', at: a.x };
    if (!Number.isFinite(b.y)) return { found: false, reason: 'not-finite', at: b.x };
    if (a.y > 0 !== b.y > 0 || a.y === 0 || b.y === 0) return findRoot(f, a.x, b.x, options);
    const step = 1.6 * (b.x - a.x);
    const down = Math.max(floor, b.x - step);
    const up = Math.min(ceiling, a.x + step);
    const downIsOpen = down < a.x;
    if (widening === 100 || !(downIsOpen || up > b.x))
      return { found: false, reason: 'no-sign-change', at: a.x };
    if (downIsOpen && (Math.abs(a.y) < Math.abs(b.y) || !(up > b.x))) a = { x: down, y: f(down) };
    else b = { x: up, y: f(up) };
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** `best` and `other` bracket the root, |f(best)| the smaller; `last` is the best before. */
function refine(f: (x: number) => number, a: Point, b: Point, options: RootOptions): RootOutcome {
  const { tolerance = 1e-15, maxEvaluations = 200 } = options;
  let best = b;
  let last = a;
  let other = a;
  let step = b.x - a.x;
  let stepBefore = step;
  for (let evaluations = 2; evaluations <= maxEvaluations; evaluations++) {
    if (best.y > 0 === other.y > 0) {
      other = last;
      stepBefore = step = best.x - last.x;
    }
    if (Math.abs(other.y) < Math.abs(best.y)) [last, best, other] = [best, other, best];
    const smallest = 4.440892098500626e-16 * Math.abs(best.x) + 0.5 * tolerance;
    const half = 0.5 * (other.x - best.x);
    if (Math.abs(half) <= smallest || best.y === 0) return { found: true, root: best.x, evaluations };
    const guess = interpolate(best, last, other);
    const trusted =
      Math.abs(stepBefore) >= smallest &&
      Math.abs(best.y) < Math.abs(last.y) &&
      guess * Math.sign(half) > 0 &&
      Math.abs(guess) < Math.min(1.5 * Math.abs(half) - 0.5 * smallest, 0.5 * Math.abs(stepBefore));
    stepBefore = trusted ? step : half;
    step = trusted ? guess : half;
    last = best;
    const x = best.x + (Math.abs(step) > smallest ? step : smallest * Math.sign(half));
    best = { x, y: f(x) };
    if (!Number.isFinite(best.y)) return { found: false, reason: 'not-finite', at: x };
  }
  return { found: false, reason: 'not-converged', at: best.x };
}

/** The step from `best` to the root of the inverse parabola through the three points, or of the secant. */
function interpolate(best: Point, last: Point, other: Point): number {
  const s = best.y / last.y;
  if (last.x === other.x) return ((other.x - best.x) * s) / (s - 1);
  const q = last.y / other.y;
  const r = best.y / other.y;
  const top = s * ((other.x - best.x) * q * (q - r) - (best.x - last.x) * (r - 1));
  return -top / ((q - 1) * (r - 1) * (s - 1));
}
