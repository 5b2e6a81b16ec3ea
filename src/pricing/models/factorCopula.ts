import { searchRoot } from '#numerics/brent.js';
import { chiSquareQuantile } from '#numerics/chiSquare.js';
import { normalCdf, normalQuantile } from '#numerics/normal.js';
import { studentCdf, studentQuantile } from '#numerics/studentT.js';
import { copulaLoading } from './conditionalDefault.js';
import { factorStep, mixingStep, type NameLoading, normalGrid } from './normalGrid.js';

/**
 * How names depend on each other, X = √ρ M + √(1 − ρ) ε ≤ threshold being a default:
 * `gaussian`: M and ε standard normal.
 * `student-t`: a normal X divided by √(W/ν), one W ~ χ²_ν for all names: joint extremes even at ρ = 0.
 * `double-t`: M and ε independent, each Student's t scaled to variance 1 (degrees above 2), or normal where its
 * degrees are left out; X is then neither normal nor t. Source: J. Hull, A. White, Valuation of a CDO and an nth to
 * default CDS without Monte Carlo simulation, Journal of Derivatives 12 (2004).
 */
export type Copula =
  | { readonly kind: 'gaussian' }
  | { readonly kind: 'student-t'; readonly degreesOfFreedom: number }
  | { readonly kind: 'double-t'; readonly factorDegrees?: number; readonly ownDegrees?: number };

/**
 * What sets a name apart from the others in how it depends: its own asset correlation ρ_i instead of the pool's, and
 * a factor that only names of its group share. Two names correlate with √(ρ_i ρ_j), in one group with
 * √(ρ_i ρ_j) + √(γ_i γ_j), γ being `groupCorrelation`.
 */
export interface NameDependence {
  readonly assetCorrelation?: number;
  readonly group?: string;
  readonly groupCorrelation?: number;
}

/** A copula made ready to integrate: names are independent at each point, and of each other's group factor. */
export interface FactorCopula {
  /** Of each point, adding up to 1. */
  readonly weights: Float64Array;
  /** Thresholds of a default probability, to be handed to `conditional`; ±∞ at 0 and 1. */
  threshold(defaultProbability: number, loading?: NameLoading): number;
  /** Default probability at a point; of the pool's loading unless a name's own is given, and its group's factor. */
  conditional(threshold: number, point: number, loading?: NameLoading, groupFactor?: number): number;
  /** True at ρ = 1 where names of one PD default together. */
  readonly isComonotone: boolean;
  /** Of each name; the pool's where the number of names alone was given. */
  readonly loadings: readonly NameLoading[];
}

/**
 * `names` sets how fine the points are: more names, or a correlation nearer to 1, need more. What has kinks over the
 * factor, as the limit of tranches does, needs them finer by `refinement`: its error falls with the square.
 */
export function factorCopula(
  assetCorrelation: number,
  copula: Copula = { kind: 'gaussian' },
  names: readonly NameDependence[] = new Array(100).fill({}),
  refinement = 1,
): FactorCopula {
  const loadings = names.map((name) => nameLoading(assetCorrelation, name));
  if (copula.kind === 'double-t' && loadings.some(({ group }) => group > 0)) {
    throw new Error('a double t copula has no factors of groups');
  }
  const pool = nameLoading(assetCorrelation, {});
  const tied = loadings.filter(({ own }) => own === 0).length;
  const isComonotone = loadings.length > 0 ? tied === loadings.length : pool.own === 0;
  if (tied > 0 && (!isComonotone || loadings.some(({ group }) => group > 0))) {
    throw new Error('correlations of a name that add up to 1 leave it nothing of its own to draw');
  }
  const shape = { pool, loadings, isComonotone, step: factorStep(byGroup(names, loadings)) / refinement };
  switch (copula.kind) {
    case 'gaussian':
      return gaussian(shape);
    case 'student-t':
      return studentT(shape, copula.degreesOfFreedom);
    case 'double-t':
      return doubleT(shape, copula.factorDegrees, copula.ownDegrees);
  }
  return copula satisfies never;
}

interface Shape {
  readonly pool: NameLoading;
  readonly loadings: readonly NameLoading[];
  readonly isComonotone: boolean;
  readonly step: number;
}

function nameLoading(poolCorrelation: number, name: NameDependence): NameLoading {
  const { assetCorrelation = poolCorrelation, groupCorrelation = 0, group } = name;
  const { systematic } = copulaLoading(assetCorrelation);
  if (!(groupCorrelation >= 0 && assetCorrelation + groupCorrelation <= 1 + 1e-12)) {
    throw new Error(`correlations of ${assetCorrelation} and ${groupCorrelation} in a group are above 1`);
  }
  const inGroup = group === undefined ? 0 : groupCorrelation;
  const own = Math.sqrt(Math.max(0, 1 - assetCorrelation - inGroup));
  return { systematic, group: Math.sqrt(inGroup), own };
}

/** Names without a group, or with no part in its factor, stand alone. */
function byGroup(names: readonly NameDependence[], loadings: readonly NameLoading[]): NameLoading[][] {
  const groups = new Map<string, NameLoading[]>();
  const alone: NameLoading[][] = [];
  names.forEach(({ group }, i) => {
    const loading = loadings[i]!;
    if (group === undefined || loading.group === 0) alone.push([loading]);
    else groups.set(group, [...(groups.get(group) ?? []), loading]);
  });
  return [...alone, ...groups.values()];
}

