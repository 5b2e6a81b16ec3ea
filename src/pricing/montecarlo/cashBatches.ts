import type { CashFlows } from '#waterfall/compiled/layout.js';
import { scrambleCount } from './quasiFactors.js';

/**
 * Paths by their number modulo sixteen: batches that are independent of each other and alike, whatever the blocks. Of
 * the large pool a batch is a scramble. A figure that rests on the cash of every date, as a yield does, has its
 * standard error from what it comes to in each.
 */
export const batchCount = scrambleCount;

/** Of fewer paths some batch would hold one or none. */
export const batchedPathsLeast = 2 * batchCount;

/** Adds a path's cash to `sums` (note × period) and, with its sign, to its batch's row of `batches`. */
export function addCash(
  flows: CashFlows,
  weight: number,
  sums: Float64Array,
  batches: Float64Array,
  path: number,
  sign: 1 | -1,
): void {
  const row = (path % batchCount) * sums.length;
  for (let i = 0; i < sums.length; i++) {
    const cash = weight * (flows.interestPaid[i]! + flows.principalPaid[i]! + flows.residualPaid[i]!);
    sums[i]! += cash;
    batches[row + i]! += sign * cash;
  }
}
