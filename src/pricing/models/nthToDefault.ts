import { exp } from '#numerics/elementary.js';
import { normalCdf } from '#numerics/normal.js';
import { gaussLegendre } from '#numerics/quadrature.js';
import { conditionalDefaultProbability, copulaLoading } from './conditionalDefault.js';
import { factorPoints } from './copula.js';
import { defaultThreshold } from './defaultCurve.js';

/** A basket of names with constant hazards a year, defaulting under a one-factor Gaussian copula. */
export interface DefaultBasket {
  readonly annualHazards: readonly number[];
  readonly assetCorrelation: number;
}

/**
 * P(fewer than `count` names have defaulted by each of the times): the survival curve of the nth to default.
 * Given the factor names are independent; their number of defaults is added up name by name.
 */
export function nthToDefaultSurvival(
  basket: DefaultBasket,
  count: number,
  years: readonly number[],
): Float64Array {
  const loading = copulaLoading(basket.assetCorrelation);
  const names = basket.annualHazards.length;
  if (!(Number.isInteger(count) && count >= 1 && count <= names))
    throw new Error(`no ${count}th of ${names} names`);
  const { factors, weights } = factorPoints();
  const given = new Float64Array(names + 1);
  return Float64Array.from(years, (t) => {
    const thresholds = basket.annualHazards.map((hazard) => defaultThreshold(hazard * t));
    if (loading.own === 0) {
      // Perfect correlation: the riskiest default first, whatever the path.
      const falling = thresholds.sort((a, b) => b - a);
      return normalCdf(-falling[count - 1]!);
    }
    let survival = 0;
    factors.forEach((factor, point) => {
      given.fill(0);
      given[0] = 1;
      thresholds.forEach((threshold, i) => {
        const p = conditionalDefaultProbability(threshold, loading, factor);
        for (let k = i + 1; k >= 0; k--) given[k] = given[k]! * (1 - p) + (k > 0 ? given[k - 1]! * p : 0);
      });
      for (let k = 0; k < count; k++) survival += weights[point]! * given[k]!;
    });
    return survival;
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
