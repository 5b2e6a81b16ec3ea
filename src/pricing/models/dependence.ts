import { normalQuantile } from '#numerics/normal.js';
import { normalCdfTabled } from '#numerics/normalCdfTable.js';
import { studentCdf, studentQuantile } from '#numerics/studentT.js';
import { defaultThreshold, probabilityOfHazard } from './defaultCurve.js';
import { normalPd } from './normalPd.js';

/**
 * How the defaults of a path hang together. A loan of group g defaults within t months when
 *
 *   X = (Σ_k loadings[g, k] F_k + own[g] ε) / √(W/ν) ≤ threshold(PD(t))
 *
 * F_k independent standard normal factors of the path, the first the economy (low is bad); ε the loan's own. The
 * squares of a group's loadings and of its `own` add up to 1.
 * `gaussian`: no W; `student-t`: W ~ χ²_ν, one for all loans of a path; `normal-pd`: no X at all, PD(t) itself is
 * normal over paths, cut to [0, 1] (`normalPd.ts`). Plain data, so that another thread can have it.
 */
export interface Dependence {
  readonly law: 'gaussian' | 'student-t' | 'normal-pd';
  /** ν; 0 where the law has none. */
  readonly degreesOfFreedom: number;
  /** Standard deviation of PD over PD, of `normal-pd`; 0 elsewhere. */
  readonly relativeDeviation: number;
  readonly factorCount: number;
  readonly groupCount: number;
  /**
   * Row-major, groupCount + 1 rows of factorCount. The last row has the first factor alone: what is left for loans
   * whose group is too small to be followed in the large pool.
   */
  readonly loadings: Float64Array;
  readonly own: Float64Array;
}

/** One factor for all loans: the Gaussian copula of one asset correlation. */
export function oneFactor(assetCorrelation: number, law: DefaultLaw = gaussianLaw): Dependence {
  if (!(assetCorrelation >= 0 && assetCorrelation <= 1)) {
    throw new Error(`an asset correlation of ${assetCorrelation} is not between 0 and 1`);
  }
  const [systematic, own] = [Math.sqrt(assetCorrelation), Math.sqrt(1 - assetCorrelation)];
  return {
    ...law,
    factorCount: 1,
    groupCount: 1,
    loadings: Float64Array.of(systematic, systematic),
    own: Float64Array.of(own, own),
  };
}

export type DefaultLaw = Pick<Dependence, 'law' | 'degreesOfFreedom' | 'relativeDeviation'>;

export const gaussianLaw: DefaultLaw = { law: 'gaussian', degreesOfFreedom: 0, relativeDeviation: 0 };

/** Where the latent variable defaults, from a cumulative hazard; for `normal-pd` the PD itself. */
export function thresholdOfHazard(hazard: number, { law, degreesOfFreedom }: DefaultLaw): number {
  switch (law) {
    case 'gaussian':
      return defaultThreshold(hazard);
    case 'student-t':
      // From the nearer tail, as in `defaultThreshold`.
      return hazard < 0.7
        ? studentQuantile(probabilityOfHazard(hazard), degreesOfFreedom)
        : -studentQuantile(1 - probabilityOfHazard(hazard), degreesOfFreedom);
    case 'normal-pd':
      return probabilityOfHazard(hazard);
  }
  return law satisfies never;
}

/** Standard normal factors of a path, and W/ν under its root; 1 without W. */
export interface FactorDraw {
  /** The first factor. */
  readonly systematic: number;
  /** The others, in order. */
  readonly others: Float64Array;
  readonly mixing: number;
}

/** Default probabilities given the factors of one path after the other. */
export interface PathLaw {
  readonly dependence: Dependence;
  setFactors(draw: FactorDraw): void;
  /** Σ loadings · factors of a group. */
  sharedBy(group: number): number;
  /** Default probability of a threshold for a group; thresholds of certain and of no default stay 1 and 0. */
  probability(threshold: number, group: number): number;
  /**
   * Φ⁻¹ of the unconditional PD whose value given the path is `level`: a loan whose own shock has Φ(ε) = level
   * defaults in the first month by which its PD has reached it.
   */
  latentAt(level: number, group: number): number;
}

export function pathLaw(dependence: Dependence): PathLaw {
  const { law, degreesOfFreedom, factorCount, loadings, own } = dependence;
  const shared = new Float64Array(dependence.groupCount + 1);
  const simple = law === 'normal-pd' ? normalPd(dependence.relativeDeviation) : undefined;
  let mixing = 1;
  let economy = 0;
  return {
    dependence,
    setFactors({ systematic, others, mixing: scale }) {
      mixing = scale;
      economy = systematic;
      for (let group = 0, at = 0; group < shared.length; group++) {
        let sum = loadings[at++]! * systematic;
        for (let k = 1; k < factorCount; k++) sum += loadings[at++]! * others[k - 1]!;
        shared[group] = sum;
      }
    },
    sharedBy: (group) => shared[group]!,
    probability(threshold, group) {
      if (simple !== undefined) return simple.given(threshold, economy);
      if (threshold === Number.POSITIVE_INFINITY) return 1;
      if (threshold === Number.NEGATIVE_INFINITY) return 0;
      const distance = mixing * threshold - shared[group]!;
      if (own[group] === 0) return distance >= 0 ? 1 : 0;
      return normalCdfTabled(distance / own[group]!);
    },
    latentAt(level, group) {
      if (simple !== undefined) return normalQuantile(simple.probabilityAt(level, economy));
      const x = shared[group]! + own[group]! * normalQuantile(level);
      return law === 'student-t' ? normalOfStudent(x / mixing, degreesOfFreedom) : x;
    },
  };
}

/** Φ⁻¹(T_ν(x)), from the nearer tail. */
function normalOfStudent(x: number, degreesOfFreedom: number): number {
  return x < 0
    ? normalQuantile(studentCdf(x, degreesOfFreedom))
    : -normalQuantile(studentCdf(-x, degreesOfFreedom));
}
