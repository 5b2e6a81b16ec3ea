import type { DayCount } from '#basics/dayCount.js';
import type { AmountRule } from './amountRule.js';
import type { Coupon } from './coupon.js';

/**
 * An interest-rate swap or cap on a notional, settled net on each payment date over the accrual period. What is
 * received arrives in `into` before the first step; what a swap costs is due like a fee of its name. A cap receives
 * notional × max(0, index − strike) and owes nothing; what was paid for it is a fee of its own.
 */
export interface Hedge {
  readonly name: string;
  readonly notional: AmountRule['measure'];
  readonly dayCount: DayCount;
  readonly into: string;
  readonly legs:
    | { readonly kind: 'swap'; readonly pay: Coupon; readonly receive: Coupon }
    | { readonly kind: 'cap'; readonly index: Coupon; readonly strike: Coupon };
}
