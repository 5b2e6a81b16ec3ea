import { addMonthsKeepingMonthEnd } from '#basics/calendarDate.js';
import { money } from '#basics/money.js';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { rateOf } from '#basics/rate.js';
import { lastCollectionMonth } from '#collateral/lastCollectionMonth.js';
import type { DealTerms } from '#deal/terms.js';
import type { PaymentPlan, PlanAccount } from '#waterfall/paymentPlan.js';
import { planPayments } from '#waterfall/plan.js';
import { buysLoans } from '#waterfall/planQueries.js';
import { collateralAssumptions, type ResolvedPool } from './resolvedScenario.js';
import type { PurchaseDrought } from './stressTerms.js';

/** The plan of a deal on a pool under its assumptions: sized, dated, and with what befalls the deal itself. */
export function planUnder(pool: ResolvedPool, terms: DealTerms): Outcome<PaymentPlan> {
  const { tape, asOf, assumptions, basis } = pool;
  const shift = basis.stated.stress.rateShift?.value ?? 0;
  const planned = planPayments(shift === 0 ? terms : withShiftedFixings(terms, shift, pool), {
    balance: money(tape.report.currentBalance),
    cutOffDate: asOf,
    lastMonth: lastCollectionMonth(tape.table, collateralAssumptions(pool)),
  });
  if (!planned.ok) return planned;
  const problems = [...planned.problems, ...eventProblems(pool, planned.value)];
  return outcomeOf(problems, () => withEvents(planned.value, assumptions.events));
}

/** Fixings after the cut-off move with the risk-free rate; those before it have happened. */
function withShiftedFixings(terms: DealTerms, shift: number, { cutOffDate }: ResolvedPool): DealTerms {
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
    ...(drought === undefined ? {} : { buying: buyingIn(plan, drought) }),
    ...(supportsDefaultInMonth === undefined
      ? {}
      : { accounts: plan.accounts.map((account) => withDefault(account, plan, supportsDefaultInMonth)) }),
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

function withDefault(account: PlanAccount, { periods, cutOffDate }: PaymentPlan, month: number): PlanAccount {
  if (!account.external) return account;
  const date = addMonthsKeepingMonthEnd(cutOffDate, month);
  const defaulted = account.defaulted.map((before, p) => (periods[p]!.paymentDate >= date ? 1 : before));
  return { ...account, defaulted };
}

/** Events that befall nothing, and those that a revolving pool does not follow. */
function eventProblems({ assumptions, basis, places }: ResolvedPool, plan: PaymentPlan): Problem[] {
  const { servicer, drought, supportsDefault } = basis.stated.stress;
  const problems: Problem[] = [];
  const say = (severity: Problem['severity'], code: string, at: string, message: string) =>
    problems.push(problem(severity, code, places(at) ?? at, message));
  if (servicer !== undefined && assumptions.servicer !== undefined && buysLoans(plan)) {
    const message = 'the failure of a servicer is projected for pools that buy no loans; this deal buys';
    say('error', 'unsupported', 'servicer', message);
  }
  if (drought !== undefined && !buysLoans(plan)) {
    say('warning', 'unused', 'purchases', 'the deal buys no loans, so that none can be lacking');
  }
  if (supportsDefault !== undefined && plan.accounts.every(({ external }) => !external)) {
    say('warning', 'unused', 'supports', 'the deal has no support that could default');
  }
  return problems;
}
