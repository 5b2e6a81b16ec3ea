import type { AmortizationTerms } from './amortizationTerms.js';
import { annuityGrowth } from './annuity.js';
import { balloonShare } from './loanNumbers.js';
import type { LoanTable } from './loanTable.js';

/**
 * Level installments. The tape's own installment is kept to the last payment but one, and the last is the
 * remainder, when that is between 0.5 % and two full payments: so it is for a term that NPER gave (rounded up
 * after subtracting 0.01), and for a stated term that the installment misses by less than a payment, as simple
 * daily interest makes it do. From 99 % to 102 % the loan is level, the difference being cents in the tape.
 *
 * An installment that repays the balance in fewer payments is kept too, and the loan ends with them: its borrower
 * has paid ahead and owes no more. Under half of the remaining payments it is not believed. One that is too low
 * for the term, by more than a payment at the end, cannot be what the loan will pay by its maturity. In both cases
 * the loan is re-leveled over its remaining term, and `checkLoans` warns.
 */
export function levelTerms(loans: LoanTable, row: number, terms: AmortizationTerms): void {
  const rate = terms.monthlyRate * terms.paymentInterval;
  const payments = Math.ceil(terms.monthCount / terms.paymentInterval);
  const levelDivisor = annuityGrowth(rate, payments);
  const balloon = balloonShare(loans, row);
  terms.decay = 1 / (1 + rate);
  terms.divisor = levelDivisor / (1 - balloon);
  if (balloon > 0) return;
  const installment = loans.numbers.installment;
  if (installment?.present[row] !== 1) return;
  const firstPrincipal = installment.values[row]! / loans.currentBalance[row]! - rate;
  if (!(firstPrincipal > 0)) {
    terms.installment = 're-leveled';
    return;
  }
  // The last payment's principal over that of a full installment: 1 when the installment is the level one.
  const beforeLast = annuityGrowth(rate, payments - 1);
  const lastShare = (1 / firstPrincipal - beforeLast) / (levelDivisor - beforeLast);
  if (lastShare >= 0.99 && lastShare <= 1.02) {
    terms.installment = 'level';
  } else if (lastShare > 0.005 && lastShare <= 2) {
    terms.installment = 'kept';
    terms.divisor = 1 / firstPrincipal;
  } else if (lastShare <= 0.005) {
    endEarly(terms, rate, payments, 1 / firstPrincipal);
  } else {
    terms.installment = 're-leveled';
  }
}

/** Fewer payments: the least whose level divisor reaches the installment's, but for half a percent of a payment. */
function endEarly(terms: AmortizationTerms, rate: number, payments: number, divisor: number): void {
  let fewer = payments - 1;
  while (fewer > 1 && divisor - annuityGrowth(rate, fewer - 1) <= 0.005 * growthOf(rate, fewer - 1)) fewer--;
  if (2 * fewer < payments) {
    terms.installment = 're-leveled';
    return;
  }
  terms.installment = 'ends-early';
  terms.divisor = divisor;
  terms.monthCount -= (payments - fewer) * terms.paymentInterval;
}

/** s(count + 1) − s(count) = (1 + rate)^count. */
function growthOf(rate: number, count: number): number {
  return 1 + rate * annuityGrowth(rate, count);
}
