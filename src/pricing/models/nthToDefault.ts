import { exp } from '#numerics/elementary.js';
import { gaussLegendre } from '#numerics/quadrature.js';
import { probabilityOfHazard } from './defaultCurve.js';
import type { Copula, NameDependence } from './factorCopula.js';
import { atLeastDefaults } from './finitePoolLoss.js';
import {
  type ProtectionTerms,
  type ProtectionValue,
  protectionTimes,
  protectionValue,
} from './protectionLegs.js';

/** When a name defaults: a constant hazard a year, or its probability to default within so many years. */
export type DefaultTiming = number | ((years: number) => number);

/** Names that default under a factor copula; Gaussian unless stated. */
export interface DefaultBasket {
  readonly annualHazards: readonly DefaultTiming[];
  readonly assetCorrelation: number;
  readonly copula?: Copula;
  /** Of each name in turn, where names differ in correlation or stand in groups. */
  readonly dependence?: readonly NameDependence[];
}

export function defaultProbabilityBy(timing: DefaultTiming, years: number): number {
  return typeof timing === 'number' ? probabilityOfHazard(timing * years) : timing(years);
}

/** P(fewer than `count` names have defaulted by each of the times): the survival curve of the nth to default. */
export function nthToDefaultSurvival(
  basket: DefaultBasket,
  count: number,
  years: readonly number[],
): Float64Array {
  const { annualHazards, assetCorrelation, copula, dependence } = basket;
  checkDefaultNumber(basket, count);
  return Float64Array.from(years, (t) => {
    const names = annualHazards.map((timing, i) => ({
      ...dependence?.[i],
      defaultProbability: defaultProbabilityBy(timing, t),
    }));
    return 1 - atLeastDefaults(names, count, assetCorrelation, copula);
  });
}

export function checkDefaultNumber({ annualHazards, dependence }: DefaultBasket, count: number): void {
  const names = annualHazards.length;
  if (!(Number.isInteger(count) && count >= 1 && count <= names)) {
    throw new Error(`no default number ${count} of ${names} names`);
  }
  if (dependence !== undefined && dependence.length !== names) {
    throw new Error(`${dependence.length} dependences of ${names} names`);
  }
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

/**
 * Fair yearly spread for the loss on the nth default, paid until then; how and when is in `terms`
 * (`protectionLegs.ts`). Per unit of notional of one name.
 */
export function nthToDefaultSpread(
  basket: DefaultBasket,
  count: number,
  terms: ProtectionTerms & { readonly recoveryRate: number },
): ProtectionValue {
  const survival = nthToDefaultSurvival(basket, count, protectionTimes(terms));
  return protectionValue(survival, terms, 1 - terms.recoveryRate);
}
