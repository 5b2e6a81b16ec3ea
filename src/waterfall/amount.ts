import { dividedBy, type Money, money, moneyToFloat, sum, times } from '#basics/money.js';
import type { Amount, ExactTerm } from './paymentPlan.js';

export function amountOf(exact: Money): Amount {
  return { value: moneyToFloat(exact), exact };
}

export const noAmount: Amount = amountOf(money('0'));

/** amount × Σ multiplier / divisor, unrounded. */
export function applyTerms(amount: Money, terms: readonly ExactTerm[]): Money {
  return sum(terms.map((term) => dividedBy(times(amount, term.multiplier), term.divisor)));
}
