// Rows of a delimited file into packed columns, compiled to WebAssembly with SIMD. Twin of
// src/collateral/tape/scan/plainScanner.ts, which is its oracle: same rows, same codes. Only rows as most are go
// through here; an odd one (other width, quotes inside quotes, a name of a total) is left to the caller.
// Arguments are addresses in this module's memory unless they are counts; the layouts stand in scanLayout.ts.

// Places in a job.
const jobAt: usize = 0;
const jobEnd: usize = 4;
const jobRow: usize = 8;
const jobRowMost: usize = 12;
const jobColumnCount: usize = 16;
const jobColumns: usize = 20;
const jobSeparator: usize = 24;
const jobHeading: usize = 28;
const jobHeadingLength: usize = 32;
const jobCells: usize = 36;
const jobStarts: usize = 40;
const jobStatus: usize = 44;

// Places in a column.
const columnBytes: usize = 64;
const columnKind: usize = 0;
const columnValues: usize = 4;
const columnScales: usize = 8;
const columnSlots: usize = 12;
const columnSlotMask: usize = 16;
const columnEntries: usize = 20;
const columnEntryCount: usize = 24;
const columnEntryMost: usize = 28;
const columnPool: usize = 32;
const columnPoolUsed: usize = 36;
const columnPoolMost: usize = 40;
const columnIntegers: usize = 44;
const columnIsWide: usize = 48;

// Places in an entry: the first 16 bytes of its text, padded with zeros, then these.
const entryLength: usize = 16;
const entryHash: usize = 20;
const entryPool: usize = 24;

const kindSkip = 0;
const kindNumber = 1;
const kindWord = 2;

const statusFull = 0;
const statusUnfinished = 1;
const statusOdd = 2;
const statusNoRoom = 3;

const noRoom = -1;
const notUtf8 = -2;

const lineFeed: u32 = 10;
const carriageReturn: u32 = 13;
const quote: u32 = 34;

/** Sixteen bytes of ones, then sixteen of zeros: read at 16 − n it keeps the first n bytes. */
const keepMasks = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

/** The byte that ends a field, by its low four bits: all that end one differ in these. 255 stands for none. */
const fieldStops = memory.data<u8>([0, 255, 34, 255, 255, 255, 255, 255, 255, 255, 10, 255, 255, 13, 255, 0]);

// @ts-expect-error: decorator
@inline
function stopsIn(text: v128, stops: v128): i32 {
  return i8x16.bitmask(i8x16.eq(text, i8x16.swizzle(stops, v128.and(text, i8x16.splat(15)))));
}

// @ts-expect-error: decorator
@inline
function firstBytes(from: usize, length: usize): v128 {
  return v128.and(v128.load(from), v128.load(keepMasks + 16 - length));
}

/** Rows that are split before their cells are put, column by column: few enough for the processor's cache. */
const batchMost = 256;
/** Eight bytes a cell, its place and its length; the padding keeps columns apart in the cache. */
const cellStride: usize = (batchMost + 8) * 8;

/** Scans rows until the block is full, the bytes end within a row, or a row or a text needs the caller. */
export function scanRows(job: usize): i32 {
  const rowMost = load<i32>(job, jobRowMost);
  const columns = load<usize>(job, jobColumns);
  const columnCount = load<i32>(job, jobColumnCount);
  let status = statusFull;
  while (status == statusFull) {
    const row = load<i32>(job, jobRow);
    if (row == rowMost) break;
    let count = splitRows(job, min(batchMost, rowMost - row));
    status = load<i32>(job, jobStatus);
    for (let i = 0; i < columnCount; i++) {
      const column = columns + <usize>i * columnBytes;
      const cells = load<usize>(job, jobCells) + <usize>i * cellStride;
      const put = putCells(column, cells, row, count);
      if (put == count) continue;
      // A row that needs the caller ends the batch; later rows of columns that came before are put again.
      count = put;
      status = failure;
    }
    store<i32>(job, row + count, jobRow);
    store<usize>(job, load<usize>(load<usize>(job, jobStarts) + (<usize>count << 2)), jobAt);
  }
  return status;
}

