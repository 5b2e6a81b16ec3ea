/**
 * Cells of one tape column as the byte scanner leaves them, packed and without loss: `textAt` gives back the
 * text of every cell, blanks around it aside. Positions are rows; stores grow as rows come.
 */
export interface StoredColumn {
  readonly numbers?: NumberStore;
  readonly words?: WordStore;
  readonly ids?: IdStore;
  textAt(row: number): string;
}

/** `scale` of a cell that holds no plain number. */
export const emptyCell = 254;
export const textCell = 255;

const tens = Float64Array.from([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
]);

/**
 * Numbers as digits and decimals: 12345.60 is 1234560 with scale 2. Up to nine or ten digits in four bytes; the column
 * turns to eight at the first that needs more. At most 15 digits, so that digits / 10^scale is one correctly
 * rounded division of two exact numbers: the double that the text means.
 */
export class NumberStore implements StoredColumn {
  readonly numbers = this;
  digits: Int32Array | Float64Array;
  scale: Uint8Array;
  readonly labels: string[] = [];
  readonly #codeOf = new Map<string, number>();

  constructor(capacity: number) {
    this.digits = new Int32Array(capacity);
    this.scale = new Uint8Array(capacity);
  }

  reserve(rows: number): void {
    if (rows <= this.scale.length) return;
    const capacity = Math.ceil(rows * 1.5);
    const scale = new Uint8Array(capacity);
    scale.set(this.scale);
    this.scale = scale;
    const digits = this.digits instanceof Int32Array ? new Int32Array(capacity) : new Float64Array(capacity);
    digits.set(this.digits);
    this.digits = digits;
  }

  put(row: number, digits: number, scale: number): void {
    if ((digits > 2147483647 || digits < -2147483647) && this.digits instanceof Int32Array) {
      this.digits = Float64Array.from(this.digits);
    }
    this.digits[row] = digits;
    this.scale[row] = scale;
  }

  putText(row: number, text: string): void {
    if (text === '') {
      this.scale[row] = emptyCell;
      return;
    }
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.labels.push(text) - 1;
      this.#codeOf.set(text, code);
    }
    this.digits[row] = code;
    this.scale[row] = textCell;
  }

  /** Of a plain number with the decimal point moved by `shift` (percent is −2); `shift` is 0 or less. */
  valueAt(row: number, shift: number): number {
    return this.digits[row]! / tens[this.scale[row]! - shift]!;
  }

  textAt(row: number): string {
    const scale = this.scale[row]!;
    if (scale === emptyCell) return '';
    const digits = this.digits[row]!;
    if (scale === textCell) return this.labels[digits]!;
    if (scale === 0) return String(digits);
    const text = String(Math.abs(digits)).padStart(scale + 1, '0');
    const cut = text.length - scale;
    return `${digits < 0 ? '-' : ''}${text.slice(0, cut)}.${text.slice(cut)}`;
  }
}

/**
 * Texts as codes, found by their bytes without making a string of each cell: an open-addressing table of the
 * distinct byte sequences. Two bytes a row until there are 65,536 texts.
 */
export class WordStore implements StoredColumn {
  readonly words = this;
  /** Code of each row into `labels`. */
  codes: Uint16Array | Uint32Array;
  readonly labels: string[] = [];
  #pool = new Uint8Array(4096);
  #poolEnd = 0;
  #starts = new Uint32Array(256);
  #lengths = new Uint32Array(256);
  #labelOf = new Uint32Array(256);
  #entryCount = 0;
  #table = new Int32Array(1024).fill(-1);

  constructor(capacity: number) {
    this.codes = new Uint16Array(capacity);
  }

  reserve(rows: number): void {
    if (rows <= this.codes.length) return;
    const capacity = Math.ceil(rows * 1.5);
    const codes = this.codes instanceof Uint16Array ? new Uint16Array(capacity) : new Uint32Array(capacity);
    codes.set(this.codes);
    this.codes = codes;
  }

  put(row: number, bytes: Uint8Array, start: number, end: number, hash: number): void {
    // The entry first: finding it may replace the arrays.
    const entry = this.#entryFor(bytes, start, end, hash);
    this.#store(row, this.#labelOf[entry]!);
  }

  putText(row: number, text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.put(row, bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
  }

  textAt(row: number): string {
    return this.labels[this.codes[row]!]!;
  }

  #store(row: number, code: number): void {
    if (code > 65535 && this.codes instanceof Uint16Array) this.codes = Uint32Array.from(this.codes);
    this.codes[row] = code;
  }

