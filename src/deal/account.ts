import type { DayCount } from '#basics/dayCount.js';
import type { AmountRule } from './amountRule.js';
import type { Coupon } from './coupon.js';

/** Every deal has this account: what the pool pays arrives here. */
export const collectionsAccount = 'collections';

/**
 * An account beside `collections`, such as a reserve. Steps that name no source of their own draw on it for
 * what it covers, after collections. Its target is never more than the classes owe, and zero on the
 * legal final date.
 */
export interface Account {
  readonly name: string;
  readonly opening: AmountRule | undefined;
  readonly target: AmountRule | undefined;
  readonly covers: readonly CoveredClaim[];
  /** Earned over each accrual period on what the account held since the last payment, and added to it. */
  readonly interest: { readonly rate: Coupon; readonly dayCount: DayCount } | undefined;
}

export const coveredClaims = ['fees', 'interest', 'principal'] as const;
export type CoveredClaim = (typeof coveredClaims)[number];
