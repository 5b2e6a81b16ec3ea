import type { StoredColumn } from './scan/storedColumn.js';

/**
 * The cells of a tape as text, by row and column, before anybody asks what they mean. The strict reader fills
 * it from csv-parse; a transposed tape is the same thing turned.
 */
export interface TapeRows {
  readonly rowCount: number;
  /** Line in the file on which a row begins, the first is 1; for a transposed tape the column of the loan. */
  lineOf(row: number): number;
  /** Fields that the row really has; other than the heading's count, the row is ragged. */
  widthOf(row: number): number;
  /** Whether all rows are known to be as wide as the headings; empty fields beyond count for nothing. */
  readonly areEven?: boolean;
  /** The lines of all rows, where they are at hand. */
  readonly lines?: Uint32Array;
  /** Empty text beyond the row's end. */
  cell(row: number, column: number): string;
  /** Columns that the byte scanner has kept, packed; rows that it did not read have none. */
  readonly columns?: readonly (StoredColumn | undefined)[];
  /** Rows that call themselves a total, where the scanner has looked for them. */
  readonly totals?: readonly number[];
}

export function tapeRows(records: readonly (readonly string[])[], lines: ArrayLike<number>): TapeRows {
  return {
    rowCount: records.length,
    lineOf: (row) => lines[row]!,
    widthOf: (row) => records[row]!.length,
    cell: (row, column) => records[row]![column] ?? '',
  };
}

/** The rows that `keep` names, in that order. */
export function selectRows(rows: TapeRows, keep: Uint32Array): TapeRows {
  return {
    rowCount: keep.length,
    lineOf: (row) => rows.lineOf(keep[row]!),
    widthOf: (row) => rows.widthOf(keep[row]!),
    cell: (row, column) => rows.cell(keep[row]!, column),
  };
}

/** Columns become rows: row r of the answer is column `firstColumn + r`, its cells go down `lines`. */
export function transposeRows(
  rows: TapeRows,
  lines: Uint32Array,
  firstColumn: number,
  count: number,
): TapeRows {
  return {
    rowCount: count,
    lineOf: (row) => firstColumn + row + 1,
    widthOf: () => lines.length,
    cell: (row, column) => (column < lines.length ? rows.cell(lines[column]!, firstColumn + row) : ''),
  };
}
