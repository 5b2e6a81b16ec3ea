import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { cohortOptionsFor } from '#collateral/cohortOptionsFor.js';
import { buildCohorts } from '#collateral/cohorts.js';
import type { LoanTable } from '#collateral/loanTable.js';
import {
  addCohorts,
  advancePool,
  type CollateralMonth,
  openPoolOfCohorts,
  poolBalance,
} from '#collateral/pool.js';
import { type BeforePeriod, type Collections, fillLate } from './availableFunds.js';
import { joiningMonth } from './joiningMonth.js';
import type { PaymentPlan } from './paymentPlan.js';

/** A pool that grows by what the priority of payments leaves, and the months it went through. */
export interface RevolvingPool {
  /** Takes in what was bought on the date before, and fills the period's collections. */
  readonly before: BeforePeriod<number>;
  readonly months: readonly CollateralMonth[];
}

/**
 * Loans bought look like the pool at the cut-off: the same cohorts, as old as they were then, `cash / price` of
 * them. They join by `joiningMonth`, and balances hold them from then on.
 */
export function openRevolvingPool(
  plan: PaymentPlan,
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  into: Collections,
): RevolvingPool {
  const cohorts = buildCohorts(loans, plan.cutOffDate, cohortOptionsFor(loans, assumptions, plan.cutOffDate));
  const pool = openPoolOfCohorts(cohorts, assumptions);
  const opening = pool.balanceAtEnd;
  const months: CollateralMonth[] = [];
  const waiting: { month: number; principal: number }[] = [];
  const join = (): void => {
    while (waiting[0] !== undefined && waiting[0].month <= pool.month) {
      addCohorts(pool, cohorts, waiting.shift()!.principal / opening);
    }
  };
  return {
    months,
    before: (period, purchased) => {
      if (purchased > 0) {
        const month = joiningMonth(plan, period - 1);
        waiting.push({ month, principal: purchased / plan.purchasePrice.value });
      }
      const { firstMonth, endMonth } = plan.periods[period]!;
      const first = months.length;
      join();
      into.balanceAtStart[period] = poolBalance(pool);
      while (pool.month < endMonth) {
        months.push(advancePool(pool));
        join();
      }
      into.balanceAtEnd[period] = poolBalance(pool);
      sumFlows(into, period, months.slice(Math.max(first, firstMonth)));
    },
  };
}

const summed = [
  'interest',
  'scheduledPrincipal',
  'prepaidPrincipal',
  'recoveries',
  'defaultedPrincipal',
  'losses',
] as const;

function sumFlows(into: Collections, period: number, months: readonly CollateralMonth[]): void {
  for (const name of summed) {
    let total = 0;
    for (const month of months) total += month[name];
    into[name][period] = total;
  }
  const late = months.at(-1)?.optional;
  if (late !== undefined) {
    fillLate(into, period, late.delinquent1To30, late.delinquent31To60, late.delinquent61To90);
  }
}
