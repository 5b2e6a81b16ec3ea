/**
 * Finds rows that are the same as an earlier one, without a key object for each: an open-addressing table of
 * rows, four bytes a slot and at least two slots a row. `hashAt` may collide, `isSame` decides.
 */
export class FirstRows {
  readonly #slots: Int32Array;
  readonly #hashAt: (row: number) => number;
  readonly #isSame: (row: number, other: number) => boolean;

  constructor(
    rowsMost: number,
    hashAt: (row: number) => number,
    isSame: (row: number, other: number) => boolean,
  ) {
    let size = 16;
    while (size < rowsMost * 2) size *= 2;
    this.#slots = new Int32Array(size);
    this.#hashAt = hashAt;
    this.#isSame = isSame;
  }

  /** The first row that is the same, or undefined for one that is new; it then counts as the first. */
  earlier(row: number): number | undefined {
    const mask = this.#slots.length - 1;
    for (let slot = this.#hashAt(row) & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot]! - 1; // zero is an empty slot
      if (known < 0) {
        this.#slots[slot] = row + 1;
        return undefined;
      }
      if (this.#isSame(row, known)) return known;
    }
  }
}

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** Mixes a number into a hash; equal numbers mix equally, and −0 is written as 0. */
export function mixNumber(hash: number, value: number): number {
  float[0] = value === 0 ? 0 : value;
  let mixed = Math.imul(hash ^ halves[0]!, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ halves[1]!, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