/** Finds the cells of at most `most` rows; returns how many. Why there are no more stands in the job. */
function splitRows(job: usize, most: i32): i32 {
  let at = load<usize>(job, jobAt);
  const end = load<usize>(job, jobEnd);
  const columnCount = load<i32>(job, jobColumnCount);
  const separator = load<u32>(job, jobSeparator);
  const heading = load<usize>(job, jobHeading);
  const headingLength = load<usize>(job, jobHeadingLength);
  const starts = load<usize>(job, jobStarts);
  const cellsOfRow = load<usize>(job, jobCells);
  store<u8>(fieldStops + <usize>(separator & 15), <u8>separator);
  const stops = v128.load(fieldStops);
  store<u8>(fieldStops + <usize>(separator & 15), 255);
  let count = 0;
  let status = statusFull;
  store<usize>(starts, at);
  while (count < most) {
    let isFilled = false;
    let next = at;
    let cell = cellsOfRow + (<usize>count << 3);
    let last: u32 = separator;
    for (let i = 0; i < columnCount; i++) {
      let from = next;
      let length: usize;
      if (load<u8>(next) == quote) {
        from = next + 1;
        const close = quotedEnd(from);
        next = close + 1;
        if (next >= end) {
          status = statusUnfinished;
          break;
        }
        if (load<u8>(close) != quote || load<u8>(next) == quote) {
          status = statusOdd;
          break;
        }
        length = close - from;
      } else {
        let bits = stopsIn(v128.load(next), stops);
        while (bits == 0) {
          next += 16;
          bits = stopsIn(v128.load(next), stops);
        }
        next += <usize>ctz(bits);
        length = next - from;
      }
      store<u64>(cell, (<u64>length << 32) | from);
      cell += cellStride;
      last = load<u8>(next);
      if (!isFilled && length > 0) {
        if (!isPlainStart(from, length)) {
          status = statusOdd;
          break;
        }
        isFilled = true;
      }
      next++;
      if (last != separator) {
        if (i + 1 < columnCount) status = statusOdd;
        break;
      }
    }
    if (next > end) {
      status = statusUnfinished;
      break;
    }
    if (status != statusFull) break;
    const first = load<u64>(cellsOfRow + (<usize>count << 3));
    const firstLength = <usize>(first >> 32);
    if (
      !isFilled ||
      (last != lineFeed && last != carriageReturn) ||
      (firstLength == headingLength && memory.compare(<usize>first, heading, firstLength) == 0)
    ) {
      status = statusOdd;
      break;
    }
    if (last == carriageReturn) {
      if (next >= end) {
        status = statusUnfinished;
        break;
      }
      if (load<u8>(next) == lineFeed) next++;
    }
    at = next;
    count++;
    store<usize>(starts + (<usize>count << 2), at);
  }
  store<i32>(job, status, jobStatus);
  return count;
}

/** The first quote, line end or zero. */
function quotedEnd(from: usize): usize {
  const stops = v128.load(fieldStops);
  let at = from;
  let bits = stopsIn(v128.load(at), stops);
  while (bits == 0) {
    at += 16;
    bits = stopsIn(v128.load(at), stops);
  }
  return at + <usize>ctz(bits);
}

/** Why `putCells` put fewer cells than it was given. */
let failure = statusFull;

/** Puts a batch of cells into a column; returns how many before one that needs the caller. */
function putCells(column: usize, cells: usize, row: i32, count: i32): i32 {
  const kind = load<i32>(column, columnKind);
  if (kind == kindNumber) return putNumbers(column, cells, row, count);
  if (kind == kindWord) return putWords(column, cells, row, count);
  if (kind == kindSkip) return passOver(cells, count);
  return putIds(column, cells, row, count);
}

function passOver(cells: usize, count: i32): i32 {
  for (let i = 0; i < count; i++) {
    const cell = load<u64>(cells + (<usize>i << 3));
    if (isUtf8(<usize>cell & 0xffffffff, <usize>(cell >> 32))) continue;
    failure = statusOdd;
    return i;
  }
  return count;
}

function putWords(column: usize, cells: usize, row: i32, count: i32): i32 {
  const values = load<usize>(column, columnValues) + (<usize>row << 2);
  if (load<u32>(column, columnSlotMask) > slotsInCache) fetchEntries(column, cells, count);
  for (let i = 0; i < count; i++) {
    const cell = load<u64>(cells + (<usize>i << 3));
    const entry = entryOf(column, <usize>cell, <usize>(cell >> 32));
    if (entry < 0) {
      failure = entry == noRoom ? statusNoRoom : statusOdd;
      return i;
    }
    store<u32>(values + (<usize>i << 2), entry);
  }
  return count;
}

/** Dictionaries of more slots do not stay in the cache of a processor. */
const slotsInCache: u32 = 8192;

/** What has been fetched, so that no compiler leaves the loads out. */
let fetched: u32 = 0;

