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

/** Where the cash of a path is added. */
export interface CashSums {
  /** Note × period, over all paths. */
  readonly sums: Float64Array;
  /** Batch × note × period: of single loans less that of their twins. */
  readonly batches: Float64Array;
  readonly path: number;
  readonly isTwin: boolean;
}

/** Adds a path's cash, times what the path counts for, from element `first` of a note × period table on. */
export function addCash(flows: CashFlows, weight: number, to: CashSums, first = 0): void {
  const { sums, batches, path, isTwin } = to;
  const row = (path % batchCount) * sums.length;
  const sign = isTwin ? -1 : 1;
  const { interestPaid, principalPaid, residualPaid } = flows;
  for (let i = 0; i < interestPaid.length; i++) {
    const paid = interestPaid[i]! + principalPaid[i]! + residualPaid[i]!;
    if (paid === 0) continue;
    const cash = weight * paid;
    sums[first + i]! += cash;
    batches[row + first + i]! += sign * cash;
  }
}
