const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

export interface OddRow {
  readonly cells: readonly string[];
  /** Where the next row begins. */
  readonly next: number;
  /** Line ends within quotes and the one that ends the row. */
  readonly lines: number;
}

/** What the scan could not go on with; the strict path says where and why. */
export type ScanFault = 'encoding' | 'zero-byte' | 'quotes' | 'long-row';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * One row by RFC 4180 with any line end, cell by cell as texts: for the few rows that the scanners leave over.
 * `unfinished` where the bytes end before the row does and more may come.
 */
export function oddRow(
  bytes: Uint8Array,
  start: number,
  length: number,
  separator: number,
  isEnd: boolean,
): OddRow | ScanFault | 'unfinished' {
  const cells: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    const from = at;
    if (at < length && bytes[at] === quote) {
      const close = closingQuote(bytes, at, length);
      if (close < 0 || (close + 1 >= length && !isEnd)) return isEnd ? 'quotes' : 'unfinished';
      lines += lineEndsWithin(bytes, at, close);
      at = close + 1;
    } else {
      while (at < length && !isStop(bytes[at]!, separator)) at++;
    }
    if (at >= length && !isEnd) return 'unfinished';
    const text = cellText(bytes, from, at);
    if (text === undefined) return 'encoding';
    if (text.includes('\0')) return 'zero-byte';
    cells.push(text);
    if (at >= length || bytes[at] !== separator) break;
    at++;
  }
  if (at >= length) return { cells, next: length, lines };
  if (bytes[at] !== lineFeed && bytes[at] !== carriageReturn) return 'quotes';
  if (bytes[at] === carriageReturn) {
    if (at + 1 >= length && !isEnd) return 'unfinished';
    if (at + 1 < length && bytes[at + 1] === lineFeed) at++;
  }
  return { cells, next: at + 1, lines };
}

function isStop(byte: number, separator: number): boolean {
  return byte === separator || byte === lineFeed || byte === carriageReturn || byte === quote;
}

/** Of the quote that closes the field; a quote inside is written twice. -1 where the bytes end before. */
function closingQuote(bytes: Uint8Array, start: number, length: number): number {
  for (let at = start + 1; at < length; at++) {
    if (bytes[at] !== quote) continue;
    if (at + 1 < length && bytes[at + 1] === quote) at++;
    else return at;
  }
  return -1;
}

function lineEndsWithin(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (bytes[at] === lineFeed || (bytes[at] === carriageReturn && bytes[at + 1] !== lineFeed)) count++;
  }
  return count;
}

function cellText(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    if (bytes[start] !== quote || start === end) return decoder.decode(bytes.subarray(start, end));
    return decoder.decode(bytes.subarray(start + 1, end - 1)).replaceAll('""', '"');
  } catch {
    return undefined;
  }
}
