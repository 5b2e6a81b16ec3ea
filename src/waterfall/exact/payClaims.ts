import { add, allocate, compare, isZero, type Money, minimum, subtract, sum, zero } from '#basics/money.js';
import type { Share } from '#deal/step.js';
import type { Limit } from '../distribution.js';

/** What each of several claims gets out of one amount, and what was left when its turn came. */
export interface ClaimPayment {
  readonly paid: Money;
  readonly before: Money;
}

/** Sequential: each in full before the next. Pro rata: by claim, to the minor unit by largest remainder. */
export function payClaims(
  claims: readonly Money[],
  amount: Money,
  share: Share,
  decimals: number,
): ClaimPayment[] {
  const shared = share === 'pro-rata' && compare(amount, sum(claims)) < 0;
  if (shared) return allocate(amount, claims, decimals).map((paid) => ({ paid, before: amount }));
  let left = amount;
  return claims.map((claim) => {
    const before = left;
    const paid = minimum(claim, left);
    left = subtract(left, paid);
    return { paid, before };
  });
}

/** Why a claim got no more than it did; `bound` says what held the amount below the cash at hand, if anything. */
export function limitOf(due: Money, paid: Money, share: Share, bound: Limit | undefined): Limit {
  if (isZero(due)) return 'nothing-due';
  if (compare(paid, due) === 0) return 'full';
  return bound ?? (share === 'pro-rata' ? 'pro-rata' : 'cash');
}

export function totalPaid(payments: readonly ClaimPayment[]): Money {
  return payments.reduce((total, { paid }) => add(total, paid), zero);
}
