import { expm1, log1p } from '#numerics/elementary.js';
import { survivalOfMonth } from './monthlySurvival.js';

/**
 * Prepayment that follows the short rate, additive in points, as in the source documents of this product:
 *
 *   CPR_t = base_t + pointsPerRatePoint · (r_t − r_0),   floored at 0, capped at 99 %
 *
 * −5 points of prepayment for each point of rate: falling rates make borrowers refinance. `base_t` is the
 * annual speed of each month after the cut-off, one row per group of loans (loans that season alike).
 */
export interface PrepaymentRule {
  /** Row-major group × month, annual fractions. */
  readonly baseCpr: Float64Array;
  readonly groupCount: number;
  readonly monthCount: number;
  /** −5 by default; 0 switches the rate off. */
  readonly pointsPerRatePoint: number;
}

/** The cap keeps a share of borrowers who never prepay; the source documents' rule only asks for "below 1". */
export const cprCap = 0.99;

/** Single monthly mortality 1 − (1 − CPR)^(1/12). */
export function smmFromCpr(cpr: number): number {
  return cpr >= 1 ? 1 : -expm1(log1p(-cpr) / 12);
}

/** The annual speed of a monthly one: 1 − (1 − SMM)^12. */
export function cprFromSmm(smm: number): number {
  return smm >= 1 ? 1 : -expm1(12 * log1p(-smm));
}

/**
 * Fills `smm` (group × month) for a path of rates, `rates[t]` holding in month t. Where the rate has not moved
 * from r_0 the base speed is used as it is, uncapped: all may prepay if the assumption says so.
 *
 * `firstMonth`: for loans bought that many months into the path, whose speeds go by their own months. Beyond the
 * path's last rate that rate stays.
 */
export function fillPathSmm(
  rule: PrepaymentRule,
  rates: Float64Array,
  smm: Float64Array,
  firstMonth = 0,
): void {
  const { baseCpr, groupCount, monthCount, pointsPerRatePoint } = rule;
  const initial = rates[0]!;
  const last = rates.length - 1;
  for (let group = 0; group < groupCount; group++) {
    const row = group * monthCount;
    for (let t = 0; t < monthCount; t++) {
      const base = baseCpr[row + t]!;
      const move = pointsPerRatePoint * (rates[Math.min(firstMonth + t, last)]! - initial);
      const cpr = move === 0 ? base : Math.min(Math.max(base + move, 0), Math.max(cprCap, base));
      smm[row + t] = move === 0 ? smmFromCpr(cpr) : 1 - survivalOfMonth(1 - cpr);
    }
  }
}

/** Whether the speeds of all groups stay as they begin while rates do not move: then age does not matter. */
export function smmIsLevel({ baseCpr, groupCount, monthCount }: PrepaymentRule): boolean {
  for (let group = 0; group < groupCount; group++) {
    const row = group * monthCount;
    for (let t = 1; t < monthCount; t++) if (baseCpr[row + t] !== baseCpr[row]) return false;
  }
  return true;
}
