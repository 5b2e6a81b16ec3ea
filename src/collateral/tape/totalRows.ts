import { add, compare, isZero, type Money, zero } from '#basics/money.js';
import { amountMost } from './canonicalColumns.js';
import { ExactSum, exactText } from './exactSum.js';
import { type NumberCells, present, trimmedCell } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';
import { isTotalMarker } from './totalMarker.js';

export interface TotalRow {
  readonly row: number;
  /** Undefined for a proven total; else why the row is not one. */
  readonly doubt: string | undefined;
}

/** What a total above all loans turned out to miss, by what it states. */
export type DoubtedTop = ReadonlyMap<string, string>;

interface ColumnSums {
  /** Of all loans above, up to the last total. */
  all: Money;
  since: ExactSum;
  hasLoans: boolean;
  /** What a total states that stands above all loans. */
  top: Money | undefined;
}

/**
 * Rows that call themselves a total (合计, 小计, Total, …) in their first filled cell. One is proven when every amount in
 * it equals, to the cent, the sum of that column over the loans above it: all of them, or those since the last total (a
 * subtotal); one above all loans when it equals the sum of all below, which only the end of the run can tell: it is
 * believed until then. Anything else is no total and is rejected.
 */
export class TotalRows {
  readonly #columns = new Map<string, ColumnSums>();
  /** Columns whose total at the top an earlier run has refuted. */
  readonly #doubted: DoubtedTop;

  constructor(doubted: DoubtedTop = new Map()) {
    this.#doubted = doubted;
  }

  /** The totals of the next run of rows. */
  find(rows: TapeRows, amounts: ReadonlyMap<string, NumberCells>): TotalRow[] {
    const marked = new Set(rows.totals ?? markedRows(rows));
    const doubts = new Map<number, string>();
    const filled = new Set<number>();
    for (const [name, cells] of amounts) this.#addColumn(name, cells, marked, doubts, filled);
    return [...marked].map((row) => ({
      row,
      doubt: doubts.get(row) ?? (filled.has(row) ? undefined : 'it is named a total and has no amount'),
    }));
  }

  /** After all rows: the columns in which a total above all loans is not their sum. */
  doubtedTop(): DoubtedTop {
    const doubted = new Map<string, string>();
    for (const [name, { all, since, top }] of this.#columns) {
      const sum = add(all, since.total());
      if (top === undefined || compare(top, sum) === 0) continue;
      doubted.set(
        name,
        `it is named a total, but ${exactText(top)} is not the sum below it, ${exactText(sum)}`,
      );
    }
    return doubted;
  }

  #addColumn(
    name: string,
    { values, state }: NumberCells,
    marked: ReadonlySet<number>,
    doubts: Map<number, string>,
    filled: Set<number>,
  ): void {
    const sums = this.#sumsOf(name);
    if (marked.size === 0 && areBelievable(values, state)) {
      sums.since.addAll(values);
      sums.hasLoans ||= state.includes(present);
      return;
    }
    for (let row = 0; row < values.length; row++) {
      if (state[row] !== present || Math.abs(values[row]!) > amountMost) continue;
      if (!marked.has(row)) {
        sums.since.add(values[row]!);
        sums.hasLoans = true;
        continue;
      }
      filled.add(row);
      const doubt = this.#doubtOf(name, sums, exactly(values[row]!));
      if (doubt !== undefined) doubts.set(row, doubt);
    }
  }

  #doubtOf(name: string, sums: ColumnSums, stated: Money): string | undefined {
    if (!sums.hasLoans && sums.top === undefined) {
      sums.top = stated;
      return this.#doubted.get(name);
    }
    const part = sums.since.total();
    sums.all = add(sums.all, part);
    sums.since = new ExactSum();
    if (compare(stated, sums.all) === 0 || (!isZero(part) && compare(stated, part) === 0)) return undefined;
    return `it is named a total, but ${exactText(stated)} is not the sum above it, ${exactText(sums.all)}`;
  }

  #sumsOf(name: string): ColumnSums {
    let sums = this.#columns.get(name);
    if (sums === undefined) {
      sums = { all: zero, since: new ExactSum(), hasLoans: false, top: undefined };
      this.#columns.set(name, sums);
    }
    return sums;
  }
}

/** Rows without an amount have a zero, which adds nothing. */
function areBelievable(values: Float64Array, state: Uint8Array): boolean {
  for (let row = 0; row < values.length; row++)
    if (Math.abs(values[row]!) > amountMost || (state[row] !== present && values[row] !== 0)) return false;
  return true;
}

function markedRows(rows: TapeRows): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows.rowCount; row++) if (isTotalMarker(firstText(rows, row))) found.push(row);
  return found;
}

/** Only the first filled cell, among the first eight, can name a total; most rows answer after one look. */
function firstText(rows: TapeRows, row: number): string {
  const width = Math.min(rows.widthOf(row), 8);
  for (let column = 0; column < width; column++) {
    const text = trimmedCell(rows, row, column);
    if (text !== '') return text;
  }
  return '';
}

function exactly(value: number): Money {
  const sum = new ExactSum();
  sum.add(value);
  return sum.total();
}
