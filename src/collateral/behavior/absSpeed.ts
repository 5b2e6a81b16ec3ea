/**
 * Single monthly mortality from an absolute prepayment speed (auto loans): a share of the ORIGINAL number of loans
 * prepays every month, so that the share of what is left rises:
 *
 *   SMM = ABS / (1 − ABS · (age − 1))
 *
 * Source: Bond Market Association, Standard Formulas, chapter SF, B.4. Fractions: 1.5 % is 0.015. `age` counts the
 * month in question (the first is 1). In the month in which ABS · age reaches 1 the last loans go: SMM is 1, and
 * stays 1.
 */
export function smmFromAbs(abs: number, age: number): number {
  if (abs <= 0) return 0;
  // 0.02 · 50 is 1, and 1 − 0.02 · 49 is not quite 0.02: exhaustion is judged to a few units in the last place.
  return abs * age >= 1 - 1e-12 ? 1 : abs / (1 - abs * (age - 1));
}

/** The absolute speed that a monthly mortality at that age stands for: ABS = SMM / (1 + SMM · (age − 1)). */
export function absFromSmm(smm: number, age: number): number {
  return smm / (1 + smm * (age - 1));
}
