/**
 * Finds rows that repeat an earlier one in bounded memory. A first run notes hashes, some eight bytes a row, which tell
 * what is surely new; only rows whose hashes have been met are compared themselves, in a second run through the tape.
 * Equal rows have equal hashes, so that without a candidate nothing repeats.
 */
export class RepeatedRows<Kept> {
  readonly #met: MetHashes;
  readonly #candidates: RepeatCandidates | undefined;
  readonly #found = new Set<number>();
  readonly #firsts = new Map<string, Kept>();

  /** `candidates` are those of the first run. */
  constructor(rowCount: number, candidates: RepeatCandidates | undefined) {
    this.#met = new MetHashes(candidates === undefined ? rowCount : 0);
    this.#candidates = candidates;
  }

  /** Whether the row has to be compared; in the first run it is only noted. */
  mayRepeat(high: number, low: number): boolean {
    if (this.#candidates !== undefined) return this.#candidates.has(oneNumber(high, low));
    if (this.#met.meet(high, low)) this.#found.add(oneNumber(high, low));
    return false;
  }

  /** What was kept of the first row with this key; undefined for the first, of which `kept` is remembered. */
  earlier(key: string, kept: Kept): Kept | undefined {
    const first = this.#firsts.get(key);
    if (first === undefined) this.#firsts.set(key, kept);
    return first;
  }

  /** What a second run has to compare, if it is needed. */
  get candidates(): RepeatCandidates | undefined {
    return this.#found.size === 0 ? undefined : this.#found;
  }
}

/** Hashes of 53 bits, as numbers. */
export type RepeatCandidates = ReadonlySet<number>;

function oneNumber(high: number, low: number): number {
  return (high >>> 0) * 2_097_152 + (low >>> 11);
}

const slotsAtFirst = 1024;

/**
 * Hashes that have been met, by open addressing: one half of a hash is the place, the other what stands there. Four
 * bytes a slot, at most three quarters of the slots filled; zero is empty. Two hashes that differ can be taken for one
 * another, at 10 million rows in about one tape of 200.
 */
class MetHashes {
  readonly #slots: Uint32Array;

  constructor(rowCount: number) {
    let slots = slotsAtFirst;
    while (slots * 3 < rowCount * 4) slots *= 2;
    this.#slots = new Uint32Array(slots);
  }

  /** Whether it had been met before. */
  meet(high: number, low: number): boolean {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const mark = low >>> 0 || 1;
    let place = high & mask;
    while (slots[place] !== 0) {
      if (slots[place] === mark) return true;
      place = (place + 1) & mask;
    }
    slots[place] = mark;
    return false;
  }
}

const encoder = new TextEncoder();

/** Two hashes of 32 bits, of a text. */
export function hashText(text: string, into: Int32Array): void {
  const bytes = encoder.encode(text);
  hashBytes(bytes, 0, bytes.length, into);
}

/** The same of its UTF-8. */
export function hashBytes(bytes: Uint8Array, start: number, end: number, into: Int32Array): void {
  let high = 0x811c9dc5 | 0;
  let low = 0x2f0b4a27 | 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    high = Math.imul(high ^ byte, 0x01000193);
    low = Math.imul(low ^ byte, 0x5bd1e995) ^ (low >>> 15);
  }
  into[0] = mixBits(high);
  into[1] = mixBits(low);
}

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** Mixes a number into a hash; equal numbers mix equally, −0 as 0. */
export function mixNumber(hash: number, value: number): number {
  float[0] = value === 0 ? 0 : value;
  let mixed = Math.imul(hash ^ halves[0]!, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ halves[1]!, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function mixBits(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
