/**
 * Average time to the repayment of a unit of principal, in years:
 *
 *   WAL = Σ t · P(t) / Σ P(t)
 *
 * `years` are the times of the payments on the caller's clock: whole months ÷ 12, or days on the note's day
 * count; the result is on the same clock and the caller says which. undefined when no principal is paid.
 * Source: Bond Market Association, Standard Formulas, chapter SF, section D.
 */
export function weightedAverageLife(
  years: ArrayLike<number>,
  principal: ArrayLike<number>,
): number | undefined {
  let weighted = 0;
  let total = 0;
  for (let k = 0; k < years.length; k++) {
    weighted += years[k]! * principal[k]!;
    total += principal[k]!;
  }
  return total > 0 ? weighted / total : undefined;
}
