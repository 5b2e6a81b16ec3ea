import type { CalendarDate } from '#basics/calendarDate.js';
import { compare, formatMoney, isZero, type Money, sum, zero } from '#basics/money.js';
import { failed, type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { collectionsAccount } from '#deal/account.js';
import type { DealTerms } from '#deal/terms.js';
import { amountOf, noAmount } from './amount.js';
import type { PaymentPlan, PlanAccount, PlanNote, PlanTrigger } from './paymentPlan.js';
import { amountAtClosing, planAmountRule } from './planAmountRule.js';
import { planFee } from './planFees.js';
import { planNotes } from './planNotes.js';
import { planPeriods } from './planPeriods.js';
import type { PlanSizes } from './planSizes.js';
import { planStep } from './planSteps.js';
import { planTrigger } from './planTriggers.js';

export type { PaymentPlan } from './paymentPlan.js';

/** What a plan needs to know of the pool. */
export interface PlannedPool {
  /** Performing balance at the cut-off. */
  readonly balance: Money;
  /** As the tape states it, if it does; a date in the deal file comes first. */
  readonly cutOffDate: CalendarDate | undefined;
  /** Collateral months that can still pay: the longest remaining term and the recovery lag. */
  readonly lastMonth: number;
}

/** Sizes and dates a deal for a pool. Problems here are of dates and sizes: `checkTerms` has checked the names. */
export function planPayments(terms: DealTerms, pool: PlannedPool): Outcome<PaymentPlan> {
  const { calendar, problems: dateProblems } = planPeriods(terms.dates, pool);
  if (calendar === undefined) return failed(dateProblems);
  const notes = planNotes(terms, pool.balance, calendar);
  const sizes: PlanSizes = { terms, notes, poolBalance: amountOf(pool.balance) };
  const triggers = terms.triggers.map((trigger) => planTrigger(trigger, calendar.periods));
  const problems = [
    ...dateProblems,
    ...sizeProblems(terms, pool.balance, notes),
    ...triggerProblems(triggers),
  ];
  return outcomeOf(problems, () => ({
    dealName: terms.name,
    currency: terms.currency,
    decimals: terms.decimals,
    ...calendar,
    paymentMonths: terms.dates.paymentMonths,
    poolBalance: sizes.poolBalance,
    notes,
    fees: terms.fees.map((fee) => planFee(fee, calendar, sizes)),
    accounts: planAccounts(terms, sizes),
    triggers,
    steps: terms.steps.map((step) => planStep(step, sizes)),
  }));
}

function planAccounts(terms: DealTerms, sizes: PlanSizes): PlanAccount[] {
  const stated = terms.accounts.map(({ name, opening, target }) => ({
    name,
    external: false,
    opening: opening === undefined ? noAmount : amountAtClosing(opening, sizes),
    target: target === undefined ? undefined : planAmountRule(target, sizes),
  }));
  const supports = terms.supports.map(({ name, limit }) => ({
    name,
    external: true,
    opening: amountAtClosing(limit, sizes),
    target: undefined,
  }));
  const collections = { name: collectionsAccount, external: false, opening: noAmount, target: undefined };
  return [collections, ...stated, ...supports];
}

function sizeProblems(terms: DealTerms, poolBalance: Money, notes: readonly PlanNote[]): Problem[] {
  const problems: Problem[] = [];
  if (compare(poolBalance, zero) <= 0) {
    problems.push(
      problem('error', 'empty-pool', 'pool', `the pool's balance is ${poolBalance}; nothing to sell`),
    );
  }
  notes.forEach((note, i) => {
    if (isZero(note.openingBalance.exact) && terms.notes[i]!.size.kind !== 'none') {
      const message = `class ${note.name} has no balance: its share of ${poolBalance} rounds to nothing`;
      problems.push(problem('error', 'empty-class', `notes[${i}]`, message));
    }
  });
  const issued = sum(notes.map((note) => note.openingBalance.exact));
  if (compare(issued, poolBalance) > 0) {
    const text = (amount: Money): string => formatMoney(amount, terms.decimals);
    const message = `classes add up to ${text(issued)}, more than the pool's ${text(poolBalance)}`;
    problems.push(problem('warning', 'undercollateralized', 'notes', message));
  }
  return problems;
}

/** Triggers that the payment dates leave no chance; those whose metric does are found by `checkTerms`. */
function triggerProblems(triggers: readonly PlanTrigger[]): Problem[] {
  return triggers.flatMap(({ name, condition, tested }, i) => {
    const canFire = tested.some(
      (test, p) => test === 1 && (condition.kind === 'ratio' || condition.holds[p] === 1),
    );
    const message = `trigger ${name} can never fire: no payment date is within its dates`;
    return canFire ? [] : [problem('warning', 'never-fires', `triggers[${i}]`, message)];
  });
}
