import { moneyToFloat } from '#basics/money.js';
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
  readonly lives: readonly ClassLife[];
}

export interface ClassLife {
  readonly name: string;
  /** Years from the start of the run, weighted by principal paid; undefined where none is paid. */
  readonly years: number | undefined;
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
    lives: classLives(distribution),
    withoutOriginator: hasOriginatorSupport(plan) ? run(withoutSupports(plan, isOriginators)) : undefined,
  };
}

/** Days over 365 from the start of the first accrual period; whole months where nobody stated dates. */
function classLives({ plan, notes }: DistributionResult): ClassLife[] {
  const start = plan.periods[0]!.accrualStart;
  const yearsTo = (p: number): number =>
    plan.nominalDates ? ((p + 1) * plan.paymentMonths) / 12 : (plan.periods[p]!.paymentDate - start) / 365;
  return notes.map(({ name, rows }) => {
    const paid = rows.map(({ principalPaid }) => moneyToFloat(principalPaid));
    const total = paid.reduce((sum, amount) => sum + amount, 0);
    const weighted = paid.reduce((sum, amount, p) => sum + amount * yearsTo(p), 0);
    return { name, years: total > 0 ? weighted / total : undefined };
  });
}
