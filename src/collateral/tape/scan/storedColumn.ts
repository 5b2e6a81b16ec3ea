import { hashBytes } from '../repeatedRows.js';
import { emptyCell, textCell } from './scanLayout.js';
import { decodeBytes } from './utf8.js';
import type { Labels } from './wordLabels.js';

/**
 * Cells of one tape column in a run of rows as the byte scanner leaves them, packed and without loss: `textAt` gives
 * back the text of every cell, blanks around it aside.
 */
export interface StoredColumn {
  readonly numbers?: NumberCellsPacked;
  readonly words?: WordCells;
  readonly ids?: IdCells;
  readonly bytes: number;
  textAt(row: number): string;
}

const tens = Float64Array.from([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
]);

/**
 * Numbers as digits and decimals: 12345.60 is 1234560 with scale 2; other texts as codes. At most 15 digits, so that
 * digits / 10^scale is one correctly rounded division of two exact numbers: the double that the text means.
 */
export class NumberCellsPacked implements StoredColumn {
  readonly numbers = this;
  readonly digits: Int32Array | Float64Array;
  readonly scale: Uint8Array;
  readonly labels: Labels;
  /** Whether all cells have one scale; its list then serves other runs of rows too. */
  readonly isEven: boolean;
  #scaleCounts: Uint32Array | undefined;

  constructor(digits: Int32Array | Float64Array, scale: Uint8Array, labels: Labels, isEven: boolean) {
    this.digits = digits;
    this.scale = scale;
    this.labels = labels;
    this.isEven = isEven;
  }

  get bytes(): number {
    return this.digits.byteLength + (this.isEven ? 0 : this.scale.byteLength);
  }

  /** Cells by their scale; counted once, since most questions about a run of rows are answered by it. */
  get scaleCounts(): Uint32Array {
    this.#scaleCounts ??= countScales(this.scale);
    return this.#scaleCounts;
  }

  /** Whether some cells hold no plain number. */
  get hasTexts(): boolean {
    return this.scaleCounts[textCell]! > 0;
  }

  /** Whether every cell holds a plain number. */
  get isPlain(): boolean {
    return this.scaleCounts[textCell] === 0 && this.scaleCounts[emptyCell] === 0;
  }

  /** Fills in all plain numbers, with the decimal point moved by `shift`; `state` is then 1. */
  fillPlain(shift: number, values: Float64Array, state: Uint8Array): void {
    const { digits, scale, scaleCounts } = this;
    const first = scale[0] ?? emptyCell;
    if (first < emptyCell && scaleCounts[first] === scale.length) {
      const divisor = tens[first - shift]!;
      for (let row = 0; row < values.length; row++) values[row] = digits[row]! / divisor;
      state.fill(1);
      return;
    }
    for (let row = 0; row < values.length; row++) {
      if (scale[row]! >= emptyCell) continue;
      values[row] = digits[row]! / tens[scale[row]! - shift]!;
      state[row] = 1;
    }
  }

  /** Of a plain number with the decimal point moved by `shift` (percent is −2); `shift` is 0 or less. */
  valueAt(row: number, shift: number): number {
    return this.digits[row]! / tens[this.scale[row]! - shift]!;
  }

  textAt(row: number): string {
    const scale = this.scale[row]!;
    if (scale === emptyCell) return '';
    const digits = this.digits[row]!;
    if (scale === textCell) return this.labels.at(digits);
    if (scale === 0) return String(digits);
    const text = String(Math.abs(digits)).padStart(scale + 1, '0');
    const cut = text.length - scale;
    return `${digits < 0 ? '-' : ''}${text.slice(0, cut)}.${text.slice(cut)}`;
  }
}

/** A run of rows mostly has one scale throughout, which comparing tells sooner than counting. */
function countScales(scale: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  const first = scale[0];
  let same = 0;
  while (same < scale.length && scale[same] === first) same++;
  if (first !== undefined) counts[first] = same;
  for (let row = same; row < scale.length; row++) counts[scale[row]!]!++;
  return counts;
}

/** Texts as codes into the labels of the column. */
export class WordCells implements StoredColumn {
  readonly words = this;
  readonly codes: Uint16Array | Uint32Array;
  readonly labels: Labels;

  constructor(codes: Uint16Array | Uint32Array, labels: Labels) {
    this.codes = codes;
    this.labels = labels;
  }

  get bytes(): number {
    return this.codes.byteLength;
  }

  textAt(row: number): string {
    return this.labels.at(this.codes[row]!);
  }
}

/** Texts that are mostly distinct, such as ids: their bytes one after another. */
export class IdCells implements StoredColumn {
  readonly ids = this;
  readonly pool: Uint8Array;
  readonly ends: Uint32Array;

  constructor(pool: Uint8Array, ends: Uint32Array) {
    this.pool = pool;
    this.ends = ends;
  }

  get bytes(): number {
    return this.pool.byteLength + this.ends.byteLength;
  }

  textAt(row: number): string {
    return decodeBytes(this.pool, this.#startOf(row), this.ends[row]!);
  }

  isEmptyAt(row: number): boolean {
    return this.#startOf(row) === this.ends[row];
  }

  /** Two hashes of 32 bits, into `place` of the lists. */
  hashAt(row: number, highs: Int32Array, lows: Int32Array, place: number): void {
    hashBytes(this.pool, this.#startOf(row), this.ends[row]!, highs, lows, place);
  }

  #startOf(row: number): number {
    return row === 0 ? 0 : this.ends[row - 1]!;
  }
}
