import type { CalendarDate } from '#basics/calendarDate.js';
import { aloneCohort } from './aloneCohort.js';
import { amountsAsRates } from './amountsAsRates.js';
import type { CollateralAssumptions } from './assumptions.js';
import { cohortOptionsFor } from './cohortOptionsFor.js';
import { buildCohorts } from './cohorts.js';
import {
  type CollateralCashflow,
  type CollateralColumn,
  collateralColumns,
  type OptionalColumn,
  optionalColumns,
} from './collateralCashflow.js';
import type { LoanTable } from './loanTable.js';
import { openPoolOfCohorts } from './pool.js';
import { runOff } from './projectPool.js';

/** What one loan is expected to pay, in the months up to its last recovery. */
export interface LoanCashflow {
  readonly row: number;
  readonly loanId: string;
  readonly line: number;
  readonly flow: CollateralCashflow;
}

/** Some 5 KB each. */
const flowsKept = 10_000;

/**
 * Loan by loan, in the order of the tape; added up they are the pool's cash flow. Every month of every loan is
 * checked against its identity; a breach is a fault of the program and throws. Cohorts are kept as long as one of
 * their loans is still to come, but no more than `flowsKept` of them: the others are projected anew for each loan.
 */
export function* loanLevelCashflow(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
): Generator<LoanCashflow> {
  const rates = amountsAsRates(loans, assumptions, cutOff);
  const cohorts = buildCohorts(loans, cutOff, cohortOptionsFor(loans, rates, cutOff));
  const waiting = cohorts.loanCount.slice();
  const flows = new Map<number, CollateralCashflow>();
  for (let row = 0; row < loans.rowCount; row++) {
    const cohort = cohorts.cohortOfLoan[row]!;
    let flow = flows.get(cohort);
    if (flow === undefined) {
      flow = runOff(openPoolOfCohorts(aloneCohort(cohorts, cohort), rates));
      checkIdentity(flow, `loan "${loans.loanId.at(row)}" of ${loans.name}:${loans.line[row]}`);
      if (flows.size < flowsKept) flows.set(cohort, flow);
    }
    waiting[cohort]!--;
    if (waiting[cohort] === 0) flows.delete(cohort);
    const scaled = scaleFlow(flow, loans.currentBalance[row]! / cohorts.balance[cohort]!);
    yield { row, loanId: loans.loanId.at(row), line: loans.line[row]!, flow: scaled };
  }
}

function scaleFlow(flow: CollateralCashflow, factor: number): CollateralCashflow {
  if (factor === 1) return flow;
  const scaled = { ...flow };
  for (const name of collateralColumns) scaled[name] = flow[name].map((amount) => amount * factor);
  for (const name of optionalColumns) {
    const column = flow[name];
    if (column !== undefined) scaled[name] = column.map((amount) => amount * factor);
  }
  return scaled;
}

/** One month of one loan, flat, as a file of loan-level flows has it; columns a loan does not have are zero. */
export type LoanMonth = {
  readonly loanId: string;
  readonly line: number;
  /** The first is 1. */
  readonly month: number;
  readonly date: CalendarDate;
} & Amounts;

export const loanMonthColumns = [
  'loanId',
  'line',
  'month',
  'date',
  ...collateralColumns,
  ...optionalColumns,
] as const;

export function* loanMonths({ loanId, line, flow }: LoanCashflow): Generator<LoanMonth> {
  for (let k = 0; k < flow.monthCount; k++) {
    const amounts: { [name: string]: number } = {};
    for (const name of collateralColumns) amounts[name] = flow[name][k]!;
    for (const name of optionalColumns) amounts[name] = flow[name]?.[k] ?? 0;
    yield { loanId, line, month: k + 1, date: flow.dates[k]!, ...(amounts as Amounts) };
  }
}

type Amounts = { readonly [name in CollateralColumn | OptionalColumn]: number };

/** By how much month `k` misses opening − scheduled − prepaid − defaulted + purchased + capitalized + drawn = closing. */
export function identityError(flow: CollateralCashflow, k: number): number {
  return (
    flow.balanceAtStart[k]! -
    flow.scheduledPrincipal[k]! -
    flow.prepaidPrincipal[k]! -
    flow.defaultedPrincipal[k]! +
    flow.purchasedPrincipal[k]! +
    (flow.capitalizedInterest?.[k] ?? 0) +
    (flow.drawnPrincipal?.[k] ?? 0) -
    flow.balanceAtEnd[k]!
  );
}

/** Throws unless every month's identity holds to 1e-9 of the greatest balance. */
export function checkIdentity(flow: CollateralCashflow, whose: string): void {
  const scale = flow.balanceAtStart.reduce((most, balance) => Math.max(most, balance), 0);
  for (let k = 0; k < flow.monthCount; k++) {
    const error = identityError(flow, k);
    if (Math.abs(error) <= 1e-9 * scale) continue;
    throw new Error(`${whose}: month ${k + 1} opens and closes ${error} apart`);
  }
}
