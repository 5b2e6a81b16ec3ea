/**
 * What 1 paid at the end of each of `count` periods has grown to at the last of them:
 *
 *   s(count) = ((1 + rate)^count − 1) / rate, and `count` at rate 0
 *
 * Source: compound interest, the annuity-certain s-angle-n. A loan that pays level installments over `count`
 * periods repays 1 / s(count) of its balance in the first. Found by doubling, s(2m) = s(m) + (1 + rate)^m · s(m)
 * and s(m + 1) = (1 + rate) · s(m) + 1: for rates of zero and more every term is positive, so that nothing
 * cancels and small rates lose no digits. `rate` is per period, above −1; `count` a whole number.
 */
export function annuityGrowth(rate: number, count: number): number {
  let growth = 1;
  let value = 0;
  for (let bit = 31 - Math.clz32(count); bit >= 0; bit--) {
    value += growth * value;
    growth *= growth;
    if (((count >>> bit) & 1) === 1) {
      value = value * (1 + rate) + 1;
      growth *= 1 + rate;
    }
  }
  return value;
}

/**
 * The level installment that repays `balance` in `count` periods:
 *
 *   installment = balance · rate / (1 − (1 + rate)^−count) = balance · (rate + 1 / s(count))
 *
 * Source: the annuity formula (等额本息), PMT of spreadsheets with the sign changed. `rate` is per period.
 */
export function levelInstallment(balance: number, rate: number, count: number): number {
  return balance * (rate + 1 / annuityGrowth(rate, count));
}
