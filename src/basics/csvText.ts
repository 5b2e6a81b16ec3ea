/** Exact amounts come as text already formatted: `{ exact: '-5.00' }` is a number, `'-5.00'` is text. */
export type CsvCell = string | number | null | undefined | { readonly exact: string };

/**
 * Rows as CSV (RFC 4180, but lines end in a line feed). Text that a spreadsheet would run as a formula gets an
 * apostrophe before it: it begins with = + - @ (or their full-width twins), a tab or a line break. Numbers are
 * written shortest and never touched. Throws on a number that is not finite.
 */
export function csvText(rows: Iterable<readonly CsvCell[]>): string {
  let text = '';
  for (const row of rows) text += `${row.map(csvCell).join(',')}\n`;
  return text;
}

export function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string')
    return quotedCell(/^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/.test(cell) ? `'${cell}` : cell);
  const number = typeof cell === 'number' ? String(cell === 0 ? 0 : cell) : cell.exact;
  if (!/^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(number)) throw new Error(`"${number}" is not a number`);
  return number;
}

function quotedCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
