import { exp } from './elementary.js';

export interface KolmogorovSmirnov {
  /** The largest distance between the two empirical distributions. */
  readonly statistic: number;
  /** Chance of a larger distance if both samples come from one distribution. */
  readonly pValue: number;
}

/**
 * Two-sample test; equal values are passed together, which makes the p-value of discrete samples too large,
 * never too small. p by Kolmogorov's limit at λ = (√n + 0.12 + 0.11/√n) D, n = ab/(a + b): M. A. Stephens,
 * Use of the Kolmogorov–Smirnov … statistics (1970); good from four values a sample up.
 */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): KolmogorovSmirnov {
  if (a.length === 0 || b.length === 0) throw new RangeError(`samples of ${a.length} and ${b.length} values`);
  const statistic = largestDistance(sorted(a), sorted(b));
  const root = Math.sqrt((a.length * b.length) / (a.length + b.length));
  return { statistic, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * statistic) };
}

/**
 * P(K > λ) of Kolmogorov's distribution: 2 Σ (-1)^(k-1) exp(-2k²λ²), or for small λ its theta transform
 * 1 - (√(2π)/λ) Σ exp(-(2k-1)²π²/(8λ²)).
 */
export function kolmogorovTail(lambda: number): number {
  if (!(lambda > 0.04)) return 1;
  let sum = 0;
  if (lambda < 1.18) {
    const unit = 1.2337005501361697 / (lambda * lambda); // π²/8
    for (let k = 1; k <= 7; k += 2) sum += exp(-k * k * unit);
    return 1 - (2.5066282746310002 / lambda) * sum;
  }
  for (let k = 1, sign = 2; k <= 5; k++, sign = -sign) sum += sign * exp(-2 * k * k * lambda * lambda);
  return sum;
}

function largestDistance(a: Float64Array, b: Float64Array): number {
  let largest = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort((x, y) => x - y);
}
