import {
  decodeBytes,
  hashPrime,
  hashSeed,
  IdStore,
  mixHash,
  NumberStore,
  type StoredColumn,
  WordStore,
} from './columnStore.js';
import type { TapeRows } from './tapeRows.js';
import { isTotalMarker } from './totalMarker.js';

export type StoreKind = 'number' | 'word' | 'id';

export interface ScanPlan {
  readonly delimiter: string;
  readonly headings: readonly string[];
  /** Records to pass over: titles and the headings themselves. */
  readonly skip: number;
  /** How to keep a column, by its place; others are passed over. */
  readonly kinds: readonly (StoreKind | undefined)[];
  /** Rows to make room for; more may come. */
  readonly rowsExpected: number;
  readonly rowMost: number;
}

/** What the scan could not go on with; the strict path says where and why. */
export type ScanFault = 'encoding' | 'zero-byte' | 'quotes' | 'long-row';

export interface ScannedColumns extends TapeRows {
  readonly columns: readonly (StoredColumn | undefined)[];
  /** Rows whose first filled cell calls itself a total. */
  readonly totals: readonly number[];
  readonly blankLines: number;
  readonly repeatedHeadings: number;
}

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

const kindSkip = 0;
const kindNumber = 1;
const kindWord = 2;
const kindId = 3;
const kindCodes = { number: kindNumber, word: kindWord, id: kindId } as const;

/**
 * The byte scanner: UTF-8 chunks straight into packed columns. Structure is ASCII, which never occurs inside a
 * UTF-8 sequence, so only texts that are kept are ever decoded. Holds one chunk and one unfinished row,
 * however long the file is. Reads what scanRecords reads, row for row; what it cannot, it leaves to it.
 */
export function scanColumns(chunks: Iterable<Uint8Array>, plan: ScanPlan): ScannedColumns | ScanFault {
  const scan = new ColumnScan(plan);
  let work = new Uint8Array(1 << 16);
  let kept = 0;
  let isFirst = true;
  const utf8 = new Utf8Check();
  for (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      let piece = chunk.subarray(from, from + pieceBytes);
      if (piece.includes(0)) return 'zero-byte';
      if (!utf8.accepts(piece)) return 'encoding';
      if (isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf) piece = piece.subarray(3);
      isFirst = false;
      if (kept + piece.length > work.length) {
        const larger = new Uint8Array(kept + piece.length + pieceBytes);
        larger.set(work.subarray(0, kept));
        work = larger;
      }
      work.set(piece, kept);
      const length = kept + piece.length;
      const done = scan.rows(work, length, false);
      if (done < 0) return 'quotes';
      kept = length - done;
      if (kept > plan.rowMost) return 'long-row';
      work.copyWithin(0, done, length);
    }
  }
  if (!utf8.isComplete()) return 'encoding';
  if (scan.rows(work, kept, true) < 0) return 'quotes';
  return scan.hasLongRow ? 'long-row' : scan.result();
}

const pieceBytes = 1 << 18;

/** Strict UTF-8 over the pieces of a file; plain ASCII pieces cost one look at each byte. */
class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #mayBeOpen = false;

  accepts(piece: Uint8Array): boolean {
    if (!this.#mayBeOpen && isAscii(piece)) return true;
    // A sequence that the piece cuts is finished in the next one.
    this.#mayBeOpen = piece.length > 0 && piece[piece.length - 1]! > 127;
    try {
      this.#decoder.decode(piece, { stream: true });
      return true;
    } catch {
      return false;
    }
  }

  isComplete(): boolean {
    try {
      this.#decoder.decode();
      return true;
    } catch {
      return false;
    }
  }
}

/** Four bytes at a time, where the piece stands on a multiple of four. */
function isAscii(piece: Uint8Array): boolean {
  let high = 0;
  let at = 0;
  if (piece.byteOffset % 4 === 0) {
    const words = new Int32Array(piece.buffer, piece.byteOffset, piece.length >> 2);
    for (let i = 0; i < words.length; i++) high |= words[i]!;
    if ((high & 0x80808080) !== 0) return false;
    at = words.length * 4;
  }
  for (high = 0; at < piece.length; at++) high |= piece[at]!;
  return high < 128;
}

class ColumnScan {
  readonly #plan: ScanPlan;
  readonly #separator: number;
  /** 1 for the bytes at which an unquoted field ends. */
  readonly #stops = new Uint8Array(256);
  readonly #kinds: Uint8Array;
  readonly #stores: readonly (NumberStore | WordStore | IdStore | undefined)[];
  readonly #widths = new Map<number, number>();
  readonly #totals: number[] = [];
  readonly #headingByte: number;
  #lines: Uint32Array;
  #capacity: number;
  #toSkip: number;
  #row = 0;
  #line = 1;
  #blankLines = 0;
  #repeatedHeadings = 0;
  hasLongRow = false;

