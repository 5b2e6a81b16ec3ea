import { batchCount } from './cashBatches.js';
import type { BlockResult } from './pathBlock.js';

/** By batch: the mean of Σ weights · columns (of pairs: single loans less twin) + Σ cashWeights · cash of a note. */
export function batchMeans(
  blocks: readonly BlockResult[],
  width: number,
  weights: Float64Array,
  note: number,
  cashWeights: Float64Array,
): Float64Array {
  const sums = new Float64Array(batchCount);
  const counts = new Float64Array(batchCount);
  for (const { spec, weights: ratios, records, twins, cashBatches } of blocks) {
    for (let index = 0, start = 0; index < spec.pathCount; index++, start += width) {
      let value = 0;
      for (let c = 0; c < width; c++) {
        const twin = twins.length > 0 ? twins[start + c]! : 0;
        value += weights[c]! * (records[start + c]! - twin);
      }
      const batch = (spec.firstPath + index) % batchCount;
      sums[batch]! += ratios[index]! * value;
      counts[batch]!++;
    }
    const stride = cashBatches.length / batchCount;
    const from = note * cashWeights.length;
    for (let batch = 0; batch < batchCount; batch++) {
      const row = batch * stride + from;
      for (let p = 0; p < cashWeights.length; p++) sums[batch]! += cashWeights[p]! * cashBatches[row + p]!;
    }
  }
  return sums.map((sum, batch) => sum / counts[batch]!);
}
