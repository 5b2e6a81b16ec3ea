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
  /** As stated by the tape or the user; the clock is never asked. */
  readonly cutOffDate: CalendarDate | undefined;
  /** Line of each loan in its file, the first is 1. */
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
  | 'paymentFrequency';
export type DateColumnName = 'originationDate' | 'maturityDate' | 'dueDate';
export type CategoryColumnName =
  | 'obligorId'
  | 'status'
  | 'region'
  | 'industry'
  | 'rating'
  | 'guarantor'
  | 'payerId';

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
}
