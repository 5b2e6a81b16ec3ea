import Table from 'cli-table3';
import type { Painter } from './painter.js';
import { textWidth } from './textWidth.js';

export interface TextColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
}

/** A row of cells as text; `emphasis` colors the whole row. A rule stands above a `total` row. */
export interface TextRow {
  readonly cells: readonly string[];
  readonly kind?: 'total' | 'faint' | 'warning';
  /** How single cells are painted, where they differ from their row. */
  readonly paints?: readonly (keyof Painter | undefined)[];
}

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/**
 * A table without box lines, two spaces between columns and a rule under the header, so that it copies
 * cleanly. Widths count Chinese characters as two. Lines carry no trailing spaces.
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly TextRow[],
  painter: Painter,
): string {
  const widths = columns.map((column, i) =>
    Math.max(textWidth(column.header), ...rows.map((row) => textWidth(row.cells[i] ?? ''))),
  );
  const rule = widths.map((width) => painter.faint('─'.repeat(width)));
  const table = new Table({
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: columns.map((column) => column.align),
  });
  table.push(columns.map((column) => painter.strong(column.header)));
  table.push(rule);
  for (const row of rows) {
    if (row.kind === 'total') table.push(rule);
    table.push(
      row.cells.map((cell, i) => {
        const paint = row.paints?.[i];
        return paint === undefined ? paintCell(cell, row.kind, painter) : painter[paint](cell);
      }),
    );
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function paintCell(cell: string, kind: TextRow['kind'], painter: Painter): string {
  if (cell === '') return cell;
  if (kind === 'total') return painter.strong(cell);
  if (kind === 'faint') return painter.faint(cell);
  return kind === 'warning' ? painter.warning(cell) : cell;
}
