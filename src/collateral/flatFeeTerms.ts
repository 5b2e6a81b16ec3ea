import type { CalendarDate } from '#basics/calendarDate.js';
import type { AmortizationTerms } from './amortizationTerms.js';
import { pushMonth } from './contractChanges.js';
import { loanAge } from './loanAge.js';
import { wholeMonths } from './loanNumbers.js';
import type { LoanTable } from './loanTable.js';

/**
 * Flat fee (分期手续费): equal principal, and each payment a fee on the original balance. Per unit of scheduled
 * principal the fee is its rate times the original number of payments, whatever has been paid since: a
 * half-paid loan pays half the fee. Source: the rule of the open peer's test (fee × current ÷ scheduled
 * balance). The annual rate is the fee's nominal rate: 1 % a month is 12 %. A fee holiday (feeFreeMonths, counted
 * from origination) leaves out the fee of the payments in it.
 */
export function flatFeeTerms(
  loans: LoanTable,
  row: number,
  cutOff: CalendarDate,
  terms: AmortizationTerms,
): void {
  const payments = Math.ceil(terms.monthCount / terms.paymentInterval);
  const originalPayments = originalTerm(loans, row, cutOff) / terms.paymentInterval;
  terms.divisor = payments;
  const feePerPrincipal = terms.monthlyRate * terms.paymentInterval * originalPayments;
  const age = originalPayments * terms.paymentInterval - terms.monthCount;
  const freeMonths = wholeMonths(loans, row, 'feeFreeMonths') - age;
  terms.monthlyRate = 0;
  if (freeMonths <= 0) {
    terms.feePerPrincipal = feePerPrincipal;
    return;
  }
  for (let month = 0; month < terms.monthCount; month++) {
    const left = terms.monthCount - 1 - month;
    const pays = left % terms.paymentInterval === 0;
    const principal = pays ? 1 / (left / terms.paymentInterval + 1) : 0;
    pushMonth(terms.changes, month, principal, month < freeMonths ? 0 : feePerPrincipal * principal);
  }
}

/** The tape's original term, else age and remaining term together; an unknown age throws (see `checkLoans`). */
function originalTerm(loans: LoanTable, row: number, cutOff: CalendarDate): number {
  const original = loans.numbers.originalTermMonths;
  if (original?.present[row] === 1) return original.values[row]!;
  const age = loanAge(loans, row, cutOff);
  if (age < 0) throw new Error(`${loans.name}:${loans.line[row]}: a flat fee needs the original term`);
  return age + loans.remainingTermMonths[row]!;
}
