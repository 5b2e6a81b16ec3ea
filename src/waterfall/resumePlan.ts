import type { Money } from '#basics/money.js';
import { amountOf } from './amount.js';
import type { Amount, PaymentPlan, PeriodFactors, PlanCharge } from './paymentPlan.js';

/** Balances with which a run starts between two payment dates; lists follow the order of the plan. */
export interface OpeningBalances {
  readonly notes: readonly { readonly balance: Money; readonly interestCarried: Money }[];
  /** `collections`, accounts, and what is left of supports. */
  readonly accounts: readonly Money[];
  readonly feesCarried: readonly Money[];
  readonly ledgers: readonly Money[];
  readonly triggersInForce: readonly boolean[];
  readonly hurdles: readonly Money[];
  readonly cumulativeDefaults: Money;
  readonly cumulativeLosses: Money;
}

/**
 * The part of a plan from payment `first` to before payment `end`, starting from stated balances: what closing
 * fixed (issued balances, initial shares, dates) stays, and the legal final date counts only if it is among them.
 */
export function resumePlan(
  plan: PaymentPlan,
  first: number,
  end: number,
  opening: OpeningBalances,
): PaymentPlan {
  const cut = <T>(items: readonly T[]): T[] => items.slice(first, end);
  const factors = (all: PeriodFactors): PeriodFactors => ({
    values: all.values.slice(first, end),
    exact: cut(all.exact),
  });
  const charge = <T extends PlanCharge>(item: T): T => ({
    ...item,
    factors: factors(item.factors),
    fixed: cut(item.fixed),
    ...(item.fixedOf === undefined
      ? {}
      : { fixedOf: { amount: item.fixedOf.amount, factors: cut(item.fixedOf.factors) } }),
  });
  const amounts = (list: readonly Money[]): Amount[] => list.map(amountOf);
  return {
    ...plan,
    periods: cut(plan.periods),
    buying: plan.buying.slice(first, end),
    legalFinal: plan.legalFinal - first,
    amounts: plan.amounts.map(({ name, scheduled }) => ({ name, scheduled: cut(scheduled) })),
    inflows: plan.inflows.map(charge),
    fees: plan.fees.map(charge),
    notes: plan.notes.map((note, i) => ({
      ...note,
      openingBalance: amountOf(opening.notes[i]!.balance),
      interest: factors(note.interest),
      principalLocked: note.principalLocked.slice(first, end),
      interestLocked: note.interestLocked.slice(first, end),
      schedule: note.schedule === undefined ? undefined : cut(note.schedule),
    })),
    accounts: plan.accounts.map((account, i) => ({
      ...account,
      opening: amountOf(opening.accounts[i]!),
      defaulted: account.defaulted.slice(first, end),
    })),
    hurdles: plan.hurdles.map((hurdle, i) => ({
      ...hurdle,
      opening: amountOf(opening.hurdles[i]!),
      factors: factors(hurdle.factors),
    })),
    triggers: plan.triggers.map((trigger) => ({
      ...trigger,
      tested: trigger.tested.slice(first, end),
      condition:
        trigger.condition.kind === 'date'
          ? { ...trigger.condition, holds: trigger.condition.holds.slice(first, end) }
          : { ...trigger.condition, thresholds: cut(trigger.condition.thresholds) },
    })),
    opening: {
      interestCarried: amounts(opening.notes.map(({ interestCarried }) => interestCarried)),
      feesCarried: amounts(opening.feesCarried),
      ledgers: amounts(opening.ledgers),
      triggersInForce: opening.triggersInForce,
      cumulativeDefaults: amountOf(opening.cumulativeDefaults),
      cumulativeLosses: amountOf(opening.cumulativeLosses),
    },
  };
}
