import type { TapeRows } from '../tapeRows.js';
import type { ScanFault } from './oddRow.js';
import type { StoredColumn } from './storedColumn.js';

/** What the byte scanner leaves of a run of rows: data alone, which can go to another thread. */
export interface PackedRows {
  /** By row. */
  readonly lines: Uint32Array;
  /** Of rows that are not as wide as the headings, by row. */
  readonly widths: ReadonlyMap<number, number>;
  readonly totals: readonly number[];
  readonly columns: readonly (StoredColumn | undefined)[];
}

/** A run of rows with its columns packed. Rows count from 0 in each block; lines are those of the file. */
export interface RowBlock extends TapeRows {
  readonly packed: PackedRows;
  readonly totals: readonly number[];
  /** Of its packed columns. */
  readonly bytes: number;
}

export interface ScanCounts {
  readonly rowCount: number;
  readonly blankLines: number;
  readonly repeatedHeadings: number;
}

/** Scans a file from its start, again if need be; stops when a block is answered by false. */
export type BlockScan = (take: (block: RowBlock) => boolean) => ScanCounts | ScanFault;

export function rowBlock(packed: PackedRows): RowBlock {
  const { lines, widths, totals, columns } = packed;
  return {
    packed,
    rowCount: lines.length,
    lineOf: (row) => lines[row]!,
    widthOf: (row) => widths.get(row) ?? columns.length,
    areEven: widths.size === 0,
    lines,
    cell: (row, column) => columns[column]?.textAt(row) ?? '',
    columns,
    totals,
    bytes: columns.reduce((sum, column) => sum + (column?.bytes ?? 0), lines.byteLength),
  };
}
