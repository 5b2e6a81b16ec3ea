import type { CalendarDate } from '#basics/calendarDate.js';
import { aloneCohort } from './aloneCohort.js';
import { amountsAsRates } from './amountsAsRates.js';
import type { CollateralAssumptions } from './assumptions.js';
import { cohortOptionsFor } from './cohortOptionsFor.js';
import { buildCohorts } from './cohorts.js';
import type { CollateralCashflow } from './collateralCashflow.js';
import { type ColumnFormula, columnFormulas } from './columnFormulas.js';
import { checkIdentity } from './loanLevel.js';
import { scheduleShapes } from './loanSchedules.js';
import { type LoanTable, type RepaymentType, repaymentTypes } from './loanTable.js';
import { advancePool, type CollateralMonth, isRunOff, openPoolOfCohorts } from './pool.js';
import { cashflowOf } from './projectPool.js';
import { assumptionsOfSegments, segmentTest } from './segments.js';

/** One loan's projection with what it rests on: its terms, each month's rates, and each column's formula. */
export interface ExplainedLoan {
  readonly loanId: string;
  readonly line: number;
  readonly repaymentType: RepaymentType;
  readonly balance: number;
  readonly annualRate: number;
  readonly remainingTermMonths: number;
  readonly rates: readonly ExplainedMonth[];
  readonly flow: CollateralCashflow;
  readonly formulas: readonly ColumnFormula[];
}

/** What the formulas of a month are fed with; zero after the loan's maturity. */
export interface ExplainedMonth {
  readonly month: number;
  /** Monthly default and prepayment rate. */
  readonly mdr: number;
  readonly smm: number;
  /** Share of the balance that the contract repays, and interest due per unit of balance. */
  readonly scheduledShare: number;
  readonly interestShare: number;
}

/** The row of a loan by its id, the first of several, or undefined. */
export function findLoan(loans: LoanTable, loanId: string): number | undefined {
  for (let row = 0; row < loans.rowCount; row++) if (loans.loanId.at(row) === loanId) return row;
  return undefined;
}

export function explainLoan(
  loans: LoanTable,
  row: number,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
): ExplainedLoan {
  const made = amountsAsRates(loans, assumptions, cutOff);
  const options = { ...cohortOptionsFor(loans, made, cutOff), each: 'loan' as const };
  const cohort = aloneCohort(buildCohorts(loans, cutOff, options), row);
  const shapes = scheduleShapes(cohort);
  const pool = openPoolOfCohorts(cohort, made);
  const batch = pool.batches[0];
  const months: CollateralMonth[] = [];
  const rates: ExplainedMonth[] = [];
  while (!isRunOff(pool)) {
    const k = months.length;
    months.push(advancePool(pool));
    const opening = shapes.balance[k] ?? 0;
    const pays = opening > 0;
    rates.push({
      month: k + 1,
      mdr: pays ? (batch?.mdr[0] ?? 0) : 0,
      smm: pays ? (batch?.smm[0] ?? 0) : 0,
      scheduledShare: pays ? shapes.scheduledPrincipal[k]! / opening : 0,
      interestShare: pays ? shapes.interest[k]! / opening : 0,
    });
  }
  const flow = cashflowOf(months);
  const loanId = loans.loanId.at(row);
  checkIdentity(flow, `loan "${loanId}"`);
  const repaymentType = repaymentTypes[loans.repaymentType[row]!]!;
  return {
    loanId,
    line: loans.line[row]!,
    repaymentType,
    balance: loans.currentBalance[row]!,
    annualRate: loans.annualRate[row]!,
    remainingTermMonths: cohort.remainingTermMonths[0]!,
    rates,
    flow,
    formulas: columnFormulas(repaymentType, ownAssumptions(loans, row, assumptions), flow),
  };
}

/** What holds for one loan, its segments considered. */
function ownAssumptions(
  loans: LoanTable,
  row: number,
  assumptions: CollateralAssumptions,
): CollateralAssumptions {
  const inSegment = (assumptions.segments ?? []).map(({ where }) => segmentTest(loans, where)(row));
  return { ...assumptions, ...assumptionsOfSegments(assumptions, inSegment) };
}
