import type { CalendarDate } from '#basics/calendarDate.js';
import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { LoanTable } from '../loanTable.js';
import type { TapeColumnReport } from './columnReader.js';
import type { Concentration } from './concentration.js';
import type { DerivedColumn } from './derivations.js';
import type { Homogeneity } from './homogeneity.js';
import type { Stratification } from './stratify.js';
import type { DateOrder, Delimiter, TapeEncoding } from './tapeOptions.js';

import type { WeightedAverage } from './weightedAverages.js';

export interface TapeReading {
  readonly table: LoanTable;
  readonly report: TapeReport;
}

/** What was read and how; `rows` = `accepted` + `rejected` + `ignored`, in number and in money. */
export interface TapeReport {
  readonly encoding: TapeEncoding;
  readonly encodingEvidence: string;
  readonly delimiter: Delimiter;
  readonly delimiterEvidence: string;
  /** Line of the headings, the first is 1. */
  readonly headingLine: number;
  readonly headingEvidence: string;
  /** One column a loan, as in the regulatory workbooks; lines of loans are then their columns. */
  readonly transposed: boolean;
  readonly source: { readonly name: string; readonly title: string; readonly evidence: string };
  readonly headings: readonly string[];
  readonly columns: readonly TapeColumnReport[];
  readonly dateOrder: DateOrder | undefined;
  /** Headings that fill no canonical column. */
  readonly unmapped: readonly string[];
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly money: TapeMoney;
  /**
   * Why rows were ignored: `zero-balance`, `total-row`, `note-row` (no loan), `other-day` (not the chosen cut-off). A
   * total row's `money`, what it states, is in no other sum.
   */
  readonly ignoredFor: readonly { readonly reason: string; readonly rows: number; readonly money: string }[];
  /** The first faults by line; `faultCount` counts all of them, and a rejected row can have several. */
  readonly rejects: readonly RejectedCell[];
  readonly faultCount: number;
  readonly currency: string | undefined;
  readonly cutOffDate: CalendarDate | undefined;
  readonly cutOffEvidence: string;
  /** Balance of the accepted loans, exact, with two decimals or as many more as the tape has. */
  readonly currentBalance: string;
  /** By current balance; null without an accepted loan. */
  readonly weightedAverageRate: number | null;
  readonly weightedAverageRemainingTermMonths: number | null;
  /** Columns that were computed or assumed, in how many rows and how. */
  readonly derived: readonly DerivedColumn[];
  readonly distinctLoanIds: number | undefined;
  readonly stratifications: readonly Stratification[];
  readonly concentrations: readonly Concentration[];
  readonly homogeneity: readonly Homogeneity[];
  readonly weightedAverages: readonly WeightedAverage[];
  readonly warnings: readonly Problem[];
}

/** Exact sums of the balance column over rows in which it can be read. */
export interface TapeMoney {
  readonly total: string;
  readonly accepted: string;
  readonly rejected: string;
  readonly ignored: string;
  /** Rows that add nothing: balance missing, unreadable, beyond belief or on a row of the wrong width. */
  readonly rowsWithoutBalance: number;
}

/** Why a row is not among the loans. */
export interface RejectedCell {
  readonly line: number;
  /** As it stands on the tape; empty where the tape has none. */
  readonly loanId: string;
  /** Heading on the tape, or the canonical name of what is missing. */
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly reason: string;
}

/** A reject as a problem with its place; whether it is an error is for the caller to say. */
export function rejectProblem(tape: string, reject: RejectedCell, severity: Problem['severity']): Problem {
  const value = reject.value === '' ? '' : `${quoted(reject.value, 40)} `;
  return problem(
    severity,
    reject.code,
    `${tape}:${reject.line}:${reject.column}`,
    `${value}${reject.reason}`,
  );
}
