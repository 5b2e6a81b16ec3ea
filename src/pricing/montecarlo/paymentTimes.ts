import type { CalendarDate } from '#basics/calendarDate.js';
import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import type { PaymentPlan } from '#waterfall/plan.js';

/** When payments fall on the grid of collateral months: whole months from the cut-off and a part of the next. */
export interface PaymentTimes {
  readonly month: Int32Array;
  /** 0 to below 1: days into the month over its days. */
  readonly fraction: Float64Array;
  /** Years from closing: grid months ÷ 12. */
  readonly years: Float64Array;
  readonly closingMonth: number;
  readonly closingFraction: number;
}

export function paymentTimes(plan: PaymentPlan): PaymentTimes {
  const at = plan.periods.map((period) => monthPosition(plan.cutOffDate, period.paymentDate));
  const closing = monthPosition(plan.cutOffDate, plan.closingDate);
  const inMonths = (position: MonthPosition) => position.month + position.fraction;
  return {
    month: Int32Array.from(at, (position) => position.month),
    fraction: Float64Array.from(at, (position) => position.fraction),
    years: Float64Array.from(at, (position) => (inMonths(position) - inMonths(closing)) / 12),
    closingMonth: closing.month,
    closingFraction: closing.fraction,
  };
}

export interface MonthPosition {
  readonly month: number;
  readonly fraction: number;
}

/** The last collateral month that ends on or before `date`, and how far into the next one the date lies. */
export function monthPosition(cutOff: CalendarDate, date: CalendarDate): MonthPosition {
  if (date < cutOff) throw new Error(`day ${date} lies before the cut-off ${cutOff}`);
  let month = Math.floor((date - cutOff) / 31);
  while (collateralMonthEnd(cutOff, month + 1) <= date) month++;
  const start = collateralMonthEnd(cutOff, month);
  return { month, fraction: (date - start) / (collateralMonthEnd(cutOff, month + 1) - start) };
}
