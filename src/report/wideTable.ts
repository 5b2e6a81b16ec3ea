import type { ReportContext } from './reportContext.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';
import { textWidth } from './textWidth.js';

/** A column of a table that may be wider than the page; `total` stands below a rule. */
export interface WideColumn {
  readonly header: string;
  readonly cells: readonly string[];
  readonly total?: string;
}

/** Several tables below each other, each with the lead column and as many others as the page has room for. */
export function wideTable(lead: WideColumn, columns: readonly WideColumn[], context: ReportContext): string {
  return pages(lead, columns, context.columns)
    .map((shown) => oneTable(lead, shown, context))
    .join('\n\n');
}

/** Whether all columns fit beside each other. */
export function fitsPage(lead: WideColumn, columns: readonly WideColumn[], context: ReportContext): boolean {
  return pages(lead, columns, context.columns).length === 1;
}

function pages(lead: WideColumn, columns: readonly WideColumn[], room: number): WideColumn[][] {
  const result: WideColumn[][] = [];
  let used = 0;
  for (const column of columns) {
    const width = widthOf(column) + 2;
    const last = result.at(-1);
    if (last === undefined || used + width > room) {
      result.push([column]);
      used = widthOf(lead) + width;
    } else {
      last.push(column);
      used += width;
    }
  }
  return result;
}

function widthOf({ header, cells, total = '' }: WideColumn): number {
  return cells.reduce(
    (most, cell) => Math.max(most, textWidth(cell)),
    Math.max(textWidth(header), textWidth(total)),
  );
}

function oneTable(lead: WideColumn, columns: readonly WideColumn[], { painter }: ReportContext): string {
  const all = [lead, ...columns];
  const head = all.map(({ header }, i): TextColumn => ({ header, align: i === 0 ? 'left' : 'right' }));
  const rows = lead.cells.map((_, row): TextRow => ({ cells: all.map(({ cells }) => cells[row] ?? '') }));
  const totals = all.map(({ total }) => total ?? '');
  const hasTotal = totals.slice(1).some((total) => total !== '');
  return textTable(head, hasTotal ? [...rows, { cells: totals, kind: 'total' }] : rows, painter);
}