  constructor(plan: ScanPlan) {
    this.#plan = plan;
    this.#separator = plan.delimiter.charCodeAt(0);
    for (const stop of [this.#separator, lineFeed, carriageReturn, quote]) this.#stops[stop] = 1;
    this.#capacity = Math.max(64, plan.rowsExpected);
    this.#lines = new Uint32Array(this.#capacity);
    this.#toSkip = plan.skip;
    this.#headingByte = new TextEncoder().encode(plan.headings[0] ?? '')[0] ?? this.#separator;
    this.#kinds = Uint8Array.from(plan.kinds, (kind) => (kind === undefined ? kindSkip : kindCodes[kind]));
    this.#stores = plan.kinds.map((kind) => newStore(kind, this.#capacity));
  }

  /** Scans whole rows from the front; returns where the first unfinished one begins, or -1 for bad quotes. */
  rows(bytes: Uint8Array, length: number, isEnd: boolean): number {
    let at = 0;
    while (at < length) {
      const next = this.#scanRow(bytes, at, length, isEnd);
      if (next === unfinished) return at;
      if (next < 0) return -1;
      if (next - at > this.#plan.rowMost) this.hasLongRow = true;
      at = next;
    }
    return at;
  }

  /** Position after the row's line end; `unfinished` where the bytes end before the row does. */
  #scanRow(bytes: Uint8Array, start: number, length: number, isEnd: boolean): number {
    const separator = this.#separator;
    const stops = this.#stops;
    const stores = this.#stores;
    const kinds = this.#kinds;
    const columnCount = kinds.length;
    const row = this.#row;
    const keeps = this.#toSkip === 0;
    if (keeps && row === this.#capacity) this.#grow();
    let at = start;
    let column = 0;
    let lines = 1;
    let filled = 0;
    for (;;) {
      const kind = keeps && column < columnCount ? kinds[column]! : kindSkip;
      const begin = at;
      if (at < length && bytes[at] === quote) {
        const close = closingQuote(bytes, at, length);
        if (close < 0) return isEnd ? badQuotes : unfinished;
        lines += lineEndsWithin(bytes, at, close);
        at = close + 1;
        // The byte after a quote decides whether it closes; it may be in the next chunk.
        if (at >= length && !isEnd) return unfinished;
        if (kind !== kindSkip) this.#stores[column]!.putText(row, quotedText(bytes, begin + 1, close).trim());
        if (filled === 0 && quotedText(bytes, begin + 1, close).trim() !== '') filled = column + 1;
      } else if (kind === kindNumber) {
        at = this.#scanNumber(bytes, at, length, column, row);
        if (at > begin && filled === 0) filled = isBlank(bytes, begin, at) ? 0 : column + 1;
      } else if (kind === kindWord) {
        let hash = hashSeed;
        while (at < length && stops[bytes[at]!] === 0) hash = Math.imul(hash ^ bytes[at++]!, hashPrime);
        (stores[column] as WordStore).put(row, bytes, begin, at, mixHash(hash));
        if (at > begin && filled === 0) filled = isBlank(bytes, begin, at) ? 0 : column + 1;
      } else {
        while (at < length && stops[bytes[at]!] === 0) at++;
        if (kind === kindId) (stores[column] as IdStore).put(row, bytes, begin, at);
        if (at > begin && filled === 0) filled = isBlank(bytes, begin, at) ? 0 : column + 1;
      }
      if (filled === column + 1 && keeps && column < 8) this.#noteTotal(bytes, begin, at, row);
      column++;
      if (at >= length || bytes[at] !== separator) break;
      at++;
    }
    if (at >= length) {
      if (!isEnd) return unfinished;
    } else if (bytes[at] !== lineFeed && bytes[at] !== carriageReturn) return badQuotes;
    if (bytes[at] === carriageReturn && at + 1 >= length && !isEnd) return unfinished;
    const next = at + (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed && at + 1 < length ? 2 : 1);
    this.#endRow(bytes, start, Math.min(at, length), column, filled, lines);
    return Math.min(next, length);
  }

  /** Passes over an unquoted field and keeps it as a plain number where it is one. */
  #scanNumber(bytes: Uint8Array, start: number, length: number, column: number, row: number): number {
    const separator = this.#separator;
    const store = this.#stores[column] as NumberStore;
    let at = start;
    const isNegative = bytes[at] === 45 && at < length;
    if (isNegative) at++;
    const first = at;
    let digits = 0;
    let point = -1;
    for (; at < length; at++) {
      const digit = bytes[at]! - 48;
      if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
      else if (digit === -2 && point < 0) point = at;
      else break;
    }
    const byte = at < length ? bytes[at]! : lineFeed;
    if (byte === separator || byte === lineFeed || byte === carriageReturn) {
      if (at === start) {
        store.scale[row] = 254;
        return at;
      }
      const whole = (point < 0 ? at : point) - first;
      const scale = point < 0 ? 0 : at - point - 1;
      const hasCanonicalWhole = whole > 0 && (whole === 1 || bytes[first] !== 48);
      const isWritten = hasCanonicalWhole && (point < 0 || scale > 0) && whole + scale <= 15;
      if (isWritten && !(isNegative && digits === 0)) {
        store.put(row, isNegative ? -digits : digits, scale);
        return at;
      }
    }
    for (; at < length; at++) {
      const other = bytes[at]!;
      if (other === separator || other === lineFeed || other === carriageReturn || other === quote) break;
    }
    store.putText(row, decodeBytes(bytes, start, at).trim());
    return at;
  }

  /** Most first cells are ids: only those that begin like a total's name are looked at. */
  #noteTotal(bytes: Uint8Array, start: number, end: number, row: number): void {
    let from = start;
    while (from < end && (bytes[from]! <= 32 || bytes[from] === quote)) from++;
    const letter = bytes[from]! | 32;
    if (letter !== 116 && letter !== 115 && letter !== 103 && bytes[from]! < 128) return;
    if (end - from > 64) return;
    const text =
      bytes[start] === quote ? quotedText(bytes, start + 1, end - 1) : decodeBytes(bytes, start, end);
    if (isTotalMarker(text.trim()) && this.#totals.at(-1) !== row) this.#totals.push(row);
  }

  #endRow(bytes: Uint8Array, start: number, end: number, width: number, filled: number, lines: number): void {
    const line = this.#line;
    this.#line += lines;
    if (this.#toSkip > 0) {
      this.#toSkip--;
      return;
    }
    const isKept = this.#keepsRow(bytes, start, end, filled);
    if (!isKept) {
      if (this.#totals.at(-1) === this.#row) this.#totals.pop();
      return;
    }
    const { kinds } = this.#plan;
    for (let column = width; column < kinds.length; column++) this.#stores[column]?.putText(this.#row, '');
    if (width !== kinds.length && !(width > kinds.length && this.#isEmptyBeyond(bytes, start, end))) {
      this.#widths.set(this.#row, width);
    }
    this.#lines[this.#row++] = line;
  }

  #keepsRow(bytes: Uint8Array, start: number, end: number, filled: number): boolean {
    if (filled === 0) {
      this.#blankLines++;
      return false;
    }
    const { headings } = this.#plan;
    if (bytes[start] === this.#headingByte || bytes[start] === quote) {
      const cells = splitRow(bytes, start, end, this.#separator);
      if (headings.every((heading, i) => (cells[i] ?? '') === heading)) {
        this.#repeatedHeadings++;
        return false;
      }
    }
    return true;
  }

  #isEmptyBeyond(bytes: Uint8Array, start: number, end: number): boolean {
    const cells = splitRow(bytes, start, end, this.#separator);
    return cells.slice(this.#kinds.length).every((cell) => cell.trim() === '');
  }

  #grow(): void {
    this.#capacity = Math.ceil(this.#capacity * 1.5);
    for (const store of this.#stores) store?.reserve(this.#capacity);
    const lines = new Uint32Array(this.#capacity);
    lines.set(this.#lines);
    this.#lines = lines;
  }

  result(): ScannedColumns {
    const stores = this.#stores;
    const lines = this.#lines;
    const widths = this.#widths;
    const width = this.#kinds.length;
    return {
      rowCount: this.#row,
      lineOf: (row) => lines[row]!,
      widthOf: (row) => widths.get(row) ?? width,
      cell: (row, column) => stores[column]?.textAt(row) ?? '',
      columns: stores,
      totals: this.#totals,
      blankLines: this.#blankLines,
      repeatedHeadings: this.#repeatedHeadings,
    };
  }
}

const unfinished = -2;
const badQuotes = -1;

function newStore(kind: StoreKind | undefined, capacity: number) {
  switch (kind) {
    case 'number':
      return new NumberStore(capacity);
    case 'word':
      return new WordStore(capacity);
    case 'id':
      return new IdStore(capacity);
    case undefined:
      return undefined;
    default:
      return kind satisfies never;
  }
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

function quotedText(bytes: Uint8Array, start: number, end: number): string {
  const text = decodeBytes(bytes, start, end);
  return text.includes('"') ? text.replaceAll('""', '"') : text;
}

/** Bytes beyond ASCII can be blanks too (an ideographic space): those few are decoded to see. */
function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (bytes[at]! > 127) return decodeBytes(bytes, start, end).trim() === '';
    if (bytes[at]! > 32) return false;
  }
  return decodeBytes(bytes, start, end).trim() === '';
}

/** The texts of one row that is known to be well formed. */
function splitRow(bytes: Uint8Array, start: number, end: number, separator: number): string[] {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const begin = at;
    if (bytes[at] === quote && at < end) {
      const close = closingQuote(bytes, at, end);
      cells.push(quotedText(bytes, begin + 1, close));
      at = close + 1;
    } else {
      while (at < end && bytes[at] !== separator) at++;
      cells.push(decodeBytes(bytes, begin, at));
    }
    if (at >= end) return cells;
    at++;
  }
}
