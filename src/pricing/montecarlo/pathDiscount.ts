import type { PaymentTimes } from './paymentTimes.js';

/**
 * Value at closing of 1 paid on each payment date of a path, at the path's own rates plus each of the spreads:
 * row-major spread × payment. A month from k to k + 1 discounts by 1 / (1 + (r_k + s)/12) with its rate at the
 * start; part of a month f by simple interest, 1 / (1 + f (r_k + s)/12), both for payments that fall inside a
 * month and for a closing that does.
 */
export function fillDiscountFactors(
  times: PaymentTimes,
  spreads: Float64Array,
  rates: Float64Array,
  factors: Float64Array,
): void {
  const paymentCount = times.month.length;
  for (let k = 0; k < spreads.length; k++) {
    const spread = spreads[k]!;
    let month = 0;
    let value = 1;
    for (; month < times.closingMonth; month++) value /= growth(rates[month]!, spread, 1);
    const perClosing = growth(rates[month]!, spread, times.closingFraction) / value;
    const row = k * paymentCount;
    for (let p = 0; p < paymentCount; p++) {
      for (const until = times.month[p]!; month < until; month++) value /= growth(rates[month]!, spread, 1);
      const fraction = times.fraction[p]!;
      const stub = fraction === 0 ? value : value / growth(rates[month]!, spread, fraction);
      factors[row + p] = stub * perClosing;
    }
  }
}

function growth(rate: number, spread: number, months: number): number {
  return 1 + (months * (rate + spread)) / 12;
}
