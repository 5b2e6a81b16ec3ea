import type { BlockResult, BlockSpec } from '#pricing/montecarlo/pathBlock.js';

/** A round for a worker: it takes blocks by counting `next` up, until all are taken by somebody. */
export interface RoundMessage {
  readonly round: number;
  readonly specs: readonly BlockSpec[];
  /** One number in shared memory: the first block that nobody has taken. */
  readonly next: Int32Array;
}

export type WorkerReply =
  | { readonly kind: 'block'; readonly round: number; readonly index: number; readonly result: BlockResult }
  /** No block is left to take: everything that this worker took has been sent. */
  | { readonly kind: 'idle'; readonly round: number };

/** Index of a block that is now the caller's, or undefined. */
export function takeBlock({ specs, next }: Pick<RoundMessage, 'specs' | 'next'>): number | undefined {
  const index = Atomics.add(next, 0, 1);
  return index < specs.length ? index : undefined;
}
