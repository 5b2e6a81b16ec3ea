import type { RowScanner } from './rowScanner.js';
import { column, emptyCell, entry, job, kindCodes, noRoom, notUtf8, status, textCell } from './scanLayout.js';
import { plainBuffer, type ScanMemory, scanMemory } from './scanMemory.js';
import { isUtf8 } from './utf8.js';

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;

/** The scanner of kernels/tapeKernel.ts in TypeScript: its oracle, and its stand-in where there is no WebAssembly. */
export function plainScanner(): RowScanner {
  const memory = scanMemory(plainBuffer());
  return {
    memory,
    scanRows: (address) => scanRows(memory, address),
    entryOf: (address, from, length) => entryOf(memory, address, from, length),
    fillSlots: (address) => fillSlots(memory, address),
  };
}

function scanRows(memory: ScanMemory, address: number): number {
  const { words } = memory;
  const rowMost = words[(address + job.rowMost) >> 2]!;
  let at = words[(address + job.at) >> 2]!;
  let row = words[(address + job.row) >> 2]!;
  let outcome: number = status.full;
  while (row < rowMost) {
    const next = scanRow(memory, address, at, row);
    if (next < 0) {
      outcome = -next;
      break;
    }
    at = next;
    row++;
  }
  words[(address + job.at) >> 2] = at;
  words[(address + job.row) >> 2] = row;
  return outcome;
}

/** Where the next row begins, or the negative status of a row that cannot be taken. */
function scanRow(memory: ScanMemory, address: number, start: number, row: number): number {
  const { bytes, words } = memory;
  const end = words[(address + job.end) >> 2]!;
  const columns = words[(address + job.columns) >> 2]!;
  const columnsEnd = columns + words[(address + job.columnCount) >> 2]! * column.bytes;
  const separator = words[(address + job.separator) >> 2]!;
  let isFilled = false;
  let next = start;
  for (let at = columns; at < columnsEnd; at += column.bytes) {
    const isQuoted = bytes[next] === quote;
    const from = isQuoted ? next + 1 : next;
    next = isQuoted ? quotedEnd(bytes, from, end) : plainEnd(bytes, from, separator);
    if (next < 0) return next;
    if (next >= end) return -status.unfinished;
    const length = (isQuoted ? next - 1 : next) - from;
    const stop = bytes[next]!;
    if (at + column.bytes < columnsEnd ? stop !== separator : stop !== lineFeed && stop !== carriageReturn) {
      return -status.odd;
    }
    if (at === columns && isHeading(memory, address, from, length)) return -status.odd;
    if (!isFilled && length > 0) {
      if (!isPlainStart(bytes, from, from + length)) return -status.odd;
      isFilled = true;
    }
    const outcome = putCell(memory, at, row, from, length);
    if (outcome !== status.full) return -outcome;
    next++;
  }
  if (bytes[next - 1] === carriageReturn) {
    if (next >= end) return -status.unfinished;
    if (bytes[next] === lineFeed) next++;
  }
  return isFilled ? next : -status.odd;
}

function plainEnd(bytes: Uint8Array, from: number, separator: number): number {
  let at = from;
  for (; ; at++) {
    const byte = bytes[at]!;
    if (byte === separator || byte === lineFeed || byte === carriageReturn || byte === quote || byte === 0) {
      return at;
    }
  }
}

/** After the closing quote; a line end, a zero or a doubled quote inside is odd. */
function quotedEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  for (; ; at++) {
    const byte = bytes[at]!;
    if (byte === quote || byte === lineFeed || byte === carriageReturn || byte === 0) break;
  }
  if (at + 1 >= end) return -status.unfinished;
  return bytes[at] !== quote || bytes[at + 1] === quote ? -status.odd : at + 1;
}

function isHeading({ bytes, words }: ScanMemory, address: number, from: number, length: number): boolean {
  if (length !== words[(address + job.headingLength) >> 2]) return false;
  const heading = words[(address + job.heading) >> 2]!;
  for (let i = 0; i < length; i++) if (bytes[heading + i] !== bytes[from + i]) return false;
  return true;
}

