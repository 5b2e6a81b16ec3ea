import { exp, expm1, log1p, pow } from '#numerics/elementary.js';

/**
 * How an annual rate compounds. `periodic` is a nominal annual rate paid `perYear` times a year, so that
 * `perYear: 1` is an effective annual rate, the one used on dated flows with ACT/365.
 */
export type Compounding =
  | { readonly kind: 'periodic'; readonly perYear: number }
  | { readonly kind: 'continuous' };

export const effectiveAnnual: Compounding = { kind: 'periodic', perYear: 1 };
export const continuous: Compounding = { kind: 'continuous' };

/** A nominal annual rate, compounded `perYear` times a year: 12 for a monthly note. */
export function nominal(perYear: number): Compounding {
  if (!(perYear > 0) || !Number.isFinite(perYear)) throw new Error(`${perYear} compounding periods a year`);
  return { kind: 'periodic', perYear };
}

/**
 * Value today of 1 paid after `years`:
 *
 *   (1 + y/m)^(−m·t)   nominal, m times a year
 *   e^(−y·t)           continuous
 *
 * Needs y > −m for periodic compounding; throws otherwise, since nothing is worth that.
 */
export function discountFactor(rate: number, compounding: Compounding, years: number): number {
  if (compounding.kind === 'continuous') return exp(-rate * years);
  const m = compounding.perYear;
  if (!(rate > -m)) throw new Error(`a rate of ${rate} compounded ${m} times a year leaves nothing`);
  return pow(1 + rate / m, -m * years);
}

/** The same growth in a year, expressed in another compounding. */
export function convertRate(rate: number, from: Compounding, to: Compounding): number {
  const yearlyLog = from.kind === 'continuous' ? rate : from.perYear * log1p(rate / from.perYear);
  return to.kind === 'continuous' ? yearlyLog : to.perYear * expm1(yearlyLog / to.perYear);
}
