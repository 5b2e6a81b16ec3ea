import { log1p } from '#numerics/elementary.js';
import { hazardOfLatent, monthlyHazard } from './defaultCurve.js';
import { type DefaultLaw, type Dependence, type FactorDraw, pathLaw } from './dependence.js';

/**
 * One who stands behind a deal (guarantor, bank of a letter of credit, originator) or behind bills (their acceptor),
 * with its own default. One party has one default, whatever it has promised.
 */
export interface Provider {
  readonly name: string;
  readonly curve: ProviderCurve;
  /**
   * `independent`: by its own chance alone. `correlated`: by the factors of the pool and its own chance. `certain`:
   * related to those it stands behind, it fails when they do: a bill's acceptor with the payer, whatever its own
   * default rate; a deal's support past a share of defaults (`PlanSupport.failsAbove`).
   */
  readonly relation: 'independent' | 'correlated' | 'certain';
  /** Share of the variance of its latent variable that is the pool's factors. */
  readonly correlation: number;
  /** Labels of the borrowers whose factors it moves with; none: the economy alone. */
  readonly among: { readonly region?: string; readonly industry?: string };
  /** Share of what it owes that its estate pays. */
  readonly recovery: number;
}

export const providerRelations = ['independent', 'correlated', 'certain'] as const;

/** An annual rate, or cumulative probabilities by the end of each year; the last year's rate goes on. */
export type ProviderCurve =
  | { readonly annualDefaultRate: number }
  | { readonly cumulativeByYear: readonly number[] };

/**
 * H(0) … H(months): PD(t) = 1 − e^(−H(t)). Cumulative probabilities are met at the ends of years, with a constant
 * hazard inside; after the last year its hazard goes on.
 */
export function providerHazard(curve: ProviderCurve, months: number): Float64Array {
  const hazard = new Float64Array(months + 1);
  if ('annualDefaultRate' in curve) {
    const monthly = monthlyHazard(curve.annualDefaultRate);
    for (let t = 1; t <= months; t++) hazard[t] = monthly === 0 ? 0 : monthly * t;
    return hazard;
  }
  const { cumulativeByYear } = curve;
  const atYear = (year: number): number => (year === 0 ? 0 : 12 * monthlyHazard(cumulativeByYear[year - 1]!));
  for (let t = 1; t <= months; t++) {
    const year = Math.min(Math.ceil(t / 12), cumulativeByYear.length);
    const before = atYear(year - 1);
    const slope = atYear(year) - before;
    hazard[t] = slope > 0 ? before + (slope * (t - 12 * (year - 1))) / 12 : before;
  }
  return hazard;
}

/** The providers of a simulation, as plain data: what their default months are drawn from. */
export interface ProviderDesign {
  readonly names: readonly string[];
  /** Row-major provider × (monthCount + 1): cumulative hazards; zero for one that only fails with its obligors. */
  readonly hazards: Float64Array;
  readonly monthCount: number;
  /** 1 where the provider moves with the factors; its row of the dependence is its own index. */
  readonly isCorrelated: Uint8Array;
  readonly dependence: Dependence;
  readonly recovery: Float64Array;
  /** 1 where the provider of a bill fails with its payer. */
  readonly isCertain: Uint8Array;
}

/** A month that never comes. */
export const noDefault = 0x7fffffff;

/**
 * Fills the default month of each provider on a path: the first (1 is the first after the cut-off) by whose end its
 * cumulative hazard has reached that of its latent variable, from its own uniform number and the path's factors.
 */
export function providerMonths(design: ProviderDesign) {
  const { names, hazards, monthCount, isCorrelated, dependence } = design;
  const law = pathLaw(dependence);
  return (draw: FactorDraw, uniforms: Float64Array, months: Int32Array): void => {
    law.setFactors(draw);
    for (let k = 0; k < names.length; k++) {
      const hazard =
        isCorrelated[k] === 1 ? hazardOfLatent(law.latentAt(uniforms[k]!, k)) : -log1p(-uniforms[k]!);
      months[k] = firstReached(hazards, k * (monthCount + 1), monthCount, hazard);
    }
  };
}

function firstReached(hazards: Float64Array, row: number, monthCount: number, hazard: number): number {
  const most = hazards[row + monthCount]!;
  if (!(most > 0 && most >= hazard)) return noDefault;
  let low = 1;
  let high = monthCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hazards[row + middle]! >= hazard) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The same law of defaults as the pool's, one row of loadings for each provider. */
export function providerDependence(
  law: DefaultLaw,
  factorCount: number,
  rows: readonly Float64Array[],
): Dependence {
  const loadings = new Float64Array((rows.length + 1) * factorCount);
  const own = new Float64Array(rows.length + 1).fill(1);
  rows.forEach((row, k) => {
    loadings.set(row, k * factorCount);
    const shared = row.reduce((sum, x) => sum + x * x, 0);
    own[k] = Math.sqrt(Math.max(0, 1 - shared));
  });
  const { law: name, degreesOfFreedom, relativeDeviation } = law;
  return {
    law: name,
    degreesOfFreedom,
    relativeDeviation,
    factorCount,
    groupCount: rows.length,
    loadings,
    own,
  };
}