/**
 * Touches slots and entries of a batch, one kind after the other: loads that wait for nothing wait for memory together,
 * while a search waits for each.
 */
function fetchEntries(column: usize, cells: usize, count: i32): void {
  const slots = load<usize>(column, columnSlots);
  const mask = load<u32>(column, columnSlotMask);
  const entries = load<usize>(column, columnEntries);
  for (let i = 0; i < count; i++) {
    const cell = load<u64>(cells + (<usize>i << 3));
    const length = <usize>(cell >> 32);
    const hash = length <= 16 ? hashOf(firstBytes(<usize>cell, length)) : 0;
    const slot = slots + (<usize>(hash & mask) << 3);
    store<usize>(fetchList + (<usize>i << 2), slot);
    fetched ^= load<u32>(slot);
  }
  for (let i = 0; i < count; i++) {
    const code = load<u32>(load<usize>(fetchList + (<usize>i << 2)));
    fetched ^= load<u32>(entries + (<usize>(code - <u32>(code != 0)) << 5));
  }
}

const fetchList = memory.data(256 * 4);

function putNumbers(column: usize, cells: usize, row: i32, count: i32): i32 {
  const values = load<usize>(column, columnValues) + (<usize>row << 3);
  const scales = load<usize>(column, columnScales) + <usize>row;
  const integers = load<usize>(column, columnIntegers) + (<usize>row << 2);
  let wide = load<i32>(column, columnIsWide);
  for (let i = 0; i < count; i++) {
    const cell = load<u64>(cells + (<usize>i << 3));
    const from = <usize>cell;
    const length = <usize>(cell >> 32);
    const put = putNumber(values + (<usize>i << 3), integers + (<usize>i << 2), scales + <usize>i, from, length);
    if (put != notNumber) {
      wide |= put;
      continue;
    }
    const entry = entryOf(column, from, length);
    if (entry < 0) {
      failure = entry == noRoom ? statusNoRoom : statusOdd;
      store<i32>(column, wide, columnIsWide);
      return i;
    }
    store<f64>(values + (<usize>i << 3), <f64>entry);
    store<i32>(integers + (<usize>i << 2), entry);
    store<u8>(scales + <usize>i, 255);
  }
  store<i32>(column, wide, columnIsWide);
  return count;
}

function putIds(column: usize, cells: usize, row: i32, count: i32): i32 {
  for (let i = 0; i < count; i++) {
    const cell = load<u64>(cells + (<usize>i << 3));
    failure = putId(column, row + i, <usize>cell, <usize>(cell >> 32));
    if (failure != statusFull) return i;
  }
  return count;
}

/**
 * Whether the first filled cell is neither blank nor begins as the name of a total does (合 总 總 小 汇 匯 彙 本, to, su,
 * gr). Other scripts than the common ideographs can fold into these: they are left to the caller.
 */
function isPlainStart(start: usize, length: usize): bool {
  let from = start;
  const end = start + length;
  while (from < end && load<u8>(from) <= 32) from++;
  if (from == end) return false;
  const first: u32 = load<u8>(from);
  if (first < 128) {
    const letter = first | 32;
    if (letter != 116 && letter != 115 && letter != 103) return true;
    const second: u32 = load<u8>(from, 1);
    const begins: u32 = letter == 116 ? 111 : letter == 115 ? 117 : 114;
    return second < 128 && (second | 32) != begins;
  }
  if (first < 0xe4 || first > 0xe9) return false;
  const tail = (<u32>load<u8>(from, 1) << 8) | load<u8>(from, 2);
  if (first == 0xe5) return tail != 0x9088 && tail != 0xb08f && tail != 0x8caf && tail != 0xbd99;
  if (first == 0xe7) return tail != 0xb8bd;
  return first != 0xe6 || (tail != 0x80bb && tail != 0xb187 && tail != 0x9cac);
}

const notNumber: i32 = -1;
const narrowNumber: i32 = 0;
const wideNumber: i32 = 1;

/**
 * Keeps an empty cell or a number written the shortest way as digits and decimals; `notNumber` for other texts. All digits
 * at once: they are moved to the right end of a vector, the point left out, and added up in pairs, fours and eights.
 */
