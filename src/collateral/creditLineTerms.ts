import type { CalendarDate } from '#basics/calendarDate.js';
import type { AmortizationTerms } from './amortizationTerms.js';
import { collateralMonthEnd } from './collateralMonths.js';
import { pushMonth } from './contractChanges.js';
import type { ContractWorld } from './contractWorld.js';
import { creditLineMonth } from './creditLine.js';
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
  let balance = 1;
  for (let month = 0; month < terms.monthCount; month++) {
    const days = collateralMonthEnd(cutOff, month + 1) - collateralMonthEnd(cutOff, month);
    const last = month === terms.monthCount - 1;
    const use = creditLineMonth(creditLines, balance, last ? 0 : limit, days);
    const rate = (dailyRate * use.balanceDays) / balance;
    pushMonth(terms.changes, month, last ? 1 : use.repaid / balance, rate, 0, use.drawn / balance);
    balance = use.balanceAtEnd;
  }
  terms.byDays = false;
}
