import { expm1, log } from '#numerics/elementary.js';
import { effectiveSampleSize, momentsOf, standardErrorOf, weightedQuantile } from '#numerics/statistics.js';
import { largestWeight } from './rareLosses.js';
import { pathValues, type SampleStatistics } from './sampleStatistics.js';

/** Keyed by the level as text: `"0.95"`. */
export type QuantilesByLevel = { readonly [level: string]: number };

export interface Distribution {
  readonly standardDeviation: number;
  readonly quantiles: QuantilesByLevel;
  /** Mean of the worst part, keyed by the rest: "0.95" is that of the worst 5 %. */
  readonly expectedShortfall: QuantilesByLevel;
}

/** Which end of a distribution is the bad one: a low value, a high loss. */
export type BadEnd = 'low' | 'high';

export const shortfallLevels = ['0.95', '0.99'] as const;
export const lossLevels = ['0.5', '0.9', '0.95', '0.99', '0.999'] as const;

export const priceLevels = ['0.01', '0.05', '0.25', '0.5', '0.75', '0.95', '0.99'] as const;

/** Over single-loan paths, whose own chance is in it; a large pool has only the economy's. */
export function pathDistribution(
  sample: SampleStatistics,
  columnWeights: Float64Array,
  scale: number,
  levels: readonly string[] = priceLevels,
  badEnd: BadEnd = 'low',
): Distribution {
  const values = pathValues(sample, columnWeights).map((value) => value * scale);
  const order = Uint32Array.from(values, (_, path) => path).sort((a, b) => values[a]! - values[b]! || a - b);
  const sorted = Float64Array.from(order, (path) => values[path]!);
  const weights = Float64Array.from(order, (path) => sample.loanWeights[path]!);
  return {
    standardDeviation: weightedDeviation(sorted, weights),
    quantiles: Object.fromEntries(
      levels.map((level) => [level, weightedQuantile(sorted, weights, Number(level))]),
    ),
    expectedShortfall: Object.fromEntries(
      shortfallLevels.map((level) => [level, worstMean(sorted, weights, 1 - Number(level), badEnd)]),
    ),
  };
}

/**
 * Mean of the worst share of the total weight, the path at the boundary with the part of its weight that is still
 * inside. Source: C. Acerbi, D. Tasche, On the coherence of expected shortfall, Journal of Banking & Finance 26 (2002).
 */
export function worstMean(
  sorted: Float64Array,
  weights: Float64Array,
  share: number,
  badEnd: BadEnd,
): number {
  const count = sorted.length;
  let total = 0;
  for (let i = 0; i < count; i++) total += weights[i]!;
  const wanted = share * total;
  let left = wanted;
  let sum = 0;
  for (let i = 0; i < count && left > 0; i++) {
    const path = badEnd === 'low' ? i : count - 1 - i;
    const used = Math.min(left, weights[path]!);
    sum += used * sorted[path]!;
    left -= used;
  }
  return sum / wanted;
}

/** Losses above which a probability is stated, as shares of balance. */
const lossEdges = ['0', '0.01', '0.02', '0.05', '0.1', '0.15', '0.2', '0.3', '0.5', '0.75', '0.9'] as const;

/**
 * Distribution of a loss: P(loss above the edge), keyed by it, up to the first that no path passes. A loss up to one
 * minor unit of the currency is none. Shares of the total weight, so that none passes 1.
 */
export function lossExceedance(
  sample: SampleStatistics,
  column: number,
  balance: number,
  minorUnit: number,
): QuantilesByLevel {
  const limits = lossEdges.map((edge) => Math.max(minorUnit, Number(edge) * balance));
  const above = new Float64Array(limits.length);
  let total = 0;
  let path = 0;
  for (const rows of sample.loanRows) {
    for (let at = column; at < rows.length; at += sample.width, path++) {
      const weight = sample.loanWeights[path]!;
      total += weight;
      for (let k = 0; k < limits.length && rows[at]! > limits[k]!; k++) above[k]! += weight;
    }
  }
  const last = above.indexOf(0);
  const edges = lossEdges.slice(0, last < 0 ? undefined : last + 1);
  return Object.fromEntries(edges.map((edge, k) => [edge, above[k]! / total]));
}

/** √(Σ w (x − mean)² / Σ w · n/(n − 1)), which is the usual one where all weights are 1. */
function weightedDeviation(values: Float64Array, weights: Float64Array): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    total += weights[i]!;
    sum += weights[i]! * values[i]!;
  }
  const mean = sum / total;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += weights[i]! * (values[i]! - mean) * (values[i]! - mean);
  return Math.sqrt((squares / total) * (values.length / (values.length - 1)));
}

export interface LossFrequency {
  readonly probability: number;
  readonly standardError: number;
  /** How many equally weighted paths with a loss would say as much: (Σ w)² / Σ w² over the paths with a loss. */
  readonly effectiveLossPaths: number;
  readonly upperBound: number | null;
}

/**
 * How often the column exceeds one minor unit. If never in n paths: the 95 % upper confidence bound of a
 * probability not seen in n trials, p with (1 − p)^n = 5 % (about 3/n); under importance sampling, where an
 * event may be drawn less often than it happens by a factor of `largestWeight` at most, that many times it.
 */
export function lossDistribution(sample: SampleStatistics, column: number, minorUnit: number): LossFrequency {
  const n = sample.loanPathCount;
  const counted = new Float64Array(n);
  let path = 0;
  for (const rows of sample.loanRows) {
    for (let at = column; at < rows.length; at += sample.width, path++) {
      if (rows[at]! > minorUnit) counted[path] = sample.loanWeights[path]!;
    }
  }
  const moments = momentsOf(counted);
  const isPlain = sample.loanWeights.every((weight) => weight === 1);
  const bound = -expm1(log(0.05) / n) * (isPlain ? 1 : largestWeight);
  return {
    // Weights of importance sampling add up to the number of paths only on average.
    probability: Math.min(1, moments.mean),
    standardError: standardErrorOf(moments),
    effectiveLossPaths: effectiveSampleSize(counted),
    upperBound: moments.mean > 0 ? null : Math.min(1, bound),
  };
}
