import type { PaymentTimes } from './paymentTimes.js';

/**
 * Fills value at closing of 1 paid on each payment date of a path, at the path's own rates plus each of the spreads:
 * row-major payment × spread. A month from k to k + 1 discounts by 1 / (1 + (r_k + s)/12) with its rate at the
 * start; part of a month f by simple interest, 1 / (1 + f (r_k + s)/12), both for payments that fall inside a
 * month and for a closing that does.
 */
export type FillDiscountFactors = (rates: Float64Array, factors: Float64Array) => void;

/** By what 1 at the cut-off has grown, all spreads month by month, so that a payment takes one division. */
export function pathDiscount(times: PaymentTimes, spreads: Float64Array): FillDiscountFactors {
  const { closingMonth, closingFraction } = times;
  const paymentCount = times.month.length;
  const count = spreads.length;
  const monthly = spreads.map((spread) => spread / 12);
  const grown = new Float64Array(count);
  const atClosing = new Float64Array(count);
  const growMonth = (rate: number) => {
    for (let k = 0; k < count; k++) grown[k]! *= 1 + (rate + monthly[k]!);
  };
  return (rates, factors) => {
    let month = 0;
    grown.fill(1);
    for (; month < closingMonth; month++) growMonth(rates[month]! / 12);
    const closingRate = rates[month]! / 12;
    for (let k = 0; k < count; k++) {
      atClosing[k] = grown[k]! * (1 + closingFraction * (closingRate + monthly[k]!));
    }
    for (let p = 0, at = 0; p < paymentCount; p++) {
      for (const until = times.month[p]!; month < until; month++) growMonth(rates[month]! / 12);
      const fraction = times.fraction[p]!;
      const stubRate = fraction === 0 ? 0 : rates[month]! / 12;
      for (let k = 0; k < count; k++) {
        const stub = fraction === 0 ? 1 : 1 + fraction * (stubRate + monthly[k]!);
        factors[at++] = atClosing[k]! / (grown[k]! * stub);
      }
    }
  };
}
