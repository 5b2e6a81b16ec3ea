import type { ScanMemory } from './scanMemory.js';

/** Scans rows in a memory of its own; the two that there are give the same columns. */
export interface RowScanner {
  readonly memory: ScanMemory;
  /** Rows until a block is full, the bytes end or a row needs the caller; see `status` in scanLayout.ts. */
  scanRows(job: number): number;
  /** Code of a text in a column's dictionary, or `noRoom` or `notUtf8`. */
  entryOf(column: number, from: number, length: number): number;
  /** Puts all entries into slots that the caller has made larger and empty. */
  fillSlots(column: number): void;
}
