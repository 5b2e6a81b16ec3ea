import type { CollateralAssumptions } from '#collateral/assumptions.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { CollateralMonth } from '#collateral/pool.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';
import { newCollections } from '../availableFunds.js';
import type { PaymentPlan } from '../paymentPlan.js';
import { openRevolvingPool } from '../revolvingPool.js';
import { compilePlan } from './compilePlan.js';
import { type CompiledFlows, newCompiledFlows } from './layout.js';

/** Pool and payments side by side, in float64: the twin of the exact run. */
export function runRevolvingCompiled(
  plan: PaymentPlan,
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  lots?: PurchaseLots,
): { readonly months: readonly CollateralMonth[]; readonly flows: CompiledFlows } {
  const collections = newCollections(plan);
  const flows = newCompiledFlows(plan);
  const pool = openRevolvingPool(plan, loans, assumptions, collections, { lots });
  compilePlan(plan).run(collections, flows, pool.before);
  return { months: pool.months, flows };
}
