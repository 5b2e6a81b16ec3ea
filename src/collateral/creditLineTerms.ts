import type { CalendarDate } from '#basics/calendarDate.js';
import type { AmortizationTerms } from './amortizationTerms.js';
import { collateralMonthEnd } from './collateralMonths.js';
import { pushMonth } from './contractChanges.js';
import type { ContractWorld } from './contractWorld.js';
import { type CreditLineAssumption, creditLineMonth } from './creditLine.js';
import type { LoanTable } from './loanTable.js';

/**
 * Interest by actual days at the tape's daily rate (the annual rate over 365 where it has none). Where the use of
 * lines is assumed, each month's repayments and drawings per unit of balance come from `creditLineMonth`; in the
 * last month nothing is drawn and all is repaid.
 */
export function creditLineTerms(
  loans: LoanTable,
  row: number,
  cutOff: CalendarDate,
  { creditLines }: ContractWorld,
  terms: AmortizationTerms,
): void {
  const daily = loans.numbers.dailyRate;
  const dailyRate = daily?.present[row] === 1 ? daily.values[row]! : loans.annualRate[row]! / 365;
  terms.monthlyRate = dailyRate;
  terms.byDays = true;
  if (creditLines === undefined) return;
  terms.draws = true;
  const limits = loans.numbers.creditLimit;
  const limit = limits?.present[row] === 1 ? limits.values[row]! / loans.currentBalance[row]! : 0;
  pushLineMonths(creditLines, { monthCount: terms.monthCount, dailyRate, limit }, cutOff, terms.changes);
  terms.byDays = false;
}

/** The months of a line from `start` on, each with its own days. */
export function pushLineMonths(
  creditLines: CreditLineAssumption,
  line: { readonly monthCount: number; readonly dailyRate: number; readonly limit: number },
  start: CalendarDate,
  changes: number[],
): void {
  let balance = 1;
  for (let month = 0; month < line.monthCount; month++) {
    const days = collateralMonthEnd(start, month + 1) - collateralMonthEnd(start, month);
    const last = month === line.monthCount - 1;
    const use = creditLineMonth(creditLines, balance, last ? 0 : line.limit, days);
    // All may have been repaid in the first days: what is left of nothing pays nothing.
    const per = (amount: number): number => (balance === 0 ? 0 : amount / balance);
    const rate = per(line.dailyRate * use.balanceDays);
    pushMonth(changes, month, last ? 1 : per(use.repaid), rate, 0, per(use.drawn));
    balance = use.balanceAtEnd;
  }
}
