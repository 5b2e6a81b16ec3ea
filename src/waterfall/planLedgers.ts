import { type Money, zero } from '#basics/money.js';
import type { AmountSchedule } from '#deal/amountSchedule.js';
import type { DealTerms } from '#deal/terms.js';
import { amountOf, noAmount } from './amount.js';
import type { Amount, PaymentPeriod, PlanLedger, PlanNamedAmount, PlanOpening } from './paymentPlan.js';
import { planAmountRule } from './planAmountRule.js';
import { indexOfName, type PlanSizes } from './planSizes.js';

export function planLedgers(sizes: PlanSizes): PlanLedger[] {
  const { ledgers } = sizes.terms;
  return ledgers.map(({ name, debit, limit, overflow }) => ({
    name,
    debit,
    limit: limit === undefined ? undefined : planAmountRule(limit, sizes),
    overflow: overflow === undefined ? -1 : indexOfName(ledgers, overflow),
    follows: ledgers.some((ledger) => ledger.overflow === name),
  }));
}

/** A schedule's amount holds from its date until the next; before the first one it is zero. */
export function planAmounts(terms: DealTerms, periods: readonly PaymentPeriod[]): PlanNamedAmount[] {
  return terms.amounts.map(({ name, schedule }) => ({
    name,
    scheduled: scheduledAmounts(schedule, periods, zero),
  }));
}

/** The amount of each scheduled payment date; `first` holds before the schedule begins. */
export function scheduledAmounts(
  schedule: AmountSchedule,
  periods: readonly PaymentPeriod[],
  first: Money,
): Amount[] {
  return periods.map(({ scheduledDate }) =>
    amountOf(schedule.findLast(({ from }) => from <= scheduledDate)?.amount ?? first),
  );
}

/** Nothing is carried, owed between accounts, defaulted or in force when a deal closes. */
export function openingAtClosing(terms: DealTerms, notes: number, fees: number): PlanOpening {
  const none = (count: number) => Array.from({ length: count }, () => noAmount);
  return {
    interestCarried: none(notes),
    feesCarried: none(fees),
    ledgers: none(terms.ledgers.length),
    triggersInForce: terms.triggers.map(() => false),
    cumulativeDefaults: noAmount,
    cumulativeLosses: noAmount,
  };
}
