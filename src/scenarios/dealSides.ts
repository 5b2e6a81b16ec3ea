import type { DistributionResult, NamedRows } from '#waterfall/distribution.js';
import { type HolderPayments, holderPayments } from '#waterfall/exact/holderPayments.js';
import { type CarryRow, negativeCarry } from '#waterfall/exact/negativeCarry.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { hasOriginatorSupport, isOriginators, withoutSupports } from '#waterfall/withoutSupports.js';

/** What an exact run says beside who was paid: holders, waiting principal, and the classes on their own. */
export interface DealSides {
  readonly holders: readonly HolderPayments[];
  readonly negativeCarry: readonly NamedRows<CarryRow>[];
  /** The same deal when its originator makes nothing up; undefined where it does not stand behind it. */
  readonly withoutOriginator: DistributionResult | undefined;
}

/** `run` distributes the same collections by another plan. */
export function dealSides(
  distribution: DistributionResult,
  run: (plan: PaymentPlan) => DistributionResult,
): DealSides {
  const { plan } = distribution;
  return {
    holders: holderPayments(distribution),
    negativeCarry: negativeCarry(distribution),
    withoutOriginator: hasOriginatorSupport(plan) ? run(withoutSupports(plan, isOriginators)) : undefined,
  };
}
