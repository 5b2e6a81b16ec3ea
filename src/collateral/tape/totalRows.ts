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
 * Rows that call themselves a total (合计, 小计, Total, …) in their first filled cell. One is proven when every amount in it equals, to the cent, the sum of that column over the loans above
 * it: all of them, or those since the last total (a subtotal). Anything else is no total and is rejected.
 */
export function findTotalRows(rows: TapeRows, amounts: readonly NumberCells[]): TotalRow[] {
  const found: TotalRow[] = [];
  if (rows.totals !== undefined) found.push(...rows.totals.map((row) => ({ row, doubt: undefined })));
  else {
    for (let row = 0; row < rows.rowCount; row++) {
      if (isTotalMarker(firstText(rows, row))) found.push({ row, doubt: undefined });
    }
  }
  return found.length === 0 ? found : proveTotals(found, amounts);
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

function proveTotals(found: readonly TotalRow[], amounts: readonly NumberCells[]): TotalRow[] {
  const marked = new Set(found.map(({ row }) => row));
  const doubts = new Map<number, string>();
  const filled = new Map<number, number>();
  for (const cells of amounts) {
    let all: Money = zero;
    let since = new ExactSum();
    for (let row = 0; row < cells.values.length; row++) {
      if (cells.state[row] !== present || Math.abs(cells.values[row]!) > amountMost) continue;
      if (!marked.has(row)) {
        since.add(cells.values[row]!);
        continue;
      }
      filled.set(row, (filled.get(row) ?? 0) + 1);
      const part = since.total();
      all = add(all, part);
      since = new ExactSum();
      const doubt = unequal(cells.values[row]!, all, part);
      if (doubt !== undefined) doubts.set(row, doubt);
    }
  }
  return found.map(({ row }) => ({
    row,
    doubt: doubts.get(row) ?? (filled.has(row) ? undefined : 'it is named a total and has no amount'),
  }));
}

function unequal(stated: number, all: Money, part: Money): string | undefined {
  const sum = new ExactSum();
  sum.add(stated);
  const total = sum.total();
  if (compare(total, all) === 0 || (!isZero(part) && compare(total, part) === 0)) return undefined;
  return `it is named a total, but ${exactText(total)} is not the sum above it, ${exactText(all)}`;
}
