import { log1p } from '#numerics/elementary.js';

/**
 * Payments left on a level loan, from what it owes, pays and is charged a period:
 *
 *   n = −ln(1 − B r / P) / ln(1 + r), and B / P at r = 0
 *
 * Source: the annuity formula solved for n (NPER of spreadsheets). Rounded up after subtracting 0.01, which
 * forgives cents rounded in the installment; the last payment is then the remainder. At least 1. Undefined
 * where the installment does not even pay the interest, so that the loan would never end.
 */
export function installmentTerm(
  balance: number,
  periodRate: number,
  installment: number,
): number | undefined {
  if (!(installment > balance * periodRate) || installment <= 0) return undefined;
  const payments =
    periodRate === 0
      ? balance / installment
      : -log1p((-balance * periodRate) / installment) / log1p(periodRate);
  return Number.isFinite(payments) ? Math.max(1, Math.ceil(payments - 0.01)) : undefined;
}
