import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import type { PaymentPlan } from './paymentPlan.js';

/**
 * When loans bought on a payment date join the pool: the first month that ends on or after it. They pay from the next
 * month on; until then the cash earns nothing (cash drag).
 */
export function joiningMonth(plan: PaymentPlan, period: number): number {
  const { paymentDate, endMonth } = plan.periods[period]!;
  let month = endMonth;
  while (collateralMonthEnd(plan.cutOffDate, month) < paymentDate) month++;
  return month;
}
