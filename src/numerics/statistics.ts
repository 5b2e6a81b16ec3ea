/** Sums and moments whose bits depend on the values and their order alone, and quantiles by one definition. */

/**
 * Σ values[start … end - 1] by halves, of runs of up to 64 in order: the error grows with log n, not n
 * (N. J. Higham, The accuracy of floating point summation, 1993).
 */
export function pairwiseSum(values: ArrayLike<number>, start = 0, end = values.length): number {
  if (end - start <= 64) {
    let sum = 0;
    for (let i = start; i < end; i++) sum += values[i]!;
    return sum;
  }
  const middle = start + Math.floor((end - start) / 2);
  return pairwiseSum(values, start, middle) + pairwiseSum(values, middle, end);
}

/** Of a sample: `squares` is Σ (x - mean)². */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

export const noMoments: Moments = { count: 0, mean: 0, squares: 0 };

/** In two passes, so that a variance small beside the mean keeps its digits. */
export function momentsOf(values: ArrayLike<number>, start = 0, end = values.length): Moments {
  const count = end - start;
  if (count === 0) return noMoments;
  const mean = pairwiseSum(values, start, end) / count;
  const squares = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const difference = values[start + i]! - mean;
    squares[i] = difference * difference;
  }
  return { count, mean, squares: pairwiseSum(squares) };
}

/**
 * The moments of two samples together; merge blocks in their fixed order, and any number of workers gives
 * the same bits. Source: T. F. Chan, G. H. Golub, R. J. LeVeque, Updating formulae … (1979).
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const gap = b.mean - a.mean;
  const share = b.count / count;
  return { count, mean: a.mean + gap * share, squares: a.squares + b.squares + gap * gap * a.count * share };
}

/** Of the population the sample comes from: Σ (x - mean)² / (n - 1). One value has none, and throws. */
export function varianceOf(moments: Moments): number {
  if (moments.count < 2) throw new RangeError(`a variance needs two values, not ${moments.count}`);
  return moments.squares / (moments.count - 1);
}

/** Of the mean of independent values. */
export function standardErrorOf(moments: Moments): number {
  return Math.sqrt(varianceOf(moments) / moments.count);
}

/**
 * The smallest of n sorted values with at least p n of them at or below it (the inverse of the empirical
 * distribution; definition 1 of R. J. Hyndman and Y. Fan, 1996); p = 0 gives the least.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  checkQuantile(sorted.length, p);
  return sorted[Math.max(0, leastWhole(p * sorted.length) - 1)]!;
}

/**
 * The smallest of the sorted values at which the weights so far reach p of their total; equal weights give
 * `quantile`. Weights are at least zero and not all zero (importance sampling).
 */
export function weightedQuantile(sorted: ArrayLike<number>, weights: ArrayLike<number>, p: number): number {
  checkQuantile(sorted.length, p);
  if (weights.length !== sorted.length)
    throw new RangeError(`${weights.length} weights of ${sorted.length} values`);
  const total = pairwiseSum(weights);
  if (!(total > 0 && Number.isFinite(total))) throw new RangeError(`weights add up to ${total}`);
  const wanted = p * total * (1 - wholeTolerance);
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) {
    sum += weights[i]!;
    if (sum >= wanted && sum > 0) return sorted[i]!;
  }
  return sorted[sorted.length - 1]!;
}

/** (Σ w)² / Σ w²: how many equally weighted values say as much (L. Kish 1965); 0 without any weight. */
export function effectiveSampleSize(weights: ArrayLike<number>): number {
  const sum = pairwiseSum(weights);
  const squares = Float64Array.from(weights, (w) => w * w);
  return sum === 0 ? 0 : (sum * sum) / pairwiseSum(squares);
}

/** 0.07 * 100 is 7.000000000000001, and means 7. */
const wholeTolerance = 1e-12;

function leastWhole(x: number): number {
  return Math.ceil(x * (1 - wholeTolerance));
}

function checkQuantile(count: number, p: number): void {
  if (count === 0) throw new RangeError('no quantile of no values');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is not a probability`);
}
