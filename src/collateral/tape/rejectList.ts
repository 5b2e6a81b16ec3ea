import type { CanonicalName } from './canonicalColumns.js';
import type { TapeColumns } from './columnReader.js';
import { trimmedCell } from './tapeCells.js';
import type { RejectedCell } from './tapeReport.js';
import type { TapeRows } from './tapeRows.js';

/** Faults of rows: every one counted, the row marked, and so many kept for the list. */
export class RejectList {
  readonly rejected: Uint8Array;
  readonly #rows: TapeRows;
  readonly #columns: TapeColumns;
  readonly #most: number;
  readonly #kept: RejectedCell[] = [];
  #faults = 0;

  constructor(rows: TapeRows, columns: TapeColumns, most: number) {
    this.rejected = new Uint8Array(rows.rowCount);
    this.#rows = rows;
    this.#columns = columns;
    this.#most = most;
  }

  add(row: number, canonical: CanonicalName, code: string, reason: string): void {
    const binding = this.#columns.bindings.get(canonical);
    const value = binding === undefined ? '' : trimmedCell(this.#rows, row, binding.column);
    this.addRow(row, binding?.heading.text ?? canonical, value, code, reason);
  }

  addRow(row: number, column: string, value: string, code: string, reason: string): void {
    this.rejected[row] = 1;
    this.#faults++;
    if (this.#kept.length < this.#most) {
      const ids = this.#columns.bindings.get('loanId');
      const loanId = ids === undefined ? '' : trimmedCell(this.#rows, row, ids.column).slice(0, 200);
      const line = this.#rows.lineOf(row);
      this.#kept.push({ line, loanId, column, value: value.slice(0, 200), code, reason });
    }
  }

  get faultCount(): number {
    return this.#faults;
  }

  list(): RejectedCell[] {
    return this.#kept.sort((a, b) => a.line - b.line);
  }
}
