import { type CalendarDate, calendarMonthsBetween, formatDate } from '#basics/calendarDate.js';
import { isZero, type Money, subtract, sum } from '#basics/money.js';
import { failed, type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { parseTerms } from '#deal/parseTerms.js';
import type { DealTerms } from '#deal/terms.js';
import type { DistributionResult } from '#waterfall/distribution.js';
import type { ExactCollections } from '#waterfall/exact/exactCollections.js';
import { distributeExactly } from '#waterfall/exact/runExact.js';
import { type PaymentPlan, planPayments } from '#waterfall/plan.js';
import { buysLoans } from '#waterfall/planQueries.js';
import { resumePlan } from '#waterfall/resumePlan.js';
import { type DealSides, dealSides } from '../dealSides.js';
import { type DealState, parseState } from './dealState.js';
import { parseCollections, type ReportedRow } from './parseCollections.js';

export interface ReportedInputs {
  readonly deal: { readonly bytes: Uint8Array; readonly name: string };
  readonly state: { readonly bytes: Uint8Array; readonly name: string };
  readonly collections: { readonly bytes: Uint8Array; readonly name: string };
}

/** One exact run on what a pool is reported to have paid, from reported balances. */
export interface ReportedCashflow {
  readonly plan: PaymentPlan;
  readonly collections: ExactCollections;
  readonly distribution: DistributionResult;
  readonly sides: DealSides;
  readonly asOf: CalendarDate;
  readonly problems: readonly Problem[];
}

/** The payments of the deal that the collections file has rows for, one after the other. */
export function reportedCashflow({ deal, state, collections }: ReportedInputs): Outcome<ReportedCashflow> {
  const terms = parseTerms(deal.bytes, deal.name);
  if (!terms.ok) return terms;
  const named = terms.value.amounts.map(({ name }) => name);
  const { decimals } = terms.value;
  const opening = parseState(state.bytes, state.name, terms.value);
  const text = new TextDecoder('utf-8').decode(collections.bytes);
  const rows = parseCollections(text, collections.name, named, decimals);
  const read = [...terms.problems, ...opening.problems, ...rows.problems];
  if (!opening.ok || !rows.ok) return failed(read);
  const plan = planReported(terms.value, opening.value, rows.value);
  if (!plan.ok) return failed([...read, ...plan.problems]);
  const first = firstPayment(plan.value, rows.value, collections.name);
  const problems = [
    ...read,
    ...plan.problems.filter(({ code }) => code !== 'projected-calendar'),
    ...first.problems,
    ...rollProblems(plan.value, opening.value, rows.value, collections.name),
  ];
  if (!first.ok) return failed(problems);
  const end = first.value + rows.value.length;
  return outcomeOf(problems, () => {
    const resumed = resumePlan(plan.value, first.value, end, opening.value.opening(plan.value));
    const told = toldCollections(resumed, opening.value, rows.value);
    const distribution = distributeExactly(resumed, told);
    return {
      plan: resumed,
      collections: told,
      distribution,
      sides: dealSides(distribution, (by) => distributeExactly(by, told)),
      asOf: plan.value.cutOffDate,
      problems,
    };
  });
}

function planReported(
  terms: DealTerms,
  state: DealState,
  rows: readonly ReportedRow[],
): Outcome<PaymentPlan> {
  const { cutOff } = terms.dates;
  if (cutOff === undefined) {
    const message = 'reported collections need the date that the deal starts from; write cutOff: 2026-01-31';
    return failed([problem('error', 'missing-key', 'dates.cutOff', message)]);
  }
  const lastMonth = Math.max(1, calendarMonthsBetween(cutOff, rows.at(-1)!.date));
  return planPayments(terms, { balance: state.initialPool, cutOffDate: cutOff, lastMonth });
}

/** The payment of the first row; every later row must be the payment after the one before it. */
function firstPayment(plan: PaymentPlan, rows: readonly ReportedRow[], name: string): Outcome<number> {
  const find = (date: CalendarDate): number =>
    plan.periods.findIndex(
      ({ paymentDate, scheduledDate }) => paymentDate === date || scheduledDate === date,
    );
  const first = find(rows[0]!.date);
  const problems = rows.flatMap((row, k): Problem[] => {
    const at = `${name}:${row.line}:date`;
    const payment = find(row.date);
    if (payment < 0) {
      const next = plan.periods.find(({ paymentDate }) => paymentDate >= row.date) ?? plan.periods.at(-1)!;
      const message = `${formatDate(row.date)} is no payment date; the nearest to come is ${formatDate(next.paymentDate)}`;
      return [problem('error', 'unknown-date', at, message)];
    }
    const expected = plan.periods[first + k];
    if (first < 0 || expected === undefined || payment === first + k) return [];
    const message = `${formatDate(row.date)} follows where ${formatDate(expected.paymentDate)} should`;
    return [problem('error', 'date-order', at, message)];
  });
  return outcomeOf(problems, () => first);
}

/** A pool's balance less principal and defaults is its next balance, unless loans are bought or repurchased. */
function rollProblems(
  plan: PaymentPlan,
  state: DealState,
  rows: readonly ReportedRow[],
  name: string,
): Problem[] {
  if (buysLoans(plan)) return [];
  let balance = state.poolBalance;
  return rows.flatMap(({ line, amounts }): Problem[] => {
    const { scheduledPrincipal, prepaidPrincipal, defaultedPrincipal, poolBalanceEnd } = amounts;
    const left = subtract(balance, sum([scheduledPrincipal, prepaidPrincipal, defaultedPrincipal]));
    const gap = subtract(poolBalanceEnd, left);
    balance = poolBalanceEnd;
    if (isZero(gap)) return [];
    const message = `the pool should end with ${left.toFixed(plan.decimals)}: ${gap.toFixed(plan.decimals)} is not explained`;
    return [problem('warning', 'pool-gap', `${name}:${line}:poolBalanceEnd`, message)];
  });
}

function toldCollections(
  plan: PaymentPlan,
  state: DealState,
  rows: readonly ReportedRow[],
): ExactCollections {
  const column = (of: (row: ReportedRow) => Money): Money[] => rows.map(of);
  const ends = column(({ amounts }) => amounts.poolBalanceEnd);
  return {
    interest: column(({ amounts }) => amounts.interest),
    scheduledPrincipal: column(({ amounts }) => amounts.scheduledPrincipal),
    prepaidPrincipal: column(({ amounts }) => amounts.prepaidPrincipal),
    recoveries: column(({ amounts }) => amounts.recoveries),
    defaultedPrincipal: column(({ amounts }) => amounts.defaultedPrincipal),
    losses: column(
      ({ losses, amounts }) => losses ?? subtract(amounts.defaultedPrincipal, amounts.recoveries),
    ),
    named: plan.amounts.map(({ name, scheduled }) =>
      rows.map((row, p) => row.named.get(name) ?? scheduled[p]!.exact),
    ),
    balanceAtStart: [state.poolBalance, ...ends.slice(0, -1)],
    balanceAtEnd: ends,
    late: column(({ late }) => sum(late)),
    lateOver30: column(({ late }) => sum(late.slice(1))),
    lateOver60: column(({ late }) => late[2]),
  };
}
