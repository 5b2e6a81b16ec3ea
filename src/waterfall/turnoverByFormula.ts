import { purchaseInterval, type Turnover, type TurnoverMonth } from './monthTurnover.js';

/** The mix of what is bought: shares by lot, and the interest of a day on it. */
export interface BoughtMix {
  readonly share: Float64Array;
  readonly dailyRate: number;
}

/**
 * A month of purchases in closed form, where no limit holds any of them back. With h repaid a day, q = 1 − h, and
 * purchases at price P every k days, what is out grows over each interval by
 *
 *   G(k) = q^k + (1 − q^k) / P
 *
 * since 1 − q^k of it comes back and buys at its end; inside the interval it falls as q^j, so that it is out for
 * (1 − q^k) / h balance-days of its start. What was bought is what is out less a·q^n, what the loans of the start
 * would have left. What comes on the last day beside (`atEnd`) buys then. Own derivation; the ledger by the day is
 * `turnoverByDay`, and the tests hold one against the other.
 */
export function turnoverByFormula(
  month: TurnoverMonth,
  { share, dailyRate }: BoughtMix,
  into: Turnover,
): void {
  const { days, paying, performing, repaidPerDay: h, atEnd, price } = month;
  const interval = purchaseInterval(month.every, days);
  const whole = Math.floor(days / interval);
  let out = paying;
  let collected = 0;
  let loanDays = 0;
  let cashDays = 0;
  const run = (length: number, count: number): void => {
    if (length === 0 || count === 0) return;
    const left = power(1 - h, length);
    const back = 1 - left;
    // Less one: the growth over an interval, without cancellation.
    const growth = back * (1 / price - 1);
    const starts = out * powerSum(growth, count);
    const balanceDays = h === 0 ? length : back / h;
    collected += starts * back;
    loanDays += starts * balanceDays;
    cashDays += starts * (length - balanceDays);
    out *= power(1 + growth, count);
  };
  run(interval, whole);
  run(days - whole * interval, 1);
  const ownLeft = paying * power(1 - h, days);
  const ownDays = h === 0 ? paying * days : (paying - ownLeft) / h;
  const bought = (collected + atEnd) / price;
  const left = Math.max(0, out - ownLeft) + atEnd / price;
  into.spent = collected + atEnd;
  into.bought = bought;
  into.repaid = Math.max(0, bought - left);
  into.interest = dailyRate * Math.max(0, loanDays - ownDays);
  into.loanDays = loanDays + (performing - paying) * days;
  into.cashDays = cashDays;
  for (let lot = 0; lot < share.length; lot++) into.atEnd[lot] = left * share[lot]!;
}

/** x to a whole number of days. */
function power(x: number, count: number): number {
  let result = 1;
  for (let k = 0; k < count; k++) result *= x;
  return result;
}

/** Σ (1 + e)^j for j from 0 to count − 1; near e = 0 by its series, where the quotient would cancel. */
function powerSum(e: number, count: number): number {
  if (Math.abs(e * count) > 1e-5) return (power(1 + e, count) - 1) / e;
  return count * (1 + ((count - 1) / 2) * e * (1 + ((count - 2) / 3) * e));
}
