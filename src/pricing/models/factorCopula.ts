import { searchRoot } from '#numerics/brent.js';
import { chiSquareQuantile } from '#numerics/chiSquare.js';
import { normalCdf, normalQuantile } from '#numerics/normal.js';
import { studentCdf, studentQuantile } from '#numerics/studentT.js';
import { copulaLoading } from './conditionalDefault.js';
import { type FactorPoints, factorPoints } from './copula.js';

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

/** A copula made ready to integrate: names are independent at each point. */
export interface FactorCopula {
  /** Of each point, adding up to 1. */
  readonly weights: Float64Array;
  /** Thresholds of a default probability, to be handed to `conditional`; ±∞ at 0 and 1. */
  threshold(defaultProbability: number): number;
  /** Default probability at a point. */
  conditional(threshold: number, point: number): number;
  /** True at ρ = 1 where names of one PD default together. */
  readonly isComonotone: boolean;
}

export function factorCopula(assetCorrelation: number, copula: Copula = { kind: 'gaussian' }): FactorCopula {
  switch (copula.kind) {
    case 'gaussian':
      return gaussian(assetCorrelation);
    case 'student-t':
      return studentT(assetCorrelation, copula.degreesOfFreedom);
    case 'double-t':
      return doubleT(assetCorrelation, copula.factorDegrees, copula.ownDegrees);
  }
  return copula satisfies never;
}

function gaussian(assetCorrelation: number): FactorCopula {
  const loading = copulaLoading(assetCorrelation);
  const { factors, weights } = factorPoints();
  return {
    weights,
    isComonotone: loading.own === 0,
    threshold: normalQuantile,
    conditional: (threshold, point) =>
      share((threshold - loading.systematic * factors[point]!) / loading.own, normalCdf),
  };
}

/** Points of the factor times points of the mixing variable, whose quantiles are smooth in normal probabilities. */
function studentT(assetCorrelation: number, degreesOfFreedom: number): FactorCopula {
  const loading = copulaLoading(assetCorrelation);
  const factor = factorPoints(16, 8);
  const mixing = factorPoints(8, 8);
  const scales = mixing.factors.map((y) =>
    Math.sqrt(
      chiSquareQuantile(Math.min(normalCdf(y), 0.9999999999999999), degreesOfFreedom) / degreesOfFreedom,
    ),
  );
  const inner = factor.weights.length;
  const weights = Float64Array.from(
    { length: inner * scales.length },
    (_, i) => factor.weights[i % inner]! * mixing.weights[Math.floor(i / inner)]!,
  );
  return {
    weights,
    isComonotone: loading.own === 0,
    threshold: (p) => studentQuantile(p, degreesOfFreedom),
    conditional: (threshold, point) => {
      const scaled = threshold * scales[Math.floor(point / inner)]!;
      return share((scaled - loading.systematic * factor.factors[point % inner]!) / loading.own, normalCdf);
    },
  };
}

function doubleT(assetCorrelation: number, factorDegrees?: number, ownDegrees?: number): FactorCopula {
  const loading = copulaLoading(assetCorrelation);
  const ownScale = unitScale(ownDegrees);
  const factorScale = unitScale(factorDegrees);
  const points: FactorPoints = factorPoints();
  const { weights } = points;
  const factors = points.factors.map((y) => unitQuantile(normalCdf(y), y, factorDegrees, factorScale));
  const conditional = (threshold: number, point: number) =>
    share((threshold - loading.systematic * factors[point]!) / loading.own, (x) =>
      unitCdf(x, ownDegrees, ownScale),
    );
  const probability = (threshold: number) =>
    weights.reduce((sum, weight, point) => sum + weight * conditional(threshold, point), 0);
  return {
    weights,
    isComonotone: loading.own === 0,
    conditional,
    threshold: remembered((p) => {
      if (p === 0) return Number.NEGATIVE_INFINITY;
      if (p === 1) return Number.POSITIVE_INFINITY;
      const near = normalQuantile(p);
      if (loading.own === 0) return unitQuantile(p, near, factorDegrees, factorScale);
      const found = searchRoot((x) => probability(x) - p, near - 0.1, near + 0.1, { tolerance: 1e-12 });
      if (!found.found) throw new Error(`no threshold for a default probability of ${p}`);
      return found.root;
    }),
  };
}

/** Equal names ask again and again, and each answer is a search over integrals. */
function remembered(f: (p: number) => number): (p: number) => number {
  const known = new Map<number, number>();
  return (p) => {
    const before = known.get(p);
    if (before !== undefined) return before;
    const value = f(p);
    known.set(p, value);
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