const ideographs: ReadonlySet<number> = new Set([
  0xe59088, 0xe5b08f, 0xe680bb, 0xe6b187, 0xe69cac, 0xe7b8bd, 0xe58caf, 0xe5bd99,
]);
const secondLetters: ReadonlyMap<number, number> = new Map([
  [116, 111],
  [115, 117],
  [103, 114],
]);

/** Whether the first filled cell is neither blank nor begins as a total's name may: 合 总 總 小 汇 匯 彙 本, to, su, gr. */
function isPlainStart(bytes: Uint8Array, start: number, end: number): boolean {
  let from = start;
  while (from < end && bytes[from]! <= 32) from++;
  if (from === end) return false;
  const first = bytes[from]!;
  const second = bytes[from + 1]!;
  if (first < 128) {
    const begins = secondLetters.get(first | 32);
    return begins === undefined || (second < 128 && (second | 32) !== begins);
  }
  if (first < 0xe4 || first > 0xe9) return false;
  return !ideographs.has((first << 16) | (second << 8) | bytes[from + 2]!);
}

function putCell(memory: ScanMemory, at: number, row: number, from: number, length: number): number {
  const { bytes, words, floats } = memory;
  const kind = words[(at + column.kind) >> 2]!;
  if (kind === kindCodes.skip) return isUtf8(bytes, from, from + length) ? status.full : status.odd;
  if (kind === kindCodes.id) return putId(memory, at, row, from, length);
  if (kind === kindCodes.number && putNumber(memory, at, row, from, length)) return status.full;
  const code = entryOf(memory, at, from, length);
  if (code < 0) return code === noRoom ? status.noRoom : status.odd;
  const values = words[(at + column.values) >> 2]!;
  if (kind === kindCodes.word) words[(values >> 2) + row] = code;
  else {
    floats[(values >> 3) + row] = code;
    words[(words[(at + column.integers) >> 2]! >> 2) + row] = code;
    bytes[words[(at + column.scales) >> 2]! + row] = textCell;
  }
  return status.full;
}

function putNumber(
  { bytes, words, floats }: ScanMemory,
  at: number,
  row: number,
  start: number,
  length: number,
): boolean {
  const scales = words[(at + column.scales) >> 2]! + row;
  if (length === 0) {
    bytes[scales] = emptyCell;
    return true;
  }
  if (length > 17) return false;
  const end = start + length;
  const isNegative = bytes[start] === 45;
  const first = isNegative ? start + 1 : start;
  let digits = 0;
  let point = 0;
  for (let i = first; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === -2 && point === 0) point = i;
    else return false;
  }
  const whole = (point === 0 ? end : point) - first;
  const scale = point === 0 ? 0 : end - point - 1;
  if (whole === 0 || whole + scale > 15 || (point !== 0 && scale === 0)) return false;
  if (whole > 1 && bytes[first] === 48) return false;
  if (isNegative && digits === 0) return false;
  const number = isNegative ? -digits : digits;
  floats[(words[(at + column.values) >> 2]! >> 3) + row] = number;
  words[(words[(at + column.integers) >> 2]! >> 2) + row] = number;
  if (digits > 0x7fffffff) words[(at + column.isWide) >> 2] = 1;
  bytes[scales] = scale;
  return true;
}

function putId({ bytes, words }: ScanMemory, at: number, row: number, start: number, length: number): number {
  let from = start;
  let to = start + length;
  while (from < to && isBlank(bytes[from]!)) from++;
  while (to > from && isBlank(bytes[to - 1]!)) to--;
  const size = to - from;
  if (!isUtf8(bytes, from, to)) return status.odd;
  if (size > 0 && bytes[from]! > 127 && !isIdeograph(bytes[from]!)) return status.odd;
  if (size > 0 && bytes[to - 1]! > 127 && (size < 3 || !isIdeograph(bytes[to - 3]!))) return status.odd;
  const ends = (words[(at + column.values) >> 2]! >> 2) + row;
  // After the id before: a row that was begun and left has added nothing.
  const used = row === 0 ? 0 : words[ends - 1]!;
  if (used + size + 16 > words[(at + column.poolMost) >> 2]!) return status.noRoom;
  bytes.copyWithin(words[(at + column.pool) >> 2]! + used, from, to);
  words[(at + column.poolUsed) >> 2] = used + size;
  words[ends] = used + size;
  return status.full;
}

