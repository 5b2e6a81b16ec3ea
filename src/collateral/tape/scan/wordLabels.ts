import { column, entry } from './scanLayout.js';
import type { ScanMemory } from './scanMemory.js';
import { decodeBytes } from './utf8.js';

/** The distinct texts of a column by their codes. */
export interface Labels {
  readonly count: number;
  at(code: number): string;
  /** Of this code and all that came after it. */
  bytesFrom(code: number): LabelBytes;
}

/** Texts one after another, and where each ends. */
export interface LabelBytes {
  readonly pool: Uint8Array;
  readonly ends: Uint32Array;
}

/**
 * The distinct texts of a column, without the blanks around them, by their code in the scanner's dictionary. Texts
 * are decoded when they are asked for: a column of a million borrowers costs no million strings.
 */
export class WordLabels implements Labels {
  readonly #memory: ScanMemory;
  readonly #column: number;
  /** Codes whose text has blanks around it, and the code of the text without them. */
  readonly #same = new Map<number, number>();
  #known = 0;

  constructor(memory: ScanMemory, address: number) {
    this.#memory = memory;
    this.#column = address;
  }

  get count(): number {
    return this.#memory.words[(this.#column + column.entryCount) >> 2]!;
  }

  at(code: number): string {
    const { start, end } = this.#place(code);
    return decodeBytes(this.#memory.bytes, start, end).trim();
  }

  bytesFrom(code: number): LabelBytes {
    const places = Array.from({ length: this.count - code }, (_, i) => this.#place(code + i));
    const ends = new Uint32Array(places.length);
    let length = 0;
    for (const [i, { start, end }] of places.entries()) {
      length += end - start;
      ends[i] = length;
    }
    const pool = new Uint8Array(length);
    for (const [i, { start, end }] of places.entries())
      pool.set(this.#memory.bytes.subarray(start, end), ends[i]! - (end - start));
    return { pool, ends };
  }

  /** Codes with blanks around them that have come since; `codeOf` finds or adds a text. */
  fold(codeOf: (text: string) => number): ReadonlyMap<number, number> {
    for (; this.#known < this.count; this.#known++) {
      const { start, end } = this.#place(this.#known);
      const { bytes } = this.#memory;
      if (start === end || (isPlain(bytes[start]!) && isPlain(bytes[end - 1]!))) continue;
      const raw = decodeBytes(bytes, start, end);
      const text = raw.trim();
      if (text !== raw) this.#same.set(this.#known, codeOf(text));
    }
    return this.#same;
  }

  #place(code: number): { start: number; end: number } {
    const { words } = this.#memory;
    const place = words[(this.#column + column.entries) >> 2]! + code * entry.bytes;
    const length = words[(place + entry.length) >> 2]!;
    const pool = words[(this.#column + column.pool) >> 2]!;
    const start = length <= entry.head ? place : pool + words[(place + entry.pool) >> 2]!;
    return { start, end: start + length };
  }
}

/** Labels that another thread has found, as they come. */
export class GatheredLabels implements Labels {
  #pool = new Uint8Array(1 << 12);
  #ends = new Uint32Array(1 << 8);
  count = 0;

  add({ pool, ends }: LabelBytes): void {
    const used = this.#startOf(this.count);
    this.#reserve(used + pool.length, this.count + ends.length);
    this.#pool.set(pool, used);
    for (let i = 0; i < ends.length; i++) this.#ends[this.count + i] = used + ends[i]!;
    this.count += ends.length;
  }

  at(code: number): string {
    return decodeBytes(this.#pool, this.#startOf(code), this.#ends[code]!).trim();
  }

  bytesFrom(code: number): LabelBytes {
    const from = this.#startOf(code);
    const pool = this.#pool.slice(from, this.#startOf(this.count));
    return { pool, ends: this.#ends.slice(code, this.count).map((end) => end - from) };
  }

  #startOf(code: number): number {
    return code === 0 ? 0 : this.#ends[code - 1]!;
  }

  #reserve(bytes: number, count: number): void {
    if (bytes > this.#pool.length) {
      const longer = new Uint8Array(bytes * 2);
      longer.set(this.#pool);
      this.#pool = longer;
    }
    if (count > this.#ends.length) {
      const longer = new Uint32Array(count * 2);
      longer.set(this.#ends);
      this.#ends = longer;
    }
  }
}

/** No blank, and no first or last byte of one. */
function isPlain(byte: number): boolean {
  return byte > 32 && byte < 128;
}
