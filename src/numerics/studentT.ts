import { exp, log, log1p } from './elementary.js';
import { incompleteBeta } from './incompleteBeta.js';
import { logGamma } from './logGamma.js';
import { normalQuantile } from './normal.js';

/** Below one degree not even the mean exists; above 500 the normal distribution is meant. */
export const degreesOfFreedomLeast = 1;
export const degreesOfFreedomMost = 500;

/** Density of Student's t with ν degrees of freedom. */
export function studentDensity(x: number, degreesOfFreedom: number): number {
  const nu = degreesOfFreedom;
  const constant = logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * log(nu * Math.PI);
  return exp(constant - ((nu + 1) / 2) * log1p((x * x) / nu));
}

/**
 * P(T ≤ x), ½ I_{ν/(ν + x²)}(ν/2, ½) in the lower tail and its complement above: relative precision in the lower
 * tail. Source: Abramowitz and Stegun, 26.5.27.
 */
export function studentCdf(x: number, degreesOfFreedom: number): number {
  if (Number.isNaN(x)) throw new RangeError('no probability of NaN');
  const tail = lowerTail(Math.abs(x), degreesOfFreedom);
  return x <= 0 ? tail : 1 - tail;
}

/** T⁻¹(p): −∞ at 0 and +∞ at 1. By Newton's method on ln P(T ≤ −s), which is concave in ln s. */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no probability`);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperPoint(p, degreesOfFreedom) : upperPoint(1 - p, degreesOfFreedom);
}

function lowerTail(s: number, nu: number): number {
  if (s === Number.POSITIVE_INFINITY) return 0;
  const square = s * s;
  return 0.5 * incompleteBeta(nu / (nu + square), square / (nu + square), nu / 2, 0.5);
}

/** s above 0 with P(T ≤ −s) = tail, tail below ½. */
function upperPoint(tail: number, nu: number): number {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let s = Math.max(1e-8, -normalQuantile(tail));
  for (let step = 0; step < 200; step++) {
    const found = lowerTail(s, nu);
    if (found > tail) low = s;
    else high = s;
    const slope = (-studentDensity(s, nu) * s) / found;
    const logStep = (log(tail) - log(found)) / slope;
    let next = s * exp(Math.max(-2, Math.min(20, logStep)));
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? 2 * s : 0.5 * (low + high);
    if (Math.abs(next - s) <= 1e-14 * s) return next;
    s = next;
  }
  return s;
}