function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** First byte of an ideograph; blanks beyond ASCII begin otherwise. */
function isIdeograph(byte: number): boolean {
  return byte >= 0xe4 && byte <= 0xe9;
}

function entryOf(memory: ScanMemory, at: number, from: number, length: number): number {
  const { words } = memory;
  const slots = words[(at + column.slots) >> 2]! >> 2;
  const mask = words[(at + column.slotMask) >> 2]!;
  const hash = hashOf(memory.bytes, from, length);
  let slot = hash & mask;
  for (; words[slots + slot * 2] !== 0; slot = (slot + 1) & mask) {
    const code = words[slots + slot * 2]! - 1;
    if (words[slots + slot * 2 + 1] === hash && isEntry(memory, at, code, from, length)) return code;
  }
  return addEntry(memory, at, from, length, hash, slot);
}

function isEntry({ bytes, words }: ScanMemory, at: number, code: number, from: number, length: number) {
  const place = words[(at + column.entries) >> 2]! + code * entry.bytes;
  if (words[(place + entry.length) >> 2] !== length) return false;
  const text =
    length <= entry.head ? place : words[(at + column.pool) >> 2]! + words[(place + entry.pool) >> 2]!;
  for (let i = 0; i < length; i++) if (bytes[text + i] !== bytes[from + i]) return false;
  return true;
}

function addEntry(
  { bytes, words }: ScanMemory,
  at: number,
  from: number,
  length: number,
  hash: number,
  slot: number,
): number {
  const count = words[(at + column.entryCount) >> 2]!;
  const used = words[(at + column.poolUsed) >> 2]!;
  const size = length <= entry.head ? 0 : length;
  if (count === words[(at + column.entryMost) >> 2]) return noRoom;
  if (used + size + 16 > words[(at + column.poolMost) >> 2]!) return noRoom;
  if (!isUtf8(bytes, from, from + length)) return notUtf8;
  const place = words[(at + column.entries) >> 2]! + count * entry.bytes;
  bytes.fill(0, place, place + entry.head);
  bytes.copyWithin(place, from, from + Math.min(length, entry.head));
  words[(place + entry.length) >> 2] = length;
  words[(place + entry.hash) >> 2] = hash;
  words[(place + entry.pool) >> 2] = used;
  bytes.copyWithin(words[(at + column.pool) >> 2]! + used, from, from + size);
  words[(at + column.poolUsed) >> 2] = used + size;
  const slots = words[(at + column.slots) >> 2]! >> 2;
  words[slots + slot * 2] = count + 1;
  words[slots + slot * 2 + 1] = hash;
  words[(at + column.entryCount) >> 2] = count + 1;
  return count;
}

/** FNV-1a with a final mix; the kernel has another, which no result shows. */
function hashOf(bytes: Uint8Array, from: number, length: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[from + i]!, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function fillSlots({ words }: ScanMemory, at: number): void {
  const slots = words[(at + column.slots) >> 2]! >> 2;
  const mask = words[(at + column.slotMask) >> 2]!;
  const entries = words[(at + column.entries) >> 2]!;
  const count = words[(at + column.entryCount) >> 2]!;
  for (let code = 0; code < count; code++) {
    const hash = words[(entries + code * entry.bytes + entry.hash) >> 2]!;
    let slot = hash & mask;
    while (words[slots + slot * 2] !== 0) slot = (slot + 1) & mask;
    words[slots + slot * 2] = code + 1;
    words[slots + slot * 2 + 1] = hash;
  }
}
