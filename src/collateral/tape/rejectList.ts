import type { CanonicalName } from './canonicalColumns.js';
import type { TapeColumns } from './columnReader.js';
import { trimmedCell } from './tapeCells.js';
import type { RejectedCell } from './tapeReport.js';
import type { TapeRows } from './tapeRows.js';

interface Fault {
  readonly row: number;
  readonly column: string;
  /** Place of the cell; undefined where the tape has none. */
  readonly cell: number | undefined;
  readonly code: string;
  readonly reason: string;
}

/** Faults of a run of rows: every one counted, the row marked, and the first by row kept for the list. */
export class RejectList {
  readonly rejected: Uint8Array;
  readonly #rows: TapeRows;
  readonly #columns: TapeColumns;
  readonly #most: number;
  #kept: Fault[] = [];
  #faults = 0;

  constructor(rows: TapeRows, columns: TapeColumns, most: number) {
    this.rejected = new Uint8Array(rows.rowCount);
    this.#rows = rows;
    this.#columns = columns;
    this.#most = most;
  }

  add(row: number, canonical: CanonicalName, code: string, reason: string): void {
    const binding = this.#columns.bindings.get(canonical);
    this.#keep({ row, column: binding?.heading.text ?? canonical, cell: binding?.column, code, reason });
  }

  addRow(row: number, column: string, code: string, reason: string): void {
    this.#keep({ row, column, cell: undefined, code, reason });
  }

  get faultCount(): number {
    return this.#faults;
  }

  /** So many faults at most, by row. */
  list(most: number): RejectedCell[] {
    return this.#firstFaults(most).map(({ row, column, cell, code, reason }) => {
      const ids = this.#columns.bindings.get('loanId');
      const loanId = ids === undefined ? '' : trimmedCell(this.#rows, row, ids.column).slice(0, 200);
      const value = cell === undefined ? '' : trimmedCell(this.#rows, row, cell).slice(0, 200);
      return { line: this.#rows.lineOf(row), loanId, column, value, code, reason };
    });
  }

  #keep(fault: Fault): void {
    this.rejected[fault.row] = 1;
    this.#faults++;
    this.#kept.push(fault);
    // Checks come one after another, each over all rows: now and then what can no longer be listed is let go.
    if (this.#kept.length > 2 * this.#most + 10_000) this.#kept = this.#firstFaults(this.#most);
  }

  #firstFaults(most: number): Fault[] {
    return this.#kept.sort((a, b) => a.row - b.row).slice(0, most);
  }
}
