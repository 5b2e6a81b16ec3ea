import { addMonthsKeepingMonthEnd, type CalendarDate } from '#basics/calendarDate.js';
import { money, roundMoney } from '#basics/money.js';
import { type Outcome, outcomeOf, type Problem, problem, succeeded } from '#basics/problem.js';
import { rateOf } from '#basics/rate.js';
import { lastCollectionMonth } from '#collateral/lastCollectionMonth.js';
import type { DealTerms } from '#deal/terms.js';
import { amountOf } from '#waterfall/amount.js';
import type { PaymentPlan, PlanAccount } from '#waterfall/paymentPlan.js';
import { planPayments } from '#waterfall/plan.js';
import { buysLoans } from '#waterfall/planQueries.js';
import { collateralAssumptions, type ResolvedPool } from './resolvedScenario.js';
import { type ResolvedProviders, resolveProviders } from './resolveProviders.js';
import type { ScenarioMemory } from './scenarioMemory.js';
import type { PurchaseDrought } from './stressTerms.js';

/** The plan of a deal on a pool under its assumptions: sized, dated, and with what befalls the deal itself. */
export function planUnder(
  pool: ResolvedPool,
  terms: DealTerms,
  memory?: ScenarioMemory,
): Outcome<PaymentPlan> {
  const lastMonth = lastCollectionMonth(pool.tape.table, collateralAssumptions(pool));
  const shift = pool.basis.stated.stress.rateShift?.value ?? 0;
  const planned = plannedOnce(pool, terms, lastMonth, shift, memory);
  if (!planned.ok) return planned;
  const providers = resolveProviders(pool, terms);
  const problems = [...planned.problems, ...eventProblems(pool, planned.value), ...providers.problems];
  return outcomeOf(problems, () => withFailures(planned.value, providers.failsAbove));
}

/** Plans kept at once; some hundred kilobytes each. */
const plansKept = 64;

function plannedOnce(
  pool: ResolvedPool,
  terms: DealTerms,
  lastMonth: number,
  shift: number,
  memory: ScenarioMemory | undefined,
): Outcome<PaymentPlan> {
  if (memory === undefined) return newPlan(pool, terms, lastMonth, shift);
  // Only fixings move with the shift.
  const key = JSON.stringify([lastMonth, terms.indices.length === 0 ? 0 : shift, pool.assumptions.events]);
  const known = memory.plans.get(key) ?? newPlan(pool, terms, lastMonth, shift);
  if (memory.plans.size >= plansKept) memory.plans.clear();
  memory.plans.set(key, known);
  return known;
}

function newPlan(
  { tape, asOf, assumptions, cutOffDate }: ResolvedPool,
  terms: DealTerms,
  lastMonth: number,
  shift: number,
): Outcome<PaymentPlan> {
  const planned = planPayments(shift === 0 ? terms : withShiftedFixings(terms, shift, cutOffDate), {
    // Servicers state fractions of a cent, and a deal is sized and paid in whole ones.
    balance: roundMoney(money(tape.report.currentBalance), terms.decimals),
    cutOffDate: asOf,
    lastMonth,
  });
  return planned.ok ? succeeded(withEvents(planned.value, assumptions.events), planned.problems) : planned;
}

/** Fixings after the cut-off move with the risk-free rate; those before it have happened. */
function withShiftedFixings(terms: DealTerms, shift: number, cutOffDate: CalendarDate): DealTerms {
  return {
    ...terms,
    indices: terms.indices.map((index) => ({
      ...index,
      fixings: index.fixings.map((fixing) =>
        fixing.date <= cutOffDate
          ? fixing
          : { ...fixing, rate: rateOf(Number((fixing.rate.value + shift).toPrecision(15))) },
      ),
    })),
  };
}

function withEvents(plan: PaymentPlan, events: ResolvedPool['assumptions']['events']): PaymentPlan {
  const { drought, supportsDefaultInMonth } = events;
  if (drought === undefined && supportsDefaultInMonth === undefined) return plan;
  return {
    ...plan,
    ...(drought === undefined
      ? {}
      : { buying: buyingIn(plan, drought), turnover: turnoverIn(plan, drought) }),
    ...(supportsDefaultInMonth === undefined
      ? {}
      : { accounts: plan.accounts.map((account) => withDefault(account, plan, supportsDefaultInMonth)) }),
  };
}

/** What a file says of a provider that fails with the pool goes before what the deal says. */
function withFailures(plan: PaymentPlan, failsAbove: ResolvedProviders['failsAbove']): PaymentPlan {
  if (failsAbove.size === 0) return plan;
  return {
    ...plan,
    accounts: plan.accounts.map((account) => {
      const share = account.support === undefined ? undefined : failsAbove.get(account.name);
      if (share === undefined) return account;
      return { ...account, support: { ...account.support!, failsAbove: amountOf(money(share.text)) } };
    }),
  };
}

/** A payment date buys unless the last month that it distributes lies in the drought. */
function buyingIn({ buying, periods }: PaymentPlan, { fromMonth, months }: PurchaseDrought): Uint8Array {
  const until = fromMonth + (months ?? Number.POSITIVE_INFINITY);
  return buying.map((buys, p) => {
    const month = periods[p]!.endMonth;
    return month >= fromMonth && month < until ? 0 : buys;
  });
}

/** Nor does a month of the drought buy from its own principal. */
function turnoverIn(
  { turnover }: PaymentPlan,
  { fromMonth, months }: PurchaseDrought,
): PaymentPlan['turnover'] {
  const until = fromMonth + (months ?? Number.POSITIVE_INFINITY);
  const inDrought = (k: number): boolean => k + 1 >= fromMonth && k + 1 < until;
  return { ...turnover, months: turnover.months.map((buys, k) => (inDrought(k) ? 0 : buys)) };
}

function withDefault(account: PlanAccount, { periods, cutOffDate }: PaymentPlan, month: number): PlanAccount {
  if (!account.external) return account;
  const date = addMonthsKeepingMonthEnd(cutOffDate, month);
  const defaulted = account.defaulted.map((before, p) => (periods[p]!.paymentDate >= date ? 1 : before));
  return { ...account, defaulted };
}

/** Events that befall nothing, and those that a revolving pool does not follow. */
function eventProblems({ basis, places }: ResolvedPool, plan: PaymentPlan): Problem[] {
  const { servicer, drought, supportsDefault } = basis.stated.stress;
  const problems: Problem[] = [];
  const say = (severity: Problem['severity'], code: string, at: string, message: string) =>
    problems.push(problem(severity, code, places(at) ?? at, message));
  if (servicer !== undefined && buysLoans(plan) && plan.turnover.every !== 'payment') {
    const message =
      'this deal buys loans inside a payment period, with cash whose way a failed servicer would cut; ' +
      'the failure is projected where purchases are made on payment dates (purchases.every: payment)';
    say('error', 'unsupported', 'servicer', message);
  }
  const last = plan.periods.at(-1)!.endMonth;
  if (servicer !== undefined && servicer.value.failsInMonth > last) {
    const message = `the servicer fails in month ${servicer.value.failsInMonth}, after the last collection of the deal in month ${last}`;
    say('warning', 'unused', 'servicer.failsInMonth', message);
  }
  if (drought !== undefined && !buysLoans(plan)) {
    say('warning', 'unused', 'purchases', 'the deal buys no loans, so that none can be lacking');
  }
  if (supportsDefault !== undefined && plan.accounts.every(({ external }) => !external)) {
    say('warning', 'unused', 'supports', 'the deal has no support that could default');
  }
  return problems;
}
