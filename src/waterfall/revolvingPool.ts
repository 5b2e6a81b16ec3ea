import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { cohortOptionsFor } from '#collateral/cohortOptionsFor.js';
import { buildCohorts, type Cohorts } from '#collateral/cohorts.js';
import type { LoanTable } from '#collateral/loanTable.js';
import {
  addCohorts,
  advancePool,
  type CollateralMonth,
  openPoolOfCohorts,
  type Pool,
  poolBalance,
} from '#collateral/pool.js';
import { oneLot, type PurchaseLots } from '#collateral/screening/purchaseLots.js';
import { type BeforePeriod, type Collections, fillLate } from './availableFunds.js';
import { joiningMonth } from './joiningMonth.js';
import type { PaymentPlan } from './paymentPlan.js';
import { purchaseMarket } from './purchaseMarket.js';

/** A pool that grows by what the priority of payments leaves, and the months it went through. */
export interface RevolvingPool {
  /** Takes in what was bought on the date before, and fills the period's collections. */
  readonly before: BeforePeriod<number>;
  readonly months: readonly CollateralMonth[];
}

/**
 * Loans bought look like the pool at the cut-off: the same cohorts, as old as they were then, `cash / price` of
 * them, in the mix that `purchaseMarket` allows. They join by `joiningMonth`, and balances hold them from then on.
 */
export function openRevolvingPool(
  plan: PaymentPlan,
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  into: Collections,
  lots: PurchaseLots = oneLot(loans),
): RevolvingPool {
  const options = cohortOptionsFor(loans, assumptions, plan.cutOffDate);
  const cohorts = buildCohorts(loans, plan.cutOffDate, { ...options, groupOfLoan: lots.ofLoan });
  const pool = openPoolOfCohorts(cohorts, assumptions);
  const market = purchaseMarket(lots, lotSums(cohorts), plan.purchasePrice.value);
  const months: CollateralMonth[] = [];
  const waiting: { month: number; multiples: Float64Array }[] = [];
  const join = (): void => {
    while (waiting[0] !== undefined && waiting[0].month <= pool.month) {
      addCohorts(pool, multiplied(cohorts, waiting.shift()!.multiples), 1);
    }
  };
  const held = (): Float64Array => {
    const balances = lotBalances(pool, cohorts, lots.count);
    for (const { multiples } of waiting) market.add(multiples, balances);
    return balances;
  };
  return {
    months,
    before: (period, purchased) => {
      if (purchased > 0) {
        waiting.push({ month: joiningMonth(plan, period - 1), multiples: market.buy(purchased).slice() });
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
      into.purchasable[period] = market.open(held());
      sumFlows(into, period, months.slice(Math.max(first, firstMonth)));
    },
  };
}

function lotSums(cohorts: Cohorts): Float64Array {
  const sums = new Float64Array(1 + cohorts.group.reduce((most, group) => Math.max(most, group), 0));
  cohorts.group.forEach((lot, cohort) => {
    sums[lot]! += cohorts.balance[cohort]!;
  });
  return sums;
}

/** The pool by lot, loans that have not joined yet left out. */
function lotBalances({ batches }: Pool, { group }: Cohorts, count: number): Float64Array {
  const balances = new Float64Array(count);
  for (const { alive, originalRow, balance } of batches) {
    for (let i = 0; i < alive; i++) balances[group[originalRow[i]!]!]! += balance[i]!;
  }
  return balances;
}

function multiplied(cohorts: Cohorts, multiples: Float64Array): Cohorts {
  const balance = cohorts.balance.map((amount, cohort) => amount * multiples[cohorts.group[cohort]!]!);
  return { ...cohorts, balance };
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
