import { momentsOf, standardErrorOf } from '#numerics/statistics.js';
import { batchMeans } from './batchMeans.js';
import { batchedPathsLeast } from './cashBatches.js';
import type { BlockResult, PathLevel } from './pathBlock.js';
import { scrambleCount } from './quasiFactors.js';

/**
 * Mean and standard error of any linear combination of record columns. Two levels: the mean of the large-pool
 * points plus the mean difference of the pairs; or single-loan paths alone. All sums run in path order.
 */
export interface SampleStatistics {
  readonly width: number;
  /** Best estimate of each column's expectation. */
  readonly means: Float64Array;
  /** Expected cash, note × period. */
  readonly cash: Float64Array;
  /** Mean of the pairs' differences (zero in a plain run): what the large pool gets wrong. */
  readonly correction: Float64Array;
  /** Variance of the estimated mean of Σ weights · columns, by level. */
  varianceOf(weights: Float64Array): { readonly largePool: number; readonly loans: number };
  /**
   * The same of Σ weights · columns + Σ cashWeights · cash of a note, from sixteen batches of paths; undefined where
   * there are too few paths for that.
   */
  cashVarianceOf(weights: Float64Array, note: number, cashWeights: Float64Array): number | undefined;
  /** Single-loan rows, in path order: these, not the large pool, make distributions. */
  readonly loanRows: readonly Float64Array[];
  /** What each single-loan path counts for, in the same order. */
  readonly loanWeights: Float64Array;
  readonly loanPathCount: number;
  /** How many of them are pairs, which correct the large pool. */
  readonly pairCount: number;
  readonly largePoolPathCount: number;
}

/** The large pool's mean of `tailColumns` comes from the points that were drawn for it, of all others from the rest. */
export function sampleStatistics(
  blocks: readonly BlockResult[],
  width: number,
  tailColumns: readonly number[] = [],
): SampleStatistics {
  const at = (level: PathLevel) => blocks.filter((block) => block.spec.level === level);
  const quasi = at('large-pool');
  const pairs = at('pairs');
  const singles = at('loans');
  // Means come from pairs where there are any; single loans alone are then for distributions.
  const loans = pairs.length > 0 ? pairs : singles;
  const drawn = [...singles, ...pairs];
  const largePoolPathCount = pathTotal(quasi);
  const scrambles = scrambleMeans(quasi, width);
  if (tailColumns.length > 0)
    copyColumns(scrambleMeans(at('large-pool-tail'), width), tailColumns, scrambles);
  const correction = new Float64Array(width);
  const loanMeans = columnMeans(loans, width, (block) => block.records);
  const twoLevel = quasi.length > 0;
  const means = loanMeans.slice();
  if (twoLevel) {
    const twinMeans = columnMeans(loans, width, (block) => block.twins);
    for (let c = 0; c < width; c++) {
      correction[c] = loanMeans[c]! - twinMeans[c]!;
      means[c] = averageOf(scrambles, c) + correction[c]!;
    }
  }
  return {
    width,
    means,
    cash: expectedCash(quasi, loans),
    correction: twoLevel ? correction : new Float64Array(width),
    varianceOf: (weights) => ({
      largePool: twoLevel ? fewMeansFactor * varianceOfMean(scrambles.map((row) => dot(row, 0, weights))) : 0,
      loans: varianceOfMean(loanSamples(loans, width, weights)),
    }),
    cashVarianceOf: (weights, note, cashWeights) => {
      if (pathTotal(loans) < batchedPathsLeast) return undefined;
      const nothing = new Float64Array(width);
      const ofLoans = batchMeans(loans, width, weights, note, cashWeights);
      const cashOfPoints = batchMeans(quasi, width, nothing, note, cashWeights);
      const ofPoints = scrambles.map((row, batch) => dot(row, 0, weights) + cashOfPoints[batch]!);
      return fewMeansFactor * (varianceOfMean(ofLoans) + (twoLevel ? varianceOfMean(ofPoints) : 0));
    },
    loanRows: drawn.map((block) => block.records),
    loanWeights: joined(drawn.map((block) => block.weights)),
    loanPathCount: pathTotal(drawn),
    pairCount: pathTotal(pairs),
    largePoolPathCount,
  };
}

/**
 * A variance from m independent means is itself uncertain: an error over its estimate has a t distribution with
 * m − 1 degrees of freedom, of variance (m − 1)/(m − 3). With this factor it has variance 1, as a reader of a
 * standard error expects.
 */
