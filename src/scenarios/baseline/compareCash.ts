import type { BaselineRun } from './baselineSchema.js';
import { isNothing } from './cashTables.js';
import type { CellChange } from './difference.js';

type Cashflow = BaselineRun['cashflow'];
type Cells = Map<string, Map<string, string>>;

/** Every cell that differs by as little as a minor unit, by date, then in the order of tables and columns. */
export function compareCash(before: Cashflow, after: Cashflow): CellChange[] {
  const tables = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const changes = tables.flatMap((table) =>
    compareTable(table, cellsOf(before, table), cellsOf(after, table)),
  );
  return changes
    .map((change, i) => ({ change, i }))
    .sort((a, b) => compareDates(a.change.date, b.change.date) || a.i - b.i)
    .map(({ change }) => change);
}

function compareTable(table: string, before: Cells, after: Cells): CellChange[] {
  const changes: CellChange[] = [];
  for (const column of new Set([...after.keys(), ...before.keys()])) {
    const [old, now] = [before.get(column), after.get(column)];
    for (const date of new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])) {
      const [was, is] = [old?.get(date) ?? '', now?.get(date) ?? ''];
      if (was !== is && !(isNothing(was) && isNothing(is))) {
        changes.push({ table, column, date, before: was || nothingLike(is), after: is || nothingLike(was) });
      }
    }
  }
  return changes;
}

/** What an omitted cell says, written like the cell on the other side. */
function nothingLike(cell: string): string {
  if (cell === 'yes') return 'no';
  return cell
    .replace(/^-/, '')
    .replace(/\d+/g, (digits, at: number) => (at === 0 ? '0' : '0'.repeat(digits.length)));
}

function cellsOf(cashflow: Cashflow, table: string): Cells {
  const cells: Cells = new Map();
  if (!Object.hasOwn(cashflow, table)) return cells;
  const { columns, rows } = cashflow[table]!;
  columns.slice(1).forEach((column, i) => {
    cells.set(column, new Map(rows.map((row) => [row[0] ?? '', row[i + 1] ?? ''])));
  });
  return cells;
}

/** Payment numbers by value, dates by text. */
function compareDates(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}
