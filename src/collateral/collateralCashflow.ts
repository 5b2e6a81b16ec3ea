import type { CalendarDate } from '#basics/calendarDate.js';

/**
 * What a pool pays, month by month: element k is the month that ends at `dates[k]`. Amounts are float64
 * currency units, not rounded. In every month
 *
 *   balanceAtStart − scheduledPrincipal − prepaidPrincipal − defaultedPrincipal + purchasedPrincipal
 *     + capitalizedInterest + drawnPrincipal = balanceAtEnd
 *
 * where balances are performing balances, late ones included: a defaulted loan leaves at once, its recovery comes
 * later. `interest` and `recoveries` are all the cash of their kind; columns that say "of" are parts of them.
 * Optional columns are there when one of their months is not zero.
 */
export interface CollateralCashflow {
  readonly monthCount: number;
  readonly dates: readonly CalendarDate[];
  readonly balanceAtStart: Float64Array;
  readonly interest: Float64Array;
  readonly scheduledPrincipal: Float64Array;
  readonly prepaidPrincipal: Float64Array;
  readonly defaultedPrincipal: Float64Array;
  readonly recoveries: Float64Array;
  /** Defaulted principal that will not be recovered, in the month in which its recovery arrives. */
  readonly losses: Float64Array;
  readonly purchasedPrincipal: Float64Array;
  readonly balanceAtEnd: Float64Array;
  /** Interest that was added to the balance instead of being paid; no cash. */
  readonly capitalizedInterest?: Float64Array;
  /** Drawn by customers on their credit lines: cash that someone must pay out. */
  readonly drawnPrincipal?: Float64Array;
  /** Of interest: penalties on prepaid principal. */
  readonly prepaymentPenalties?: Float64Array;
  /** Of interest and of recoveries: advanced by the servicer on defaulted loans. */
  readonly advancedInterest?: Float64Array;
  readonly advancedPrincipal?: Float64Array;
  /** Cost of collecting, already taken off recoveries. */
  readonly recoveryCosts?: Float64Array;
  /** Paid by guarantors: on demand it is of scheduledPrincipal, after default of recoveries. */
  readonly guaranteeOnDemand?: Float64Array;
  readonly guaranteeAfterDefault?: Float64Array;
  /** Of balanceAtEnd: one, two and three payments late, or face past its due date by as many months. */
  readonly delinquent1To30?: Float64Array;
  readonly delinquent31To60?: Float64Array;
  readonly delinquent61To90?: Float64Array;
  /** Defaults asked for as amounts that the pool was too small for; not in any other column. */
  readonly unplacedDefaults?: Float64Array;
}

/** Columns that a cash flow has only where they are needed, in the order in which they are printed. */
export const optionalColumns = [
  'capitalizedInterest',
  'drawnPrincipal',
  'prepaymentPenalties',
  'advancedInterest',
  'advancedPrincipal',
  'recoveryCosts',
  'guaranteeOnDemand',
  'guaranteeAfterDefault',
  'delinquent1To30',
  'delinquent31To60',
  'delinquent61To90',
  'unplacedDefaults',
] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

/** The columns of a collateral cash flow, in the order in which they are printed. */
export const collateralColumns = [
  'balanceAtStart',
  'interest',
  'scheduledPrincipal',
  'prepaidPrincipal',
  'defaultedPrincipal',
  'recoveries',
  'losses',
  'purchasedPrincipal',
  'balanceAtEnd',
] as const;
export type CollateralColumn = (typeof collateralColumns)[number];
