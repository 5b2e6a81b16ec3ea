import type { PaymentPlan } from '#waterfall/plan.js';

/**
 * What a deal is worth over what must be paid in for it, per 100 of the pool: the values of all classes less the
 * balances that accounts open with, which come out of the proceeds at closing. Supports are not paid in.
 */
export function dealValue(plan: PaymentPlan, classValues: readonly number[]): number {
  const paidIn = plan.accounts.reduce(
    (sum, { external, opening }) => (external ? sum : sum + opening.value),
    0,
  );
  const worth = classValues.reduce((sum, value) => sum + value, 0);
  return (100 * (worth - paidIn)) / plan.poolBalance.value;
}
