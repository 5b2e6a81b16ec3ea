import { type Money, roundMoney, subtract, zero } from '#basics/money.js';
import { applyTerms } from '../amount.js';
import type { DistributionResult, NamedRows } from '../distribution.js';

/** What principal that waits for the maturity of its class costs: the class's coupon on it, less what it earns. */
export interface CarryRow {
  /** In the accumulation account before the date. */
  readonly held: Money;
  readonly coupon: Money;
  readonly earned: Money;
  readonly negativeCarry: Money;
}

export function negativeCarry({ plan, accounts, inflows }: DistributionResult): NamedRows<CarryRow>[] {
  return plan.notes.flatMap(({ name, accumulation, interest }) => {
    if (accumulation < 0) return [];
    const account = accounts[accumulation]!;
    const earning = plan.inflows.findIndex(
      ({ base, refs }) => base === 'accounts' && refs[0] === accumulation,
    );
    const rows = account.rows.map(({ balanceAtStart: held }, p): CarryRow => {
      const coupon = roundMoney(applyTerms(held, interest.exact[p]!), plan.decimals);
      const earned = earning < 0 ? zero : inflows[earning]!.rows[p]!.received;
      return { held, coupon, earned, negativeCarry: subtract(coupon, earned) };
    });
    return [{ name, rows }];
  });
}