// @ts-expect-error: decorator
@inline
function putNumber(value: usize, integer: usize, scaleAt: usize, start: usize, size: usize): i32 {
  if (size == 0) {
    store<u8>(scaleAt, 254);
    return narrowNumber;
  }
  const isNegative = load<u8>(start) == 45;
  const first = isNegative ? start + 1 : start;
  const length = <i32>size - <i32>isNegative;
  if (length > 16) return notNumber;
  const text = v128.load(first);
  const used = (1 << length) - 1;
  const digits = i8x16.sub(text, i8x16.splat(48));
  const points = i8x16.bitmask(i8x16.eq(text, i8x16.splat(46))) & used;
  if (((i8x16.bitmask(i8x16.lt_u(digits, i8x16.splat(10))) & used) | points) != used) return notNumber;
  if ((points & (points - 1)) != 0) return notNumber;
  const whole = points == 0 ? length : ctz(points);
  const scale = points == 0 ? 0 : length - whole - 1;
  if (whole == 0 || whole + scale > 15 || (points != 0 && scale == 0)) return notNumber;
  if (whole > 1 && load<u8>(first) == 48) return notNumber;
  const from = i8x16.sub(
    i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    i8x16.splat(<i8>(16 - whole - scale)),
  );
  const aligned = i8x16.swizzle(digits, i8x16.sub(from, i8x16.ge_s(from, i8x16.splat(<i8>whole))));
  const tens = i8x16(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1);
  const pairs = i16x8.narrow_i32x4_u(
    i32x4.extadd_pairwise_i16x8_u(i16x8.extmul_low_i8x16_u(aligned, tens)),
    i32x4.extadd_pairwise_i16x8_u(i16x8.extmul_high_i8x16_u(aligned, tens)),
  );
  const fours = i32x4.dot_i16x8_s(pairs, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const eights = i32x4.dot_i16x8_s(
    i16x8.narrow_i32x4_u(fours, fours),
    i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1),
  );
  const number = <i64>i32x4.extract_lane(eights, 0) * 100000000 + <i64>i32x4.extract_lane(eights, 1);
  if (isNegative && number == 0) return notNumber;
  const signed = isNegative ? -number : number;
  store<f64>(value, <f64>signed);
  store<i32>(integer, <i32>signed);
  store<u8>(scaleAt, <u8>scale);
  return number > 0x7fffffff ? wideNumber : narrowNumber;
}

/** Appends an id without the blanks around it. A text that may begin or end with a blank beyond ASCII is odd. */
function putId(column: usize, row: i32, start: usize, length: usize): i32 {
  let from = start;
  let to = start + length;
  while (from < to && isBlank(load<u8>(from))) from++;
  while (to > from && isBlank(load<u8>(to - 1))) to--;
  const size = to - from;
  if (!isUtf8(from, size)) return statusOdd;
  if (size > 0) {
    const first: u32 = load<u8>(from);
    if (first > 127 && (first < 0xe4 || first > 0xe9)) return statusOdd;
    if (load<u8>(to - 1) > 127) {
      const lead: u32 = size < 3 ? 0 : load<u8>(to - 3);
      if (lead < 0xe4 || lead > 0xe9) return statusOdd;
    }
  }
  const pool = load<usize>(column, columnPool);
  const ends = load<usize>(column, columnValues) + (<usize>row << 2);
  // After the id before: a row that was begun and left has added nothing.
  const used: usize = row == 0 ? 0 : load<u32>(ends - 4);
  if (used + size + 16 > load<usize>(column, columnPoolMost)) return statusNoRoom;
  for (let i: usize = 0; i < size; i += 16) v128.store(pool + used + i, v128.load(from + i));
  store<usize>(column, used + size, columnPoolUsed);
  store<u32>(ends, used + size);
  return statusFull;
}

// @ts-expect-error: decorator
@inline
function isBlank(byte: u32): bool {
  return byte == 32 || (byte >= 9 && byte <= 13);
}

/** Code of a text among those of its column, a new one for a new text; `noRoom` or `notUtf8` instead. */
export function entryOf(column: usize, from: usize, length: usize): i32 {
  const head = firstBytes(from, length < 16 ? length : 16);
  const hash = length <= 16 ? hashOf(head) : hashOfLong(from, length);
  const slots = load<usize>(column, columnSlots);
  const mask = load<u32>(column, columnSlotMask);
  const entries = load<usize>(column, columnEntries);
  let slot = hash & mask;
  for (;;) {
    const found = load<u64>(slots + (<usize>slot << 3));
    if (found == 0) break;
    const code = <u32>found;
    const entry = entries + (<usize>(code - 1) << 5);
    // The hash stands beside the code, so that only the text itself is looked up in the entries.
    if (
      <u32>(found >> 32) == hash &&
      !v128.any_true(v128.xor(head, v128.load(entry))) &&
      load<usize>(entry, entryLength) == length &&
      (length <= 16 || memory.compare(from, load<usize>(column, columnPool) + load<usize>(entry, entryPool), length) == 0)
    ) {
      return code - 1;
    }
    slot = (slot + 1) & mask;
  }
  return addEntry(column, from, length, head, hash, slot);
}

