import type { CalendarDate } from '#basics/calendarDate.js';

/**
 * What a pool pays, month by month: element k is the month that ends at `dates[k]`. Amounts are float64
 * currency units, not rounded. In every month
 *
 *   balanceAtStart − scheduledPrincipal − prepaidPrincipal − defaultedPrincipal + purchasedPrincipal = balanceAtEnd
 *
 * where balances are performing balances: a defaulted loan leaves at once, its recovery comes later.
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
}

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
