import type { CalendarDate } from '#basics/calendarDate.js';

/**
 * The loans of a pool as columns, one element a loan. The three columns that pricing needs are complete; the
 * others are there or absent as a whole, and say row by row what is missing. Nothing here is NaN.
 */
export interface LoanTable {
  /** Base name of the tape, for the place of a problem. */
  readonly name: string;
  readonly rowCount: number;
  /** ISO code from the tape, if it states one. */
  readonly currency: string | undefined;
  /** As stated by the tape or the user, or assumed from the tape with a warning; the clock is never asked. */
  readonly cutOffDate: CalendarDate | undefined;
  /** Line of each loan in its file, the first is 1; on a tape with a column a loan, that column. */
  readonly line: Uint32Array;
  readonly loanId: TextColumn;
  /** Outstanding principal in currency units; for a discount instrument its face. Above zero. */
  readonly currentBalance: Float64Array;
  /** Nominal annual rate as a fraction, paid at the loan's frequency. Zero is a rate. */
  readonly annualRate: Float64Array;
  /** Whole months from the cut-off to the last payment, at least 1. */
  readonly remainingTermMonths: Int32Array;
  /** Codes into `repaymentTypes`. */
  readonly repaymentType: Uint8Array;
  readonly numbers: { readonly [name in NumberColumnName]?: NumberColumn };
  readonly dates: { readonly [name in DateColumnName]?: DateColumn };
  readonly categories: { readonly [name in CategoryColumnName]?: CategoryColumn };
  /** Payments of loans of the type `schedule`, from a second table: see customSchedule.ts. */
  readonly schedules?: PaymentSchedules;
}

/** Payments by row of the loan table, as columns: those of row r are `start[r]` to `start[r + 1]` − 1. */
export interface PaymentSchedules {
  readonly start: Uint32Array;
  /** Month of the pool in which the payment falls, the first is 1, rising within a loan. */
  readonly month: Int32Array;
  readonly principal: Float64Array;
  readonly interest: Float64Array;
}

export const repaymentTypes = [
  'level',
  'equal-principal',
  'interest-only',
  'bullet',
  'discount',
  'flat-fee',
  'credit-line',
  'schedule',
  'recovery-only',
] as const;
export type RepaymentType = (typeof repaymentTypes)[number];

export type NumberColumnName =
  | 'originalBalance'
  | 'dailyRate'
  | 'originalTermMonths'
  | 'monthsOnBook'
  | 'installment'
  | 'daysPastDue'
  | 'score'
  | 'annualDefaultRate'
  | 'creditLimit'
  | 'faceAmount'
  /** Payments a year: 12, 4, 2, 1, 52, 26, 365. Absent: monthly. */
  | 'paymentFrequency'
  /** Months from the cut-off in which interest is paid and no principal. */
  | 'interestOnlyMonths'
  /** Months from the cut-off in which interest is added to the balance and nothing is paid. */
  | 'capitalizingMonths'
  /** Flat fee: months from origination whose payments carry no fee. */
  | 'feeFreeMonths'
  /** Paid with the last installment, in currency units, part of the current balance. */
  | 'balloonAmount'
  /** Floating rate: over the index, as a fraction. A loan floats where `indexName` says an index. */
  | 'margin'
  /** Months from the cut-off to the next reset, and between resets. */
  | 'firstResetMonths'
  | 'resetMonths'
  /** Greatest change at the next reset, and at those after it. */
  | 'firstRateCap'
  | 'periodicRateCap'
  /** The rate itself is never over or under these; rounded to a multiple of `rateRounding` before caps. */
  | 'lifeRateCap'
  | 'rateFloor'
  | 'rateRounding'
  /** Recovery-only collateral: what is expected after `remainingTermMonths`, and the cost of getting it. */
  | 'expectedRecovery'
  | 'recoveryCost'
  /** Payables: what was or is to be paid for the claim (贴现), below its face. */
  | 'purchasePrice'
  /** Of the payer: debt over assets, current assets over current liabilities, profit over sales. */
  | 'debtRatio'
  | 'currentRatio'
  | 'netMargin'
  | 'yearsInBusiness'
  /** Of the payer, over a year, as a fraction. */
  | 'cashFlowGrowth';
export type DateColumnName =
  | 'originationDate'
  | 'maturityDate'
  | 'dueDate'
  /** Payables: when the acceptor took on the payment, and when the claim was bought. */
  | 'acceptanceDate'
  | 'purchaseDate';
export type CategoryColumnName =
  | 'obligorId'
  | 'status'
  | 'region'
  | 'industry'
  | 'rating'
  | 'guarantor'
  | 'payerId'
  | 'indexName'
  | 'payerType'
  | 'acceptor'
  | 'holder'
  /** What secures the claim (担保情况); the pool as a whole is the collateral. */
  | 'security'
  | 'repaymentSource'
  | 'documentStatus';

/** Values with a mask: `present[row]` is 1 where the tape has a value, and `values[row]` is 0 elsewhere. */
export interface NumberColumn {
  readonly values: Float64Array;
  readonly present: Uint8Array;
}

export interface DateColumn {
  /** `CalendarDate` values. */
  readonly days: Int32Array;
  readonly present: Uint8Array;
}

/** Labels in order of first appearance; code 0 is "missing", code k is `labels[k - 1]`. */
export interface CategoryColumn {
  readonly codes: Uint32Array;
  readonly labels: readonly string[];
}

export interface TextColumn {
  at(row: number): string;
  /** Where the texts are kept as bytes: two hashes of each, without making a string. Equal texts hash equally. */
  hashAll?(highs: Int32Array, lows: Int32Array): void;
}
