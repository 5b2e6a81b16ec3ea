import { type Problem, problem } from '#basics/problem.js';
import { formatRate } from '#basics/rate.js';
import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import { purchaseInterval } from '#waterfall/monthTurnover.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { buysLoans } from '#waterfall/planQueries.js';
import type { ResolvedPool } from './resolvedScenario.js';

/** More than any pool can grow by; far below what the figures of a run can hold. */
const growthMost = 1e12;

/**
 * Purchases below par grow a pool each time that its principal comes back: at most by 1 / P at a purchase, and by
 * the day by what comes back in it. Where that could pass every bound over the purchases of a deal, it is refused.
 */
export function purchaseGrowth(plan: PaymentPlan, { assumptions }: ResolvedPool): Problem[] {
  const price = plan.purchasePrice.value;
  if (price >= 1 || !buysLoans(plan)) return [];
  const h = 1 / (assumptions.creditLines?.averageDrawingDays ?? Number.POSITIVE_INFINITY);
  const gain = 1 / price - 1;
  let growth = 1;
  for (const buys of plan.buying) growth = Math.min(growthMost, growth * (buys === 1 ? 1 + gain : 1));
  plan.turnover.months.forEach((buys, month) => {
    if (buys !== 1) return;
    const days = collateralMonthEnd(plan.cutOffDate, month + 1) - collateralMonthEnd(plan.cutOffDate, month);
    const interval = purchaseInterval(plan.turnover.every, days);
    const back = h === 0 ? 0 : Math.min(1, interval * h);
    for (let day = 0; day < days; day += interval) growth = Math.min(growthMost, growth * (1 + back * gain));
    growth = Math.min(growthMost, growth * (1 + gain));
  });
  if (growth < growthMost) return [];
  const message = `at ${formatRate(price)} of principal what comes back could buy the pool 10^12 times over until purchases end; raise the price, or let them end earlier`;
  return [problem('error', 'out-of-range', 'purchases.price', message)];
}
