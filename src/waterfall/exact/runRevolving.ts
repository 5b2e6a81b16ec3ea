import { moneyToFloat } from '#basics/money.js';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { CollateralMonth } from '#collateral/pool.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';
import { newCollections } from '../availableFunds.js';
import type { DistributionResult } from '../distribution.js';
import type { PaymentPlan } from '../paymentPlan.js';
import { openRevolvingPool } from '../revolvingPool.js';
import { collectionsRounder, type ExactCollections, newExactCollections } from './exactCollections.js';
import { distributeExactly } from './runExact.js';

export interface RevolvingRun {
  readonly months: readonly CollateralMonth[];
  readonly collections: ExactCollections;
  readonly distribution: DistributionResult;
}

/** Pool and payments side by side: each date buys loans, and the next collects from them. */
export function runRevolving(
  plan: PaymentPlan,
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  lots?: PurchaseLots,
): RevolvingRun {
  const collected = newCollections(plan);
  const pool = openRevolvingPool(plan, loans, assumptions, collected, { lots, ledger: 'by-day' });
  const collections = newExactCollections();
  const round = collectionsRounder(collected, plan.decimals, collections);
  const distribution = distributeExactly(plan, collections, (period, purchased, isStopped) => {
    pool.before(period, moneyToFloat(purchased), isStopped);
    round(period);
  });
  return { months: pool.months, collections, distribution };
}
