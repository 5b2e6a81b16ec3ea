import { readFileSync } from 'node:fs';
import { type Money, moneyFromFloat, moneyToFloat } from '#basics/money.js';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import type { CollateralCashflow } from '#collateral/collateralCashflow.js';
import { projectPool } from '#collateral/projectPool.js';
import { parseTerms } from '#deal/parseTerms.js';
import type { DealTerms } from '#deal/terms.js';
import { type Collections, collectionsByPayment } from '#waterfall/availableFunds.js';
import { closurePlan } from '#waterfall/compiled/closurePlan.js';
import { compileCash, compilePlan } from '#waterfall/compiled/compilePlan.js';
import { type CompiledFlows, newCashFlows, newCompiledFlows } from '#waterfall/compiled/layout.js';
import type { DistributionResult } from '#waterfall/distribution.js';
import { runExact } from '#waterfall/exact/runExact.js';
import { type PaymentPlan, type PlannedPool, planPayments } from '#waterfall/plan.js';
import { assume, loanTable, type TestLoan } from '../collateral/loans.js';

/** Terms of a deal file of the project; throws with its problems. */
export function dealFile(path: string): DealTerms {
  return terms(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
}

export function terms(yaml: string): DealTerms {
  const parsed = parseTerms(yaml, 'deal.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, undefined, 1));
  return parsed.value;
}

export function planned(deal: DealTerms, pool: PlannedPool): PaymentPlan {
  const plan = planPayments(deal, pool);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems, undefined, 1));
  return plan.value;
}

export interface Run {
  readonly plan: PaymentPlan;
  readonly flow: CollateralCashflow;
  readonly collections: Collections;
  readonly exact: DistributionResult;
  readonly compiled: CompiledFlows;
}

/** One loan through a deal, in both runners. */
export function runLoan(deal: DealTerms, loan: TestLoan, changes: Partial<CollateralAssumptions>): Run {
  const assumptions = assume(changes);
  const cutOffDate = deal.dates.cutOff;
  if (cutOffDate === undefined) throw new Error('a test deal states its cut-off');
  const flow = projectPool(loanTable([loan]), assumptions, cutOffDate);
  const lastMonth = loan.term + assumptions.recovery.lagMonths;
  const balance = moneyFromFloat(loan.balance, deal.decimals);
  const plan = planned(deal, { balance, cutOffDate, lastMonth });
  return { flow, ...runBoth(plan, collectionsByPayment(plan, flow)) };
}

export function runBoth(plan: PaymentPlan, collections: Collections): Omit<Run, 'flow'> {
  const compiled = newCompiledFlows(plan);
  compilePlan(plan).run(collections, compiled);
  const twin = newCompiledFlows(plan);
  closurePlan(plan).run(collections, twin);
  assertSameBits(compiled, twin);
  assertSameCash(plan, collections, compiled);
  return { plan, collections, exact: runExact(plan, collections), compiled };
}

/** Generated code and closures add and multiply in the same order: not a bit may differ. */
/** The function that simulations run writes down less of the same run. */
function assertSameCash(plan: PaymentPlan, collections: Collections, flows: CompiledFlows): void {
  const cash = newCashFlows(plan);
  compileCash(plan).run(collections, cash);
  for (const name of ['interestPaid', 'principalPaid', 'residualPaid', 'purchased'] as const) {
    cash[name].forEach((value, k) => {
      if (value !== flows[name][k]) throw new Error(`${name}[${k}]: ${value} is not ${flows[name][k]}`);
    });
  }
  const last = plan.periods.length - 1;
  plan.notes.forEach(({ unpaidInterest }, k) => {
    const row = flows.interestShortfall.subarray(k * plan.periods.length, (k + 1) * plan.periods.length);
    const sum = row.reduce((total, value) => total + value, 0);
    const unpaid = unpaidInterest === 'lost' ? sum : unpaidInterest === 'capitalized' ? 0 : row[last]!;
    if (cash.interestUnpaid[k] !== unpaid) throw new Error(`interest unpaid of ${k}`);
    if (cash.balanceAtEnd[k] !== flows.balanceAtEnd[k * plan.periods.length + last])
      throw new Error(`end of ${k}`);
  });
  const fees = flows.feePaid.reduce((total, value) => total + value, 0);
  // Added up in another order.
  if (Math.abs(cash.feesPaid[0]! - fees) > 1e-9 * (1 + fees)) throw new Error('fees differ');
}

