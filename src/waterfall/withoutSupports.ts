import { noAmount } from './amount.js';
import type { PaymentPlan, PlanSupport } from './paymentPlan.js';

/** The same deal when some of its supports pay nothing: what a class is worth without them. */
export function withoutSupports(plan: PaymentPlan, left: (support: PlanSupport) => boolean): PaymentPlan {
  return {
    ...plan,
    accounts: plan.accounts.map((account) =>
      account.support !== undefined && left(account.support)
        ? { ...account, opening: noAmount, limit: noAmount }
        : account,
    ),
  };
}

/** Whether the originator stands behind its own deal. */
export function isOriginators({ provider }: PlanSupport): boolean {
  return provider === 'originator';
}

export function hasOriginatorSupport({ accounts }: PaymentPlan): boolean {
  return accounts.some(({ support }) => support !== undefined && isOriginators(support));
}
