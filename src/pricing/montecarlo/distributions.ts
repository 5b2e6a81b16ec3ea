import { expm1, log } from '#numerics/elementary.js';
import { momentsOf, quantile, varianceOf } from '#numerics/statistics.js';
import { pathValues, type SampleStatistics } from './sampleStatistics.js';

/** Keyed by the level as text: `"0.95"`. */
export type QuantilesByLevel = { readonly [level: string]: number };

export interface Distribution {
  readonly standardDeviation: number;
  readonly quantiles: QuantilesByLevel;
}

export const priceLevels = ['0.01', '0.05', '0.25', '0.5', '0.75', '0.95', '0.99'] as const;

/** Over single-loan paths, whose own chance is in it; a large pool has only the economy's. */
export function priceDistribution(
  sample: SampleStatistics,
  weights: Float64Array,
  scale: number,
  levels: readonly string[] = priceLevels,
): Distribution {
  const values = pathValues(sample, weights).map((value) => value * scale);
  const standardDeviation = Math.sqrt(varianceOf(momentsOf(values)));
  values.sort((a, b) => a - b);
  return {
    standardDeviation,
    quantiles: Object.fromEntries(levels.map((level) => [level, quantile(values, Number(level))])),
  };
}

export interface LossFrequency {
  readonly probability: number;
  readonly upperBound: number | null;
}

/**
 * How often the column exceeds one minor unit. If never in n paths: the 95 % upper confidence bound of a
 * probability not seen in n trials, p with (1 − p)^n = 5 % (about 3/n).
 */
export function lossDistribution(sample: SampleStatistics, column: number, minorUnit: number): LossFrequency {
  let count = 0;
  for (const rows of sample.loanRows) {
    for (let at = column; at < rows.length; at += sample.width) if (rows[at]! > minorUnit) count++;
  }
  const n = sample.loanPathCount;
  return { probability: count / n, upperBound: count > 0 ? null : -expm1(log(0.05) / n) };
}
