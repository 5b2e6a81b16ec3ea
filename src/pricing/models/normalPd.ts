import { searchRoot } from '#numerics/brent.js';
import { normalCdf, normalDensity } from '#numerics/normal.js';

/**
 * The simplest model of the source documents: over paths the default probability is normal, cut to [0, 1]. With Z the
 * economy, low is bad, and v the deviation over the mean,
 *
 *   PD given the path = min(1, max(0, p · (m − v Z)))
 *
 * m is such that the mean is p: 1 where nothing is cut, below 1 where the cut at zero takes more away than the one at
 * one. Given the path loans default independently.
 */
export interface NormalPd {
  given(probability: number, factor: number): number;
  /** The p whose PD on the path is `level`, between 0 and 1: a loan with that p or more has reached it. */
  probabilityAt(level: number, factor: number): number;
  /** Shares of paths whose PD is cut at 0 and at 1. */
  cutShares(probability: number): { readonly atZero: number; readonly atOne: number };
}

export function normalPd(deviation: number): NormalPd {
  const belowOne = centeredMultiple(0, deviation);
  const known = new Map<number, number>();
  const centerOf = (p: number): number => {
    if (!cutsAtOne(p, deviation)) return belowOne;
    const before = known.get(p);
    if (before !== undefined) return before;
    const center = centeredMultiple(p, deviation);
    known.set(p, center);
    return center;
  };
  const multiple = (p: number, factor: number, center: number) =>
    p === 0 || p === 1 ? p : Math.min(1, Math.max(0, p * (center - deviation * factor)));
  return {
    given: (p, factor) => multiple(p, factor, centerOf(p)),
    probabilityAt(level, factor) {
      const common = belowOne - deviation * factor;
      const simple = common > 0 ? level / common : 1;
      if (simple < 1 && !cutsAtOne(simple, deviation)) return simple;
      const most = 1 - 1e-12;
      const gap = (p: number) => multiple(p, factor, centeredMultiple(p, deviation)) - level;
      const found = searchRoot(gap, 1e-12, most, { floor: 1e-12, ceiling: most });
      return found.found ? found.root : most;
    },
    cutShares(p) {
      if (deviation === 0 || p === 0 || p === 1) return { atZero: 0, atOne: 0 };
      const center = centerOf(p);
      return { atZero: normalCdf(-center / deviation), atOne: normalCdf((center - 1 / p) / deviation) };
    },
  };
}

/** m of E[min(1/p, max(0, m − vZ))] = 1; at p = 0 without the cut at one. */
function centeredMultiple(probability: number, deviation: number): number {
  if (deviation === 0) return 1;
  const top = cutsAtOne(probability, deviation) ? 1 / probability : Number.POSITIVE_INFINITY;
  const range = [1 - deviation, 1 + deviation] as const;
  const found = searchRoot((m) => cutMean(m, deviation, top) - 1, ...range, { tolerance: 1e-13 });
  if (!found.found) throw new Error(`no mean of ${probability} with a deviation of ${deviation}`);
  return found.root;
}

/** Beyond nine deviations the cut at one takes nothing that float64 has. */
function cutsAtOne(probability: number, deviation: number): boolean {
  return probability < 1 && probability * (1 + 9 * deviation) > 1;
}

/** E[min(top, max(0, m + vY))], Y standard normal: with h(k) = E[max(0, m − k + vY)] it is h(0) − h(top). */
function cutMean(m: number, v: number, top: number): number {
  const above = (k: number) => {
    const d = (m - k) / v;
    return (m - k) * normalCdf(d) + v * normalDensity(d);
  };
  return top === Number.POSITIVE_INFINITY ? above(0) : above(0) - above(top);
}
