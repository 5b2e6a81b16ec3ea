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

  /** The places, in two lists of hashes, of rows that have to be compared; in the first run they are only noted. */
  mayRepeat(highs: Int32Array, lows: Int32Array, count: number): number[] {
    const candidates = this.#candidates;
    const repeated: number[] = [];
    if (candidates === undefined) {
      for (const i of this.#met.meet(highs, lows, count)) this.#found.add(oneNumber(highs[i]!, lows[i]!));
      return repeated;
    }
    if (candidates.size === 0) return repeated;
    for (let i = 0; i < count; i++) if (candidates.has(oneNumber(highs[i]!, lows[i]!))) repeated.push(i);
    return repeated;
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

  /** Those that had been met before. */
  meet(highs: Int32Array, lows: Int32Array, count: number): number[] {
    const before: number[] = [];
    const slots = this.#slots;
    const mask = slots.length - 1;
    // All places are touched first: loads that wait for nothing wait for memory together.
    let touched = 0;
    for (let i = 0; i < count; i++) touched ^= slots[highs[i]! & mask]!;
    this.touched = touched;
    for (let i = 0; i < count; i++) {
      const mark = lows[i]! >>> 0 || 1;
      let place = highs[i]! & mask;
      while (slots[place] !== 0 && slots[place] !== mark) place = (place + 1) & mask;
      if (slots[place] === mark) before.push(i);
      slots[place] = mark;
    }
    return before;
  }

  /** Kept so that no compiler leaves the touching out. */
  touched = 0;
}

const encoder = new TextEncoder();

/** Two hashes of 32 bits, of a text. */
export function hashText(text: string, highs: Int32Array, lows: Int32Array, place: number): void {
  const bytes = encoder.encode(text);
  hashBytes(bytes, 0, bytes.length, highs, lows, place);
}

/** The same of its UTF-8. */
export function hashBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  highs: Int32Array,
  lows: Int32Array,
  place: number,
): void {
  let high = 0x811c9dc5 | 0;
  let low = 0x2f0b4a27 | 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    high = Math.imul(high ^ byte, 0x01000193);
    low = Math.imul(low ^ byte, 0x5bd1e995) ^ (low >>> 15);
  }
  highs[place] = mixBits(high);
  lows[place] = mixBits(low);
}

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** Two hashes of three whole numbers of 32 bits and an amount; −0 counts as 0. */
export function hashNumbers(
  [a, b, c]: readonly [number, number, number],
  amount: number,
  highs: Int32Array,
  lows: Int32Array,
  place: number,
): void {
  float[0] = amount === 0 ? 0 : amount;
  const [low, high] = [halves[0]!, halves[1]!];
  const one = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77) ^ Math.imul(c, 0xc2b2ae3d);
  const other = Math.imul(a, 0x27d4eb2f) ^ Math.imul(b, 0x165667b1) ^ Math.imul(c, 0x2545f491);
  highs[place] = mixBits(mixBits(one ^ low) ^ high);
  lows[place] = mixBits(mixBits(other ^ high) ^ Math.imul(low, 0x5bd1e995));
}

function mixBits(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