function assertSameBits(generated: CompiledFlows, twin: CompiledFlows): void {
  for (const name of Object.keys(twin) as (keyof CompiledFlows)[]) {
    const [one, other] = [generated[name], twin[name]];
    if (typeof one === 'number' || typeof other === 'number') continue;
    const at = one.findIndex((value: number, k: number) => value !== other[k]);
    if (at >= 0) throw new Error(`${name}[${at}]: generated ${one[at]}, closures ${other[at]}`);
  }
}

/** Both runners' figures in one shape, so that one set of expectations serves both. */
export interface Figures {
  interest(note: string, period: number): number;
  principal(note: string, period: number): number;
  residual(note: string, period: number): number;
  shortfall(note: string, period: number): number;
  balance(note: string, period: number): number;
  fee(name: string, period: number): number;
  account(name: string, period: number): number;
  ledger(name: string, period: number): number;
  purchases(all: string, period: number): number;
  inForce(trigger: string, period: number): boolean;
}

export function figures({ plan, exact, compiled }: Pick<Run, 'plan' | 'exact' | 'compiled'>): {
  exact: Figures;
  compiled: Figures;
} {
  const row = (items: readonly { readonly name: string }[], name: string, period: number): number =>
    items.findIndex((item) => item.name === name) * compiled.periodCount + period;
  const at = <Row>(
    tables: readonly { name: string; rows: readonly Row[] }[],
    name: string,
    period: number,
  ): Row => tables.find((table) => table.name === name)!.rows[period]!;
  const float = (amount: Money): number => moneyToFloat(amount);
  return {
    exact: {
      interest: (note, p) => float(at(exact.notes, note, p).interestPaid),
      principal: (note, p) => float(at(exact.notes, note, p).principalPaid),
      residual: (note, p) => float(at(exact.notes, note, p).residualPaid),
      shortfall: (note, p) => float(at(exact.notes, note, p).interestShortfall),
      balance: (note, p) => float(at(exact.notes, note, p).balanceAtEnd),
      fee: (name, p) => float(at(exact.fees, name, p).paid),
      account: (name, p) => float(at(exact.accounts, name, p).balanceAtEnd),
      ledger: (name, p) => float(at(exact.ledgers, name, p).balanceAtEnd),
      purchases: (_, p) => float(exact.purchases[p]!),
      inForce: (name, p) => at(exact.triggers, name, p).inForce,
    },
    compiled: {
      interest: (note, p) => compiled.interestPaid[row(plan.notes, note, p)]!,
      principal: (note, p) => compiled.principalPaid[row(plan.notes, note, p)]!,
      residual: (note, p) => compiled.residualPaid[row(plan.notes, note, p)]!,
      shortfall: (note, p) => compiled.interestShortfall[row(plan.notes, note, p)]!,
      balance: (note, p) => compiled.balanceAtEnd[row(plan.notes, note, p)]!,
      fee: (name, p) => compiled.feePaid[row(plan.fees, name, p)]!,
      account: (name, p) => compiled.accountBalance[row(plan.accounts, name, p)]!,
      ledger: (name, p) => compiled.ledgerBalance[row(plan.ledgers, name, p)]!,
      purchases: (_, p) => compiled.purchased[p]!,
      inForce: (name, p) => compiled.triggerInForce[row(plan.triggers, name, p)] === 1,
    },
  };
}

export function periodsOf(plan: PaymentPlan): number[] {
  return [...plan.periods.keys()];
}

export function totalOf(plan: PaymentPlan, amount: (period: number) => number): number {
  return periodsOf(plan).reduce((sum, period) => sum + amount(period), 0);
}
