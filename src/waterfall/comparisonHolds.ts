import type { Comparison } from '#deal/trigger.js';

/**
 * Whether a comparison holds, given the sign of left − right. Both runners count differences of up to one
 * minor unit of money as equal, so that a target that is met to the cent neither breaches nor passes by rounding.
 */
export function comparisonHolds(comparison: Comparison, sign: -1 | 0 | 1): boolean {
  switch (comparison) {
    case '>':
      return sign > 0;
    case '>=':
      return sign >= 0;
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    default:
      return comparison satisfies never;
  }
}
