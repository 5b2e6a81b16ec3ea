import {
  add,
  dividedBy,
  isZero,
  type Money,
  minimum,
  money,
  positivePart,
  roundMoney,
  subtract,
  times,
} from '#basics/money.js';
import type { NoteClass } from '#deal/noteClass.js';
import type { DealTerms } from '#deal/terms.js';
import { applyTerms } from './amount.js';
import { planFactors } from './planFactors.js';
import type { PlanCalendar } from './planPeriods.js';

/**
 * Balances of a class that is paid in level installments (等额本息): B i / (1 − (1 + i)^−n) with i the coupon for a
 * payment period of whole months, rounded to the minor unit. Interest accrues by the class's own day count, so the
 * principal of a payment is the installment less that interest; the last payment is what remains.
 */
export function levelBalances(
  note: NoteClass,
  installments: number,
  opening: Money,
  terms: DealTerms,
  { periods }: PlanCalendar,
): Money[] {
  if (note.coupon?.kind !== 'fixed') throw new Error(`class ${note.name} has no fixed coupon`);
  const spans = periods.map((p) => ({ start: p.accrualStart, end: p.accrualEnd }));
  const factors = planFactors(note.coupon.rate, note.dayCount, spans).exact;
  const periodic = dividedBy(times(money(note.coupon.rate.text), terms.dates.paymentMonths), 12);
  const installment = roundMoney(levelInstallment(opening, periodic, installments), terms.decimals);
  let balance = opening;
  return periods.map((_, p) => {
    const interest = roundMoney(applyTerms(balance, factors[p]!), terms.decimals);
    const principal = p + 1 >= installments ? balance : positivePart(subtract(installment, interest));
    balance = subtract(balance, minimum(balance, principal));
    return balance;
  });
}

/** B i q^n / (q^n − 1) with q = 1 + i; B / n without interest. Unrounded. */
export function levelInstallment(balance: Money, rate: Money, count: number): Money {
  if (isZero(rate)) return dividedBy(balance, count);
  let power = money('1');
  for (let k = 0; k < count; k++) power = times(power, add(rate, money('1')));
  return dividedBy(times(times(balance, rate), power), subtract(power, money('1')));
}