const fewMeansFactor = (scrambleCount - 1) / (scrambleCount - 3);

/** Value of Σ weights · columns on every single-loan path. */
export function pathValues(sample: SampleStatistics, weights: Float64Array): Float64Array {
  const values = new Float64Array(sample.loanPathCount);
  let next = 0;
  for (const rows of sample.loanRows) {
    for (let start = 0; start < rows.length; start += sample.width)
      values[next++] = dot(rows, start, weights);
  }
  return values;
}

export function dot(rows: Float64Array, start: number, weights: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < weights.length; c++) sum += weights[c]! * rows[start + c]!;
  return sum;
}

/** Per path: the single-loan combination, less its large-pool twin's where there is one. */
function loanSamples(blocks: readonly BlockResult[], width: number, weights: Float64Array): Float64Array {
  const samples = new Float64Array(pathTotal(blocks));
  let next = 0;
  for (const block of blocks) {
    const { records, twins } = block;
    for (let start = 0, index = 0; start < records.length; start += width, index++) {
      const twin = twins.length > 0 ? dot(twins, start, weights) : 0;
      samples[next++] = block.weights[index]! * (dot(records, start, weights) - twin);
    }
  }
  return samples;
}

function copyColumns(
  from: readonly Float64Array[],
  columns: readonly number[],
  to: readonly Float64Array[],
): void {
  for (const [scramble, row] of from.entries()) {
    for (const column of columns) to[scramble]![column] = row[column]!;
  }
}

/** One row of means per scramble: independent estimates of the same thing. */
function scrambleMeans(blocks: readonly BlockResult[], width: number): Float64Array[] {
  const rows = Array.from({ length: scrambleCount }, () => new Float64Array(width));
  const counts = new Float64Array(scrambleCount);
  for (const { spec, records, weights } of blocks) {
    for (let index = 0; index < spec.pathCount; index++) {
      const scramble = (spec.firstPath + index) % scrambleCount;
      const row = rows[scramble]!;
      for (let c = 0; c < width; c++) row[c]! += weights[index]! * records[index * width + c]!;
      counts[scramble]!++;
    }
  }
  return rows.map((row, scramble) => row.map((sum) => sum / counts[scramble]!));
}

function columnMeans(
  blocks: readonly BlockResult[],
  width: number,
  rowsOf: (block: BlockResult) => Float64Array,
): Float64Array {
  const sums = new Float64Array(width);
  for (const block of blocks) {
    const rows = rowsOf(block);
    const blockSums = new Float64Array(width);
    for (let start = 0, index = 0; start < rows.length; start += width, index++) {
      const weight = block.weights[index]!;
      for (let c = 0; c < width; c++) blockSums[c]! += weight * rows[start + c]!;
    }
    for (let c = 0; c < width; c++) sums[c]! += blockSums[c]!;
  }
  const count = pathTotal(blocks);
  return sums.map((sum) => (count === 0 ? 0 : sum / count));
}

function expectedCash(quasi: readonly BlockResult[], loans: readonly BlockResult[]): Float64Array {
  const size = (loans[0] ?? quasi[0])!.cashSums.length;
  const cash = new Float64Array(size);
  const addMean = (
    blocks: readonly BlockResult[],
    sign: number,
    sumsOf: (b: BlockResult) => Float64Array,
  ) => {
    const count = pathTotal(blocks);
    for (const block of blocks) {
      const sums = sumsOf(block);
      for (let i = 0; i < sums.length; i++) cash[i]! += (sign * sums[i]!) / count;
    }
  };
  addMean(loans, 1, (block) => block.cashSums);
  if (quasi.length > 0) {
    addMean(loans, -1, (block) => block.twinCashSums);
    addMean(quasi, 1, (block) => block.cashSums);
  }
  return cash;
}

function varianceOfMean(samples: ArrayLike<number>): number {
  const error = standardErrorOf(momentsOf(samples));
  return error * error;
}

function averageOf(rows: readonly Float64Array[], column: number): number {
  return rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length;
}

export function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let next = 0;
  for (const part of parts) {
    whole.set(part, next);
    next += part.length;
  }
  return whole;
}

function pathTotal(blocks: readonly BlockResult[]): number {
  return blocks.reduce((sum, block) => sum + block.spec.pathCount, 0);
}
