import type { CalendarDate } from '#basics/calendarDate.js';
import { annuityGrowth } from './annuity.js';
import { collateralMonthEnd } from './collateralMonths.js';
import { pushMonth } from './contractChanges.js';

/** Payment frequencies within a month: each day, week, other week, or twice a month. */
export const shortFrequencies = [365, 52, 26, 24] as const;

export interface ShortInterval {
  readonly perYear: (typeof shortFrequencies)[number];
  readonly annualRate: number;
  readonly principal: 'level' | 'equal' | 'at-end';
  /** Whole months to the last payment, which falls on the end of the last month. */
  readonly months: number;
}

/**
 * A loan that pays more often than monthly, on the pool's monthly grid. Payments fall every 1, 7 or 14 days counted
 * back from the end of its last month (24 a year: on the middle and the end of each month). Each payment has the
 * interest of its days, rate · days / 365, on the balance after the payment before; a month's interest and
 * principal are the sums over its payments, exactly. The level installment is that of equal periods at
 * rate · period / 365 (24 a year: rate / 24) and the last payment is the remainder. Interest from the last payment
 * before the cut-off to the cut-off belongs to the pool, and interest from the last payment of a month to its end
 * is due with what is prepaid then. The approximation: defaults and prepayments happen at the month's usual points,
 * not between its payments.
 */
export function shortIntervalChanges(terms: ShortInterval, cutOff: CalendarDate, changes: number[]): void {
  const dates = paymentDates(terms, cutOff);
  const payments = dates.length - 1;
  const periodRate = terms.perYear === 24 ? terms.annualRate / 24 : (terms.annualRate * period(terms)) / 365;
  const installment = terms.principal === 'level' ? periodRate + 1 / annuityGrowth(periodRate, payments) : 0;
  let balance = 1;
  let paid = 0;
  let accrued = interestOf(terms, dates[0]!, cutOff);
  for (let month = 0; month < terms.months; month++) {
    const end = collateralMonthEnd(cutOff, month + 1);
    const opening = balance;
    let interest = 0;
    let from: number = month === 0 ? cutOff : collateralMonthEnd(cutOff, month);
    while (paid < payments && dates[paid + 1]! <= end) {
      const date = dates[++paid]!;
      accrued += interestOf(terms, from, date);
      const due = balance * accrued;
      const principal =
        paid === payments
          ? balance
          : terms.principal === 'level'
            ? installment - balance * (paid === 1 ? periodRate : accrued)
            : terms.principal === 'equal'
              ? 1 / payments
              : 0;
      interest += due;
      balance = Math.max(0, balance - Math.max(0, principal));
      accrued = 0;
      from = date;
    }
    accrued += interestOf(terms, from, end);
    const share = month === terms.months - 1 ? 1 : (opening - balance) / opening;
    pushMonth(changes, month, share, interest / opening, accrued);
  }
}

/** Interest per unit of balance from one date to another. */
function interestOf(terms: ShortInterval, from: number, to: number): number {
  if (terms.perYear === 24) return to > from ? terms.annualRate / 24 : 0;
  return (terms.annualRate * (to - from)) / 365;
}

function period(terms: ShortInterval): number {
  return terms.perYear === 365 ? 1 : terms.perYear === 52 ? 7 : 14;
}

/** The payment date before the cut-off (or on it), then all after it, the last on the end of the last month. */
function paymentDates(terms: ShortInterval, cutOff: CalendarDate): number[] {
  const last = collateralMonthEnd(cutOff, terms.months);
  if (terms.perYear === 24) {
    const dates: number[] = [cutOff];
    for (let month = 1; month <= terms.months; month++) {
      const end = collateralMonthEnd(cutOff, month);
      const start = collateralMonthEnd(cutOff, month - 1);
      dates.push(start + Math.floor((end - start) / 2), end);
    }
    return dates;
  }
  const days = period(terms);
  const count = Math.ceil((last - cutOff) / days);
  return Array.from({ length: count + 1 }, (_, i) => last - (count - i) * days);
}
