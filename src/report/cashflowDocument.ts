import { formatDate } from '#basics/calendarDate.js';
import { formatMoney, isZero, type Money } from '#basics/money.js';
import type { Problem } from '#basics/problem.js';
import type { TapeReport } from '#collateral/tape/tapeReport.js';
import type { ScenarioCashflow } from '#scenarios/cashflowScenario.js';
import type { PaymentExplanation } from '#scenarios/explainPayment.js';
import type { DistributionResult } from '#waterfall/distribution.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { dealRecord } from './dealRecord.js';
import { dealSidesDocument } from './dealSidesDocument.js';
import type { CashflowDocument } from './documents/cashflowSchema.js';
import { explanationRecord, triggerValue } from './explanationDocument.js';
import { problemRecords, type RunInputs, runRecord } from './runRecord.js';
import { tapeSummary } from './tapeSummary.js';

/** What a run is of; without a tape its collections are reported ones. */
export interface CashflowFacts {
  readonly plan: PaymentPlan;
  readonly tape: TapeReport | undefined;
  readonly problems: readonly Problem[];
}

export type DistributedCashflow = Pick<ScenarioCashflow, 'collections' | 'distribution' | 'sides'>;

/** The JSON document of an exact run; the terminal and CSV reports are made from it. */
export function cashflowDocument(
  { plan, tape, problems }: CashflowFacts,
  cashflow: DistributedCashflow,
  run: RunInputs,
  explanation?: PaymentExplanation,
): CashflowDocument {
  const { distribution } = cashflow;
  const text = amountText(plan);
  const { conservation } = distribution;
  return {
    schema: 'abs/cashflow/1',
    run: runRecord(run),
    tape: tape === undefined ? null : tapeSummary(tape),
    deal: dealRecord(plan),
    pool: poolRows(plan, cashflow),
    notes: byName(distribution.notes, plan, (row) => ({
      balanceAtStart: text(row.balanceAtStart),
      interestDue: text(row.interestDue),
      interestPaid: text(row.interestPaid),
      interestShortfall: text(row.interestShortfall),
      interestCapitalized: text(row.interestCapitalized),
      principalPaid: text(row.principalPaid),
      residualPaid: text(row.residualPaid),
      ...(isZero(row.writtenOff) ? {} : { writtenOff: text(row.writtenOff) }),
      balanceAtEnd: text(row.balanceAtEnd),
    })),
    fees: byName(distribution.fees, plan, (row) => ({
      due: text(row.due),
      paid: text(row.paid),
      shortfall: text(row.shortfall),
    })),
    accounts: byName(distribution.accounts, plan, (row) => ({
      balanceAtStart: text(row.balanceAtStart),
      received: text(row.received),
      paid: text(row.paid),
      target: row.target === undefined ? null : text(row.target),
      balanceAtEnd: text(row.balanceAtEnd),
    })),
    ...otherRows(distribution, plan, cashflow.collections),
    ...dealSidesDocument(distribution, cashflow.sides, tape !== undefined, (period) => when(plan, period)),
    triggers: distribution.triggers.map(({ name, rows }) => ({
      name,
      rows: rows.map((row, period) => ({
        ...when(plan, period),
        tested: row.tested,
        value: triggerValue(row),
        inForce: row.inForce,
      })),
    })),
    conservation: {
      in: text(conservation.in),
      out: text(conservation.out),
      kept: text(conservation.kept),
      difference: text(conservation.difference),
    },
    ...(explanation === undefined
      ? {}
      : { explanation: explanationRecord(explanation, cashflow, (period) => when(plan, period)) }),
    problems: problemRecords(problems),
  };
}

/** Tables that only some deals have. */
function otherRows(
  { inflows, ledgers, purchases }: DistributionResult,
  plan: PaymentPlan,
  { reinvested, loansOut, cashIdle }: DistributedCashflow['collections'],
): Pick<CashflowDocument, 'inflows' | 'ledgers' | 'purchases'> {
  const text = amountText(plan);
  const buys = plan.steps.some((step) => step.do === 'buy-loans');
  return {
    ...(inflows.length === 0
      ? {}
      : { inflows: byName(inflows, plan, ({ received }) => ({ received: text(received) })) }),
    ...(ledgers.length === 0
      ? {}
      : {
          ledgers: byName(ledgers, plan, (row) => ({
            balanceAtStart: text(row.balanceAtStart),
            debited: text(row.debited),
            credited: text(row.credited),
            balanceAtEnd: text(row.balanceAtEnd),
          })),
        }),
    ...(buys
      ? {
          purchases: purchases.map((paid, p) => ({
            ...when(plan, p),
            paid: text(paid),
            ...(reinvested === undefined ? {} : { reinvested: text(reinvested[p]!) }),
            ...(loansOut === undefined ? {} : { loansOut: text(loansOut[p]!) }),
            ...(cashIdle === undefined ? {} : { cashIdle: text(cashIdle[p]!) }),
          })),
        }
      : {}),
  };
}

function amountText(plan: PaymentPlan): (amount: Money) => string {
  return (amount) => formatMoney(amount, plan.decimals);
}

function when(plan: PaymentPlan, period: number): { payment: number; date: string | null } {
  const date = plan.nominalDates ? null : formatDate(plan.periods[period]!.paymentDate);
  return { payment: period + 1, date };
}

function byName<Row, Written extends object>(
  items: readonly { readonly name: string; readonly rows: readonly Row[] }[],
  plan: PaymentPlan,
  write: (row: Row) => Written,
): { [name: string]: ({ payment: number; date: string | null } & Written)[] } {
  return Object.fromEntries(
    items.map(({ name, rows }) => [
      name,
      rows.map((row, period) => ({ ...when(plan, period), ...write(row) })),
    ]),
  );
}

function poolRows(plan: PaymentPlan, { collections }: DistributedCashflow): CashflowDocument['pool'] {
  const text = amountText(plan);
  return plan.periods.map((_, p) => ({
    ...when(plan, p),
    balanceAtStart: text(collections.balanceAtStart[p]!),
    interest: text(collections.interest[p]!),
    scheduledPrincipal: text(collections.scheduledPrincipal[p]!),
    prepaidPrincipal: text(collections.prepaidPrincipal[p]!),
    defaultedPrincipal: text(collections.defaultedPrincipal[p]!),
    recoveries: text(collections.recoveries[p]!),
    losses: text(collections.losses[p]!),
    balanceAtEnd: text(collections.balanceAtEnd[p]!),
  }));
}
