import type { TapeRows } from './tapeRows.js';

/** What became of a cell. */
export const absent = 0;
export const present = 1;
export const unreadable = 2;

/** Numbers of one tape column, a value a row; 0 where `state` is not `present`. */
export interface NumberCells {
  readonly values: Float64Array;
  readonly state: Uint8Array;
  /** Known to be present in every row. */
  readonly isFull?: boolean;
}

export interface DateCells {
  readonly days: Int32Array;
  readonly state: Uint8Array;
  readonly isFull?: boolean;
  /** No cell names a day (`2018-03`, `Mar-2018`); days are then the first of their months. */
  readonly monthsOnly: boolean;
  /** In a summary of a column, the rows of the tape that each of its rows stands for. */
  readonly counts?: readonly number[];
}

/** Texts as codes: 0 is absent, code k is `labels[k - 1]`. */
export interface TextCells {
  readonly codes: Uint32Array;
  readonly labels: readonly string[];
  /** As in `DateCells`. */
  readonly counts?: readonly number[];
}

/** A cell without the blanks around it, which tapes pad with. */
export function trimmedCell(rows: TapeRows, row: number, column: number): string {
  const text = rows.cell(row, column);
  if (text === '') return text;
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > 32 && last > 32 && first < 127 && last < 127 ? text : text.trim();
}

/**
 * Cells for run after run of rows: the same ones again where nobody keeps what was read, which spares the machine
 * fresh memory; else new ones.
 */
export class CellRoom {
  readonly #reuses: boolean;
  #numbers = emptyCells(0);
  #codes = new Uint32Array(0);
  #dates = { days: new Int32Array(0), state: new Uint8Array(0) };

  constructor(reuses: boolean) {
    this.#reuses = reuses;
  }

  numbers(rowCount: number): NumberCells {
    if (!this.#reuses || this.#numbers.values.length !== rowCount) this.#numbers = emptyCells(rowCount);
    else {
      this.#numbers.values.fill(0);
      this.#numbers.state.fill(absent);
    }
    return this.#numbers;
  }

  /** Whatever stood there before: every row is to be written. */
  codes(rowCount: number): Uint32Array {
    if (!this.#reuses || this.#codes.length !== rowCount) this.#codes = new Uint32Array(rowCount);
    return this.#codes;
  }

  /** As `codes`. */
  dates(rowCount: number): { readonly days: Int32Array; readonly state: Uint8Array } {
    if (!this.#reuses || this.#dates.days.length !== rowCount)
      this.#dates = { days: new Int32Array(rowCount), state: new Uint8Array(rowCount) };
    return this.#dates;
  }
}

export function emptyCells(rowCount: number): NumberCells {
  return { values: new Float64Array(rowCount), state: new Uint8Array(rowCount) };
}
