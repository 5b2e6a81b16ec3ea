import { column, entry } from './scanLayout.js';
import type { ScanMemory } from './scanMemory.js';
import { decodeBytes } from './utf8.js';

/**
 * The distinct texts of a column, without the blanks around them, by their code in the scanner's dictionary. Texts
 * are decoded when they are asked for: a column of a million borrowers costs no million strings.
 */
export class WordLabels {
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

/** No blank, and no first or last byte of one. */
function isPlain(byte: number): boolean {
  return byte > 32 && byte < 128;
}
