import { exp, log } from './elementary.js';
import { logGamma } from './logGamma.js';
import { normalQuantile } from './normal.js';

const termsMost = 20_000;

/** P(χ²_ν ≤ x), ν above 0: the regularized lower incomplete gamma function at (ν/2, x/2). */
export function chiSquareCdf(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 0 : lowerGamma(degreesOfFreedom / 2, x / 2).lower;
}

/**
 * x with P(χ²_ν ≤ x) = p, p inside (0, 1): Newton's method on the logarithm of the nearer tail from Wilson and
 * Hilferty's start, kept inside a bracket.
 */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`no quantile of chi-square at ${p}`);
  const a = degreesOfFreedom / 2;
  let x = startingPoint(p, a);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 200; step++) {
    const { lower, upper } = lowerGamma(a, x);
    if (lower < p) low = x;
    else high = x;
    const density = exp((a - 1) * log(x) - x - logGamma(a));
    // In ln x, of the tail that is small: there the curve is nearly straight.
    const logStep =
      p < 0.5
        ? ((log(p) - log(lower)) * lower) / (density * x)
        : ((log(upper) - log(1 - p)) * upper) / (density * x);
    let next = x * exp(Math.max(-5, Math.min(5, logStep)));
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? 2 * x : 0.5 * (low + high);
    if (Math.abs(next - x) <= 4e-15 * x) return 2 * next;
    x = next;
  }
  return 2 * x;
}

/** Half of ν(1 − 2/9ν + z√(2/9ν))³; for small values from the leading term x^a / Γ(a + 1). */
function startingPoint(p: number, a: number): number {
  const share = 1 / (9 * a);
  const root = 1 - share + normalQuantile(p) * Math.sqrt(share);
  const cube = a * root * root * root;
  return root > 0.1 ? cube : exp((log(p) + logGamma(a + 1)) / a);
}

/** Both tails of the regularized incomplete gamma function: series below a + 1, continued fraction above. */
function lowerGamma(a: number, x: number): { readonly lower: number; readonly upper: number } {
  const front = exp(a * log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < termsMost && term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    const lower = Math.min(1, front * sum);
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < termsMost; n++) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  const upper = Math.min(1, front * value);
  return { lower: 1 - upper, upper };
}
