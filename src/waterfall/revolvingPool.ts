import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { cohortOptionsFor } from '#collateral/cohortOptionsFor.js';
import { buildCohorts } from '#collateral/cohorts.js';
import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { addCohorts, advancePool, type CollateralMonth, openPoolOfCohorts } from '#collateral/pool.js';
import { type BeforePeriod, type Collections, fillLate } from './availableFunds.js';
import type { PaymentPlan } from './paymentPlan.js';

/** A pool that grows by what the priority of payments leaves, and the months it went through. */
export interface RevolvingPool {
  /** Takes in what was bought on the date before, and fills the period's collections. */
  readonly before: BeforePeriod<number>;
  readonly months: readonly CollateralMonth[];
}

/**
 * Loans bought look like the pool at the cut-off: the same cohorts, as old as they were then, `cash / price` of
 * them. They join at the first end of a collateral month on or after the payment date, and pay from the next month
 * on: until then the cash earns nothing (cash drag).
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
      while (pool.month < endMonth) {
        join();
        months.push(advancePool(pool));
      }
      fill(
        into,
        period,
        months.slice(Math.max(first, firstMonth)),
        months.at(-1)?.balanceAtEnd ?? opening,
        opening,
      );
    },
  };
}

/** The first month that ends on or after a payment date. */
function joiningMonth(plan: PaymentPlan, period: number): number {
  const { paymentDate, endMonth } = plan.periods[period]!;
  let month = endMonth;
  while (collateralMonthEnd(plan.cutOffDate, month) < paymentDate) month++;
  return month;
}

const summed = [
  'interest',
  'scheduledPrincipal',
  'prepaidPrincipal',
  'recoveries',
  'defaultedPrincipal',
  'losses',
] as const;

function fill(
  into: Collections,
  period: number,
  months: readonly CollateralMonth[],
  balance: number,
  opening: number,
): void {
  for (const name of summed) {
    let total = 0;
    for (const month of months) total += month[name];
    into[name][period] = total;
  }
  into.balanceAtStart[period] = period === 0 ? opening : into.balanceAtEnd[period - 1]!;
  into.balanceAtEnd[period] = balance;
  const late = months.at(-1)?.optional;
  if (late !== undefined) {
    fillLate(into, period, late.delinquent1To30, late.delinquent31To60, late.delinquent61To90);
  }
}