function gaussian({ pool, loadings, isComonotone, step }: Shape): FactorCopula {
  const { factors, weights } = normalGrid(step);
  return {
    weights,
    isComonotone,
    loadings,
    threshold: normalQuantile,
    conditional: (threshold, point, { systematic, group, own } = pool, groupFactor = 0) =>
      share((threshold - systematic * factors[point]! - group * groupFactor) / own, normalCdf),
  };
}

/** Points of the factor times points of the mixing variable, whose quantiles are smooth in normal probabilities. */
function studentT({ pool, loadings, isComonotone, step }: Shape, degreesOfFreedom: number): FactorCopula {
  const factor = normalGrid(step);
  const mixing = normalGrid(mixingStep(loadings.length > 0 ? loadings : [pool]));
  const points = pairsOfWeight(factor.weights, mixing.weights);
  const scaleAt = mixing.factors.map((y) =>
    Math.sqrt(
      chiSquareQuantile(Math.min(normalCdf(y), 0.9999999999999999), degreesOfFreedom) / degreesOfFreedom,
    ),
  );
  const factors = Float64Array.from(points, ([i]) => factor.factors[i]!);
  const scales = Float64Array.from(points, ([, j]) => scaleAt[j]!);
  return {
    weights: Float64Array.from(points, ([i, j]) => factor.weights[i]! * mixing.weights[j]!),
    isComonotone,
    loadings,
    // From the nearer tail.
    threshold: (p) =>
      p <= 0.5 ? studentQuantile(p, degreesOfFreedom) : -studentQuantile(1 - p, degreesOfFreedom),
    conditional: (threshold, point, { systematic, group, own } = pool, groupFactor = 0) => {
      const scaled = threshold * scales[point]!;
      return share((scaled - systematic * factors[point]! - group * groupFactor) / own, normalCdf);
    },
  };
}

/** Pairs whose weight is worth the work: all others together weigh less than 1e-15. */
function pairsOfWeight(first: Float64Array, second: Float64Array): [number, number][] {
  const least = 1e-15 / (first.length * second.length);
  const pairs: [number, number][] = [];
  second.forEach((v, j) => {
    first.forEach((w, i) => {
      if (v * w > least) pairs.push([i, j]);
    });
  });
  return pairs;
}

/** t distributions are smooth on a shorter scale than the normal one, and their quantiles spread the tails. */
const heavyTails = 0.25;

function doubleT(shape: Shape, factorDegrees?: number, ownDegrees?: number): FactorCopula {
  const { pool, loadings, isComonotone } = shape;
  const ownScale = unitScale(ownDegrees);
  const factorScale = unitScale(factorDegrees);
  const points = normalGrid(shape.step * heavyTails);
  const { weights } = points;
  const factors = points.factors.map((y) => unitQuantile(normalCdf(y), y, factorDegrees, factorScale));
  const conditional = (threshold: number, point: number, { systematic, own }: NameLoading = pool) =>
    share((threshold - systematic * factors[point]!) / own, (x) => unitCdf(x, ownDegrees, ownScale));
  const search = (p: number, loading: NameLoading) => {
    if (p === 0) return Number.NEGATIVE_INFINITY;
    if (p === 1) return Number.POSITIVE_INFINITY;
    const near = normalQuantile(p);
    if (loading.own === 0) return unitQuantile(p, near, factorDegrees, factorScale);
    const probability = (x: number) =>
      weights.reduce((sum, weight, point) => sum + weight * conditional(x, point, loading), 0);
    const found = searchRoot((x) => probability(x) - p, near - 0.1, near + 0.1, { tolerance: 1e-12 });
    if (!found.found) throw new Error(`no threshold for a default probability of ${p}`);
    return found.root;
  };
  return { weights, isComonotone, loadings, conditional, threshold: remembered(search, pool) };
}

/** Equal names ask again and again, and each answer is a search over integrals. */
function remembered(search: (p: number, loading: NameLoading) => number, pool: NameLoading) {
  const known = new Map<string, number>();
  return (p: number, loading: NameLoading = pool): number => {
    const key = `${p} ${loading.systematic}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = search(p, loading);
    known.set(key, value);
    return value;
  };
}

/** P(T ≤ x) of a t scaled to variance 1; the normal one without degrees. */
function unitCdf(x: number, degrees: number | undefined, scale: number): number {
  return degrees === undefined ? normalCdf(x) : studentCdf(x * scale, degrees);
}

/** Its quantile; `y` is the normal quantile of the same probability, from whose nearer tail it is taken. */
function unitQuantile(p: number, y: number, degrees: number | undefined, scale: number): number {
  if (degrees === undefined) return y;
  const lower = studentQuantile(y < 0 ? p : normalCdf(-y), degrees);
  return (y < 0 ? lower : -lower) / scale;
}

/** Standard deviation √(ν/(ν − 2)) of Student's t; 1 of the normal distribution. */
function unitScale(degrees: number | undefined): number {
  if (degrees === undefined) return 1;
  if (!(degrees > 2)) throw new Error(`${degrees} degrees of freedom have no variance to scale to 1`);
  return Math.sqrt(degrees / (degrees - 2));
}

/** 0 and 1 for thresholds of −∞ and +∞, and at ρ = 1, where the distance is infinite (0/0 counts as default). */
function share(distance: number, cdf: (x: number) => number): number {
  if (Number.isNaN(distance)) return 1;
  if (distance === Number.POSITIVE_INFINITY) return 1;
  return distance === Number.NEGATIVE_INFINITY ? 0 : cdf(distance);
}
