import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import type { Collections } from './availableFunds.js';
import { joiningMonth } from './joiningMonth.js';
import type { PaymentPlan } from './paymentPlan.js';

/**
 * Cash × days that principal of the period before waited: all of it from the end of its collection to its payment
 * date, and what was spent there until the loans join.
 */
export function idleSince(
  plan: PaymentPlan,
  collected: Collections,
  period: number,
  purchased: number,
): number {
  if (period === 0) return 0;
  const { paymentDate, collectionEnd } = plan.periods[period - 1]!;
  const principal =
    collected.scheduledPrincipal[period - 1]! +
    collected.prepaidPrincipal[period - 1]! +
    collected.recoveries[period - 1]!;
  const waits = principal * Math.max(0, paymentDate - collectionEnd);
  if (purchased === 0) return waits;
  const joins = collateralMonthEnd(plan.cutOffDate, joiningMonth(plan, period - 1));
  return waits + purchased * Math.max(0, joins - paymentDate);
}
