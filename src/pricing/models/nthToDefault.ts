import { exp } from '#numerics/elementary.js';
import { gaussLegendre } from '#numerics/quadrature.js';
import { countProbability } from './defaultCount.js';
import { probabilityOfHazard } from './defaultCurve.js';
import { type Copula, factorCopula } from './factorCopula.js';

/** A basket of names with constant hazards a year, defaulting under a one-factor copula; Gaussian unless stated. */
export interface DefaultBasket {
  readonly annualHazards: readonly number[];
  readonly assetCorrelation: number;
  readonly copula?: Copula;
}

/** P(fewer than `count` names have defaulted by each of the times): the survival curve of the nth to default. */
export function nthToDefaultSurvival(
  { annualHazards, assetCorrelation, copula }: DefaultBasket,
  count: number,
  years: readonly number[],
): Float64Array {
  const names = annualHazards.length;
  if (!(Number.isInteger(count) && count >= 1 && count <= names)) {
    throw new Error(`no default number ${count} of ${names} names`);
  }
  const joint = factorCopula(assetCorrelation, copula);
  return Float64Array.from(years, (t) => {
    const probabilities = annualHazards.map((hazard) => probabilityOfHazard(hazard * t));
    return 1 - countProbability(joint, probabilities, count);
  });
}

/**
 * Value of 1 paid when the nth name defaults, if within `years`, at a continuous rate:
 *
 *   ∫ e^(−rt) dF(t) = e^(−rT) F(T) + r ∫ e^(−rt) F(t) dt,  F = 1 − survival
 *
 * by parts, so that no density is needed; Gauss and Legendre on 16 panels, geometrically finer toward zero, where
 * F rises like a power of t.
 */
export function nthToDefaultValue(basket: DefaultBasket, count: number, rate: number, years: number): number {
  const edges = [0, ...Array.from({ length: 16 }, (_, k) => years / (1 << (15 - k)))];
  let integral = 0;
  for (let k = 1; k < edges.length; k++) {
    const { nodes, weights } = gaussLegendre(8, edges[k - 1]!, edges[k]!);
    const survival = nthToDefaultSurvival(basket, count, Array.from(nodes));
    nodes.forEach((t, i) => {
      integral += weights[i]! * exp(-rate * t) * (1 - survival[i]!);
    });
  }
  const last = nthToDefaultSurvival(basket, count, [years])[0]!;
  return exp(-rate * years) * (1 - last) + rate * integral;
}

/** How protection is paid for: a spread at equal intervals in arrears, and the recovery rate that all names share. */
export interface ProtectionTerms {
  readonly years: number;
  readonly paymentsPerYear: number;
  /** Risk-free, continuously compounded. */
  readonly rate: number;
  readonly recoveryRate: number;
}

/** Values per unit of notional; `premiumLeg` is that of a spread of 1 a year. */
export interface ProtectionValue {
  readonly spread: number;
  readonly protectionLeg: number;
  readonly premiumLeg: number;
}

/**
 * Fair yearly spread for the loss on the nth default, paid until then with the part accrued at the default. The
 * default leg and the accrual count a default of a period at its middle:
 *
 *   s = (1 − R) C / (A + B),  A = Σ Δ S(t_i) D(t_i),  B = Σ ½Δ (S(t_{i−1}) − S(t_i)) D(t_i − ½Δ),
 *   C = Σ (S(t_{i−1}) − S(t_i)) D(t_i − ½Δ)
 *
 * Source: J. Hull, Options, Futures and Other Derivatives, chapter on credit derivatives; the same for a tranche
 * in `trancheSpread`.
 */
export function nthToDefaultSpread(
  basket: DefaultBasket,
  count: number,
  terms: ProtectionTerms,
): ProtectionValue {
  const times = premiumTimes(terms);
  const survival = nthToDefaultSurvival(basket, count, times);
  const legs = protectionLegs(survival, terms);
  const protectionLeg = (1 - terms.recoveryRate) * legs.protection;
  return { spread: protectionLeg / legs.premium, protectionLeg, premiumLeg: legs.premium };
}

/** Payment dates in years, the last at the end. */
export function premiumTimes({ years, paymentsPerYear }: ProtectionTerms): readonly number[] {
  const count = years * paymentsPerYear;
  if (!(Number.isInteger(count) && count > 0)) {
    throw new Error(`${years} years have no whole number of ${paymentsPerYear} payments a year`);
  }
  return Array.from({ length: count }, (_, i) => (i + 1) / paymentsPerYear);
}

/** Legs of a claim of which `left[i]` is left at payment i, everything before the first. */
export function protectionLegs(
  left: Float64Array,
  { paymentsPerYear, rate }: ProtectionTerms,
): { readonly protection: number; readonly premium: number } {
  const interval = 1 / paymentsPerYear;
  let before = 1;
  let protection = 0;
  let premium = 0;
  left.forEach((now, i) => {
    const gone = (before - now) * exp(-rate * (i + 0.5) * interval);
    protection += gone;
    premium += interval * (now * exp(-rate * (i + 1) * interval) + gone / 2);
    before = now;
  });
  return { protection, premium };
}
