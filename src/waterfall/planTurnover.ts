import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import type { Purchases } from '#deal/terms.js';
import type { PlanTurnover } from './paymentPlan.js';
import type { PlanCalendar } from './planPeriods.js';

/**
 * Collateral months in which principal buys loans as it comes in: the first `months`, and those that end before
 * `until`. None where loans are bought on payment dates alone.
 */
export function planTurnover(
  { every, months, until }: Purchases,
  { cutOffDate, periods }: PlanCalendar,
): PlanTurnover {
  const count = every === 'payment' ? 0 : periods.at(-1)!.endMonth;
  const buys = (month: number): boolean =>
    (months === undefined || month <= months) &&
    (until === undefined || collateralMonthEnd(cutOffDate, month) < until);
  return { every, months: Uint8Array.from({ length: count }, (_, k) => (buys(k + 1) ? 1 : 0)) };
}