  #entryFor(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = table[slot]!;
      if (entry < 0) return this.#addEntry(bytes, start, end, slot);
      if (this.#isEntry(entry, bytes, start, end)) return entry;
      slot = (slot + 1) & mask;
    }
  }

  #isEntry(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (this.#lengths[entry] !== length) return false;
    const from = this.#starts[entry]!;
    const pool = this.#pool;
    for (let i = 0; i < length; i++) if (pool[from + i] !== bytes[start + i]) return false;
    return true;
  }

  #addEntry(bytes: Uint8Array, start: number, end: number, slot: number): number {
    const raw = decodeBytes(bytes, start, end);
    const text = raw.trim();
    const entry = this.#entryCount++;
    if (entry === this.#starts.length) {
      this.#starts = doubled(this.#starts);
      this.#lengths = doubled(this.#lengths);
      this.#labelOf = doubled(this.#labelOf);
    }
    while (this.#poolEnd + end - start > this.#pool.length) {
      const pool = new Uint8Array(this.#pool.length * 2);
      pool.set(this.#pool);
      this.#pool = pool;
    }
    for (let i = start; i < end; i++) this.#pool[this.#poolEnd + i - start] = bytes[i]!;
    this.#starts[entry] = this.#poolEnd;
    this.#lengths[entry] = end - start;
    this.#poolEnd += end - start;
    this.#table[slot] = entry;
    if (this.#entryCount * 2 > this.#table.length) this.#rehash();
    const label = text === raw ? this.labels.push(text) - 1 : this.#labelFor(text);
    this.#labelOf[entry] = label;
    return entry;
  }

  /** A text with blanks around it is the label of the text without them. */
  #labelFor(text: string): number {
    const bytes = new TextEncoder().encode(text);
    const entry = this.#entryFor(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
    return this.#labelOf[entry]!;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 4).fill(-1);
    const mask = table.length - 1;
    for (let entry = 0; entry < this.#entryCount; entry++) {
      const start = this.#starts[entry]!;
      let slot = hashBytes(this.#pool, start, start + this.#lengths[entry]!) & mask;
      while (table[slot]! >= 0) slot = (slot + 1) & mask;
      table[slot] = entry;
    }
    this.#table = table;
  }
}

/** Texts that are mostly distinct, such as ids: their bytes one after another. */
export class IdStore implements StoredColumn {
  readonly ids = this;
  #pool: Uint8Array;
  #ends: Float64Array;

  constructor(capacity: number) {
    this.#pool = new Uint8Array(capacity * 12);
    this.#ends = new Float64Array(capacity + 1);
  }

  reserve(rows: number): void {
    if (rows < this.#ends.length) return;
    const ends = new Float64Array(Math.ceil(rows * 1.5) + 1);
    ends.set(this.#ends);
    this.#ends = ends;
  }

  put(row: number, bytes: Uint8Array, start: number, end: number): void {
    let from = start;
    let to = end;
    while (from < to && isBlankByte(bytes[from]!)) from++;
    while (to > from && isBlankByte(bytes[to - 1]!)) to--;
    if (to > from && (bytes[from]! > 127 || bytes[to - 1]! > 127)) {
      this.putText(row, decodeBytes(bytes, from, to).trim());
      return;
    }
    const at = this.#ends[row]!;
    this.#makeRoom(at + to - from);
    const pool = this.#pool;
    for (let i = from; i < to; i++) pool[at + i - from] = bytes[i]!;
    this.#ends[row + 1] = at + to - from;
  }

  putText(row: number, text: string): void {
    const bytes = new TextEncoder().encode(text);
    const at = this.#ends[row]!;
    this.#makeRoom(at + bytes.length);
    this.#pool.set(bytes, at);
    this.#ends[row + 1] = at + bytes.length;
  }

  textAt(row: number): string {
    return decodeBytes(this.#pool, this.#ends[row]!, this.#ends[row + 1]!);
  }

  isEmptyAt(row: number): boolean {
    return this.#ends[row] === this.#ends[row + 1];
  }

  hashAt(row: number): number {
    return hashBytes(this.#pool, this.#ends[row]!, this.#ends[row + 1]!);
  }

  isSame(row: number, other: number): boolean {
    const [a, b] = [this.#ends[row]!, this.#ends[other]!];
    const length = this.#ends[row + 1]! - a;
    if (this.#ends[other + 1]! - b !== length) return false;
    const pool = this.#pool;
    for (let i = 0; i < length; i++) if (pool[a + i] !== pool[b + i]) return false;
    return true;
  }

  #makeRoom(size: number): void {
    if (size <= this.#pool.length) return;
    const pool = new Uint8Array(Math.ceil(size * 1.5) + 1024);
    pool.set(this.#pool);
    this.#pool = pool;
  }
}

function isBlankByte(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** FNV-1a with a final mix; the scanner computes the same while it looks for a field's end. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = hashSeed;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, hashPrime);
  return mixHash(hash);
}

export const hashSeed = 0x811c9dc5 | 0;
export const hashPrime = 0x01000193;

export function mixHash(hash: number): number {
  return (hash ^ (hash >>> 15)) & 0x7fffffff;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Short plain texts are made faster by hand than by a decoder. */
export function decodeBytes(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > 24) return decoder.decode(bytes.subarray(start, end));
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte > 127) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

function doubled(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(list.length * 2);
  longer.set(list);
  return longer;
}
