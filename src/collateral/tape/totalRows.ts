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

/**
 * Rows that call themselves a total (合计, 小计, Total, …) in their first filled cell. One is proven when every amount in
 * it equals, to the cent, the sum of that column over the loans above it: all of them, or those since the last total (a
 * subtotal). Anything else is no total and is rejected.
 */
export class TotalRows {
  /** By column of amounts: the sum of all loans above, up to the last total, and of those since. */
  readonly #sums = new Map<string, { all: Money; since: ExactSum }>();

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

  #addColumn(
    name: string,
    { values, state }: NumberCells,
    marked: ReadonlySet<number>,
    doubts: Map<number, string>,
    filled: Set<number>,
  ): void {
    const sums = this.#sums.get(name) ?? { all: zero, since: new ExactSum() };
    this.#sums.set(name, sums);
    if (marked.size === 0 && areBelievable(values, state)) {
      sums.since.addAll(values);
      return;
    }
    for (let row = 0; row < values.length; row++) {
      if (state[row] !== present || Math.abs(values[row]!) > amountMost) continue;
      if (!marked.has(row)) {
        sums.since.add(values[row]!);
        continue;
      }
      filled.add(row);
      const part = sums.since.total();
      sums.all = add(sums.all, part);
      sums.since = new ExactSum();
      const doubt = unequal(values[row]!, sums.all, part);
      if (doubt !== undefined) doubts.set(row, doubt);
    }
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

function unequal(stated: number, all: Money, part: Money): string | undefined {
  const sum = new ExactSum();
  sum.add(stated);
  const total = sum.total();
  if (compare(total, all) === 0 || (!isZero(part) && compare(total, part) === 0)) return undefined;
  return `it is named a total, but ${exactText(total)} is not the sum above it, ${exactText(all)}`;
}
