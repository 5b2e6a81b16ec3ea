import { type CalendarDate, calendarMonthsBetween } from '#basics/calendarDate.js';
import { compare, formatMoney, isZero, type Money, money, sum, times, zero } from '#basics/money.js';
import { failed, type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { collectionsAccount } from '#deal/account.js';
import type { DealTerms, Purchases } from '#deal/terms.js';
import { amountOf, noAmount } from './amount.js';
import { closingStatement } from './closingStatement.js';
import type {
  PaymentPeriod,
  PaymentPlan,
  PlanAccount,
  PlanFee,
  PlanNote,
  PlanTrigger,
} from './paymentPlan.js';
import { amountAtClosing, planAmountRule } from './planAmountRule.js';
import { planFee } from './planFees.js';
import { planHedge } from './planHedges.js';
import { planHurdles } from './planHurdles.js';
import { planInflows } from './planInflows.js';
import { openingAtClosing, planAmounts, planLedgers } from './planLedgers.js';
import { planNotes } from './planNotes.js';
import { type PlanCalendar, planPeriods } from './planPeriods.js';
import { accountIndex, type PlanSizes } from './planSizes.js';
import { planStep } from './planSteps.js';
import { planTrigger } from './planTriggers.js';
import { planTurnover } from './planTurnover.js';
import { profileProblems } from './profileProblems.js';
import { fixingProblems } from './rateSpans.js';

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
  const { calendar, problems: dateProblems } = planPeriods(terms.dates, {
    ...pool,
    lastMonth: pool.lastMonth + revolvingMonths(terms, pool),
  });
  if (calendar === undefined) return failed(dateProblems);
  const { purchases } = terms;
  const notes = planNotes(terms, pool.balance, calendar);
  const sizes: PlanSizes = { terms, notes, poolBalance: amountOf(pool.balance) };
  const buying = Uint8Array.from(calendar.periods, (period) => (buysOn(period, purchases) ? 1 : 0));
  const triggers = terms.triggers.map((trigger) =>
    whileBuying(planTrigger(trigger, calendar.periods, terms), buying),
  );
  const spans = calendar.periods.map((p) => ({ start: p.accrualStart, end: p.accrualEnd }));
  const accounts = planAccounts(terms, sizes, calendar.periods);
  const missing = rateProblems(terms, calendar.periods);
  if (missing.some(({ severity }) => severity === 'error')) return failed([...dateProblems, ...missing]);
  const problems = [
    ...dateProblems,
    ...missing,
    ...sizeProblems(terms, pool.balance, notes),
    ...profileProblems(terms, calendar.periods),
    ...triggerProblems(triggers, terms),
  ];
  return outcomeOf(problems, () => ({
    dealName: terms.name,
    currency: terms.currency,
    decimals: terms.decimals,
    ...calendar,
    paymentMonths: terms.dates.paymentMonths,
    poolBalance: sizes.poolBalance,
    notes,
    legalFinal: calendar.periods.length - 1,
    collect: {
      interest: accountIndex(terms, terms.collect.interest),
      principal: accountIndex(terms, terms.collect.principal),
      recoveries: accountIndex(terms, terms.collect.recoveries),
    },
    amounts: planAmounts(terms, calendar.periods),
    inflows: planInflows(spans, sizes),
    ledgers: planLedgers(sizes),
    opening: openingAtClosing(terms, notes.length, feesOf(terms, calendar, sizes).length),
    fees: feesOf(terms, calendar, sizes),
    accounts,
    triggers,
    buying,
    purchasePrice: amountOf(money(purchases.price?.text ?? '1')),
    turnover: planTurnover(purchases, calendar),
    closing: closingStatement(sizes, accounts),
    parties: terms.parties,
    hurdles: planHurdles(sizes, spans),
    steps: terms.steps.map((step) => planStep(step, sizes)),
  }));
}

function buysOn({ scheduledDate, endMonth }: PaymentPeriod, { until, months }: Purchases): boolean {
  return (until === undefined || scheduledDate < until) && (months === undefined || endMonth <= months);
}

/** How much of the money is out in loans is asked only while the deal may buy some. */
function whileBuying(trigger: PlanTrigger, buying: Uint8Array): PlanTrigger {
  const { condition, tested } = trigger;
  if (condition.kind !== 'ratio' || condition.metric !== 'utilization') return trigger;
  return { ...trigger, tested: tested.map((test, p) => test * buying[p]!) };
}

/** Months by which purchases lengthen the pool's life. */
function revolvingMonths({ purchases, dates, steps }: DealTerms, pool: PlannedPool): number {
  const cutOff = dates.cutOff ?? pool.cutOffDate;
  if (!steps.some((step) => step.do === 'buy-loans')) return 0;
  if (purchases.months !== undefined) return purchases.months;
  if (purchases.until === undefined || cutOff === undefined) return 0;
  return Math.max(0, calendarMonthsBetween(cutOff, purchases.until));
}