function addEntry(column: usize, from: usize, length: usize, head: v128, hash: u32, slot: u32): i32 {
  const count = load<u32>(column, columnEntryCount);
  const used = load<usize>(column, columnPoolUsed);
  const size: usize = length <= 16 ? 0 : length;
  if (count == load<u32>(column, columnEntryMost)) return noRoom;
  if (used + size + 16 > load<usize>(column, columnPoolMost)) return noRoom;
  if (!isUtf8(from, length)) return notUtf8;
  const entry = load<usize>(column, columnEntries) + (<usize>count << 5);
  v128.store(entry, head);
  store<usize>(entry, length, entryLength);
  store<u32>(entry, hash, entryHash);
  store<usize>(entry, used, entryPool);
  if (size > 0) {
    memory.copy(load<usize>(column, columnPool) + used, from, size);
    store<usize>(column, used + size, columnPoolUsed);
  }
  store<u64>(load<usize>(column, columnSlots) + (<usize>slot << 3), (<u64>hash << 32) | (count + 1));
  store<u32>(column, count + 1, columnEntryCount);
  return count;
}

// @ts-expect-error: decorator
@inline
function hashOf(text: v128): u32 {
  return mix(i64x2.extract_lane(text, 0), i64x2.extract_lane(text, 1));
}

// @ts-expect-error: decorator
@inline
function mix(a: u64, b: u64): u32 {
  let hash = (a ^ rotr<u64>(b, 29)) * 0x9e3779b97f4a7c15;
  hash ^= hash >> 32;
  hash *= 0xd6e8feb86659fd93;
  return <u32>(hash >> 32);
}

function hashOfLong(from: usize, length: usize): u32 {
  let hash: u64 = length;
  for (let i: usize = 0; i < length; i += 16) {
    const part = firstBytes(from + i, length - i < 16 ? length - i : 16);
    hash = (hash << 32) | mix(i64x2.extract_lane(part, 0) ^ hash, i64x2.extract_lane(part, 1));
  }
  return mix(hash, 0);
}

/** Puts every entry into the slots anew, which the caller has made larger and empty. */
export function fillSlots(column: usize): void {
  const slots = load<usize>(column, columnSlots);
  const mask = load<u32>(column, columnSlotMask);
  const entries = load<usize>(column, columnEntries);
  const count = load<u32>(column, columnEntryCount);
  for (let code: u32 = 0; code < count; code++) {
    const hash = load<u32>(entries + (<usize>code << 5), entryHash);
    let slot = hash & mask;
    while (load<u64>(slots + (<usize>slot << 3)) != 0) slot = (slot + 1) & mask;
    store<u64>(slots + (<usize>slot << 3), (<u64>hash << 32) | (code + 1));
  }
}

/** Strict UTF-8 of one cell: nothing overlong, no surrogates, nothing beyond U+10FFFF, no sequence cut. */
// @ts-expect-error: decorator
@inline
function isUtf8(from: usize, length: usize): bool {
  if (length <= 16) {
    const high = i8x16.bitmask(v128.load(from)) & ((1 << <i32>length) - 1);
    return high == 0 || isLongUtf8(from, length);
  }
  return isLongUtf8(from, length);
}

function isLongUtf8(start: usize, length: usize): bool {
  const end = start + length;
  let at = start;
  while (at < end) {
    const byte: u32 = load<u8>(at);
    if (byte < 128) {
      at++;
      continue;
    }
    const second: u32 = load<u8>(at, 1);
    const size: usize = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (byte < 0xc2 || byte > 0xf4 || at + size > end || (second & 0xc0) != 0x80) return false;
    if (byte == 0xe0 && second < 0xa0) return false;
    if (byte == 0xed && second > 0x9f) return false;
    if (byte == 0xf0 && second < 0x90) return false;
    if (byte == 0xf4 && second > 0x8f) return false;
    if (size > 2 && (<u32>load<u8>(at, 2) & 0xc0) != 0x80) return false;
    if (size > 3 && (<u32>load<u8>(at, 3) & 0xc0) != 0x80) return false;
    at += size;
  }
  return true;
}
