/**
 * What the row scanners keep where in their memory, compiled or not: addresses in bytes. kernels/tapeKernel.ts
 * repeats these numbers.
 */
export const job = {
  at: 0,
  end: 4,
  row: 8,
  rowMost: 12,
  columnCount: 16,
  columns: 20,
  separator: 24,
  /** The text of the first heading, to know rows that may repeat the headings. */
  heading: 28,
  headingLength: 32,
  /** Room of the compiled scanner: the cells of a batch of rows, and where each row begins. */
  cells: 36,
  starts: 40,
  status: 44,
  bytes: 48,
} as const;

export const column = {
  kind: 0,
  /** Float64 digits of a number column, uint32 codes of a word column, uint32 ends of an id column. */
  values: 4,
  scales: 8,
  /** Open addressing: a code + 1 and its text's hash a slot, 0 is empty. */
  slots: 12,
  slotMask: 16,
  entries: 20,
  entryCount: 24,
  entryMost: 28,
  /** Bytes of texts longer than an entry holds; of a column of ids, all of them. */
  pool: 32,
  poolUsed: 36,
  poolMost: 40,
  /** Of a number column, int32: the same digits where all of a block fit; and 1 where one does not. */
  integers: 44,
  isWide: 48,
  bytes: 64,
} as const;

/** A distinct text of a column: its first bytes, padded with zeros, then these. */
export const entry = { head: 16, length: 16, hash: 20, pool: 24, bytes: 32 } as const;

export type StoreKind = 'number' | 'word' | 'id';
export const kindCodes = { skip: 0, number: 1, word: 2, id: 3 } as const;

export const status = { full: 0, unfinished: 1, odd: 2, noRoom: 3 } as const;

/** Instead of a code. */
export const noRoom = -1;
export const notUtf8 = -2;

/** `scale` of a cell that holds no plain number. */
export const emptyCell = 254;
export const textCell = 255;

/** Rows of a batch, and the bytes of a column's cells in it. */
export const batch = { rows: 256, cellBytes: (256 + 8) * 8 } as const;

/** Bytes that may be read or written beyond an end, a vector at a time. */
export const padding = 32;