/** Fees, and after them what swaps cost. */
function feesOf(terms: DealTerms, calendar: PlanCalendar, sizes: PlanSizes): PlanFee[] {
  const spans = calendar.periods.map((p) => ({ start: p.accrualStart, end: p.accrualEnd }));
  const swaps = terms.hedges.flatMap((hedge) => planHedge(hedge, spans, sizes, 0).fee ?? []);
  return [...terms.fees.map((fee) => planFee(fee, calendar, sizes)), ...swaps];
}

/** Floating rates without a fixing for the first accrual period, or with none for later ones. */
function rateProblems(terms: DealTerms, periods: readonly PaymentPeriod[]): Problem[] {
  const accrual = { start: periods[0]!.accrualStart, end: periods.at(-1)!.accrualEnd };
  const named = [
    ...terms.notes.flatMap(({ coupon }, i) => (coupon === undefined ? [] : [{ coupon, at: `notes[${i}]` }])),
    ...terms.accounts.flatMap(({ name, interest }) =>
      interest === undefined ? [] : [{ coupon: interest.rate, at: `accounts.${name}` }],
    ),
    ...terms.hedges.flatMap(({ name, legs }) =>
      (legs.kind === 'swap' ? [legs.pay, legs.receive] : [legs.index, legs.strike]).map((coupon) => ({
        coupon,
        at: `hedges.${name}`,
      })),
    ),
  ];
  return named.flatMap(({ coupon, at }) => fixingProblems(coupon, terms.indices, accrual, at));
}

const ownAccount = { limit: noAmount, restores: false, support: undefined } as const;

function planAccounts(terms: DealTerms, sizes: PlanSizes, periods: readonly PaymentPeriod[]): PlanAccount[] {
  const defaulted = new Uint8Array(periods.length);
  const stated = terms.accounts.map(({ name, opening, target }) => ({
    name,
    external: false,
    opening: opening === undefined ? noAmount : amountAtClosing(opening, sizes),
    target: target === undefined ? undefined : planAmountRule(target, sizes),
    ...ownAccount,
    defaulted,
  }));
  const supports = terms.supports.map(
    ({ name, limit, defaultsOn, restores, kind, provider, defaultsAbove }) => ({
      name,
      external: true,
      opening: amountAtClosing(limit, sizes),
      limit: amountAtClosing(limit, sizes),
      restores,
      support: {
        kind,
        provider,
        ...(defaultsAbove === undefined ? {} : { failsAbove: amountOf(money(defaultsAbove.text)) }),
      },
      target: undefined,
      defaulted: Uint8Array.from(periods, ({ paymentDate }) =>
        defaultsOn !== undefined && paymentDate >= defaultsOn ? 1 : 0,
      ),
    }),
  );
  const collections = {
    name: collectionsAccount,
    external: false,
    opening: noAmount,
    target: undefined,
    ...ownAccount,
    defaulted,
  };
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
  const takesRest = notes.some((note, i) => note.kind === 'residual' && terms.notes[i]!.size.kind === 'none');
  if (!takesRest && compare(times(issued, 2), poolBalance) < 0) {
    const text = (amount: Money): string => formatMoney(amount, terms.decimals);
    const message = `classes add up to ${text(issued)}, less than half of the pool's ${text(poolBalance)}`;
    problems.push(problem('warning', 'overcollateralized', 'notes', message));
  }
  if (compare(issued, poolBalance) > 0) {
    const text = (amount: Money): string => formatMoney(amount, terms.decimals);
    const message = `classes add up to ${text(issued)}, more than the pool's ${text(poolBalance)}`;
    problems.push(problem('warning', 'undercollateralized', 'notes', message));
  }
  return problems;
}

/** Triggers that the payment dates leave no chance; those whose metric does are found by `checkTerms`. */
function triggerProblems(triggers: readonly PlanTrigger[], terms: DealTerms): Problem[] {
  return triggers.flatMap(({ name, condition, tested }, i) => {
    const canFire = tested.some(
      (test, p) => test === 1 && (condition.kind === 'ratio' || condition.holds[p] === 1),
    );
    const isRated = terms.triggers[i]!.condition.kind === 'rating';
    const why = isRated
      ? 'no rating told makes it so on a payment date'
      : 'no payment date is within its dates';
    const message = `trigger ${name} can never fire: ${why}`;
    return canFire ? [] : [problem('warning', 'never-fires', `triggers[${i}]`, message)];
  });
}
