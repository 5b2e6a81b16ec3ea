import type { Delimiter } from './tapeOptions.js';
import type { TapeRows } from './tapeRows.js';

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * The fast path for well-formed text: one pass notes where each field begins, and a cell becomes a string only
 * when it is asked for, so that columns that nobody maps cost next to nothing. Reads RFC 4180 with any line end,
 * as the strict path does. Undefined for quotes out of order and for rows longer than `rowMost` characters: the
 * strict path then says where and why.
 */
export function scanRecords(text: string, delimiter: Delimiter, rowMost: number): TapeRows | undefined {
  const scan = new Scan();
  const separator = delimiter.charCodeAt(0);
  let at = 0;
  while (at < text.length) {
    scan.beginRow();
    const begin = at;
    for (;;) {
      scan.addField(at);
      at = text.charCodeAt(at) === quote ? endOfQuoted(text, at, scan) : endOfPlain(text, at, separator);
      if (at < 0 || at - begin > rowMost) return undefined;
      if (text.charCodeAt(at) !== separator) break;
      at++;
    }
    if (at < text.length && !isLineEnd(text.charCodeAt(at))) return undefined;
    scan.endRow(at);
    at += text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? 2 : 1;
  }
  return scannedRows(text, scan);
}

function isLineEnd(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

/** Where a field without quotes ends; a quote inside ends it too, and no row can go on there. */
function endOfPlain(text: string, start: number, separator: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === separator || code === lineFeed || code === carriageReturn || code === quote) return at;
  }
  return at;
}

/** After the closing quote, or -1 without one; a quote inside is written twice. Counts the line ends within. */
function endOfQuoted(text: string, start: number, scan: Scan): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) scan.line++;
    if (code !== quote) continue;
    if (text.charCodeAt(at + 1) !== quote) return at + 1;
    at++;
  }
  return -1;
}

/** Growing lists of positions: the start of each field; for each row its first field, its end and its line. */
class Scan {
  starts = new Uint32Array(1024);
  fieldCount = 0;
  firstFields = new Uint32Array(64);
  ends = new Uint32Array(64);
  lines = new Uint32Array(64);
  rowCount = 0;
  line = 1;

  addField(start: number): void {
    if (this.fieldCount === this.starts.length) this.starts = doubled(this.starts);
    this.starts[this.fieldCount++] = start;
  }

  beginRow(): void {
    if (this.rowCount === this.lines.length) {
      this.firstFields = doubled(this.firstFields);
      this.ends = doubled(this.ends);
      this.lines = doubled(this.lines);
    }
    this.firstFields[this.rowCount] = this.fieldCount;
    this.lines[this.rowCount] = this.line;
  }

  endRow(end: number): void {
    this.ends[this.rowCount++] = end;
    this.line++;
  }
}

function doubled(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(list.length * 2);
  longer.set(list);
  return longer;
}

function scannedRows(text: string, scan: Scan): TapeRows {
  const { starts, fieldCount, firstFields, ends, lines, rowCount } = scan;
  const fieldEnd = (row: number) => (row + 1 < rowCount ? firstFields[row + 1]! : fieldCount);
  return {
    rowCount,
    lineOf: (row) => lines[row]!,
    widthOf: (row) => fieldEnd(row) - firstFields[row]!,
    cell: (row, column) => {
      const field = firstFields[row]! + column;
      const last = fieldEnd(row) - 1;
      if (field > last) return '';
      const start = starts[field]!;
      const end = field === last ? ends[row]! : starts[field + 1]! - 1;
      if (text.charCodeAt(start) !== quote) return text.slice(start, end);
      const inner = text.slice(start + 1, end - 1);
      return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
    },
  };
}
