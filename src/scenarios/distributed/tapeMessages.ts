import type { MessagePort } from 'node:worker_threads';
import type { BlockMessage } from '#collateral/tape/scan/blockMessage.js';
import type { ScanCounts } from '#collateral/tape/scan/rowBlock.js';
import type { ScanFault, ScanPlan } from '#collateral/tape/scan/scanBlocks.js';

/** With what a scanning thread is started. */
export interface TapeWork {
  readonly path: string;
  readonly port: MessagePort;
  readonly signals: Int32Array;
}

/** Places in `signals`, which both threads see. */
export const signal = {
  /** Messages that have been sent; whoever waits for one waits for this to change. */
  sent: 0,
  /** Blocks that have been taken; the thread stays a few ahead, so that a slow reader does not fill the memory. */
  taken: 1,
  /** 1 where no more blocks of this scan are wanted. */
  stop: 2,
  count: 3,
} as const;

export const blocksAhead = 4;

/** Asks for a scan from the start, by the plan of the first. */
export interface ScanRequest {
  readonly plan: ScanPlan;
}

export type ScanReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'block'; readonly block: BlockMessage }
  /** `sha256` is that of the whole file, of a scan that was not stopped. */
  | { readonly kind: 'end'; readonly outcome: ScanCounts | ScanFault; readonly sha256: string | undefined }
  /** The file cannot be read to its end any more. */
  | { readonly kind: 'changed'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };
