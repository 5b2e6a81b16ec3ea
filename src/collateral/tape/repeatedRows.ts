/**
 * Finds rows that repeat an earlier one in bounded memory: eight bytes of hash a row tell apart what is surely new,
 * and only where two hashes are equal are the rows themselves compared, in a second run through the tape. No two
 * equal rows have different hashes, so that without a candidate nothing repeats.
 */
export class RepeatedRows<Kept> {
  readonly #hashes: HashSet;
  readonly #candidates: HashSet;
  readonly #isSecondRun: boolean;
  readonly #firsts = new Map<string, Kept>();

  /** `candidates` are those of the first run. */
  constructor(rowCount: number, candidates: HashSet | undefined) {
    this.#isSecondRun = candidates !== undefined;
    this.#hashes = new HashSet(this.#isSecondRun ? 0 : rowCount);
    this.#candidates = candidates ?? new HashSet(0);
  }

  /** Whether the row has to be compared; in the first run it is only noted. */
  mayRepeat(high: number, low: number): boolean {
    if (this.#isSecondRun) return this.#candidates.has(high, low);
    if (!this.#hashes.add(high, low)) this.#candidates.add(high, low);
    return false;
  }

  /** What was kept of the first row with this key; undefined for the first, of which `kept` is remembered. */
  earlier(key: string, kept: Kept): Kept | undefined {
    const first = this.#firsts.get(key);
    if (first === undefined) this.#firsts.set(key, kept);
    return first;
  }

  /** What a second run has to compare, if it is needed. */
  get candidates(): HashSet | undefined {
    return this.#isSecondRun || this.#candidates.size === 0 ? undefined : this.#candidates;
  }
}

const slotsAtFirst = 1024;

/** Pairs of 32 bits by open addressing, at most three quarters full; (0, 0) stands for an empty slot. */
export class HashSet {
  #slots: Uint32Array;
  #size = 0;

  /** Makes room for so many; more may come. */
  constructor(expected: number) {
    let slots = slotsAtFirst;
    while (slots * 3 < expected * 4) slots *= 2;
    this.#slots = new Uint32Array(slots * 2);
  }

  get size(): number {
    return this.#size;
  }

  /** False for what is there already. */
  add(high: number, low: number): boolean {
    const place = this.#find(this.#slots, high >>> 0, low >>> 0 || 1);
    if (this.#slots[place + 1] !== 0) return false;
    this.#slots[place] = high;
    this.#slots[place + 1] = low >>> 0 || 1;
    if (++this.#size * 8 > this.#slots.length * 3) this.#grow();
    return true;
  }

  has(high: number, low: number): boolean {
    return this.#slots[this.#find(this.#slots, high >>> 0, low >>> 0 || 1) + 1] !== 0;
  }

  #find(slots: Uint32Array, high: number, low: number): number {
    const mask = slots.length - 1;
    let place = (Math.imul(low, 0x9e3779b1) ^ high) & mask & ~1;
    while (slots[place + 1] !== 0 && (slots[place] !== high || slots[place + 1] !== low)) {
      place = (place + 2) & mask;
    }
    return place;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Uint32Array(old.length * 2);
    for (let place = 0; place < old.length; place += 2) {
      if (old[place + 1] === 0) continue;
      const free = this.#find(slots, old[place]!, old[place + 1]!);
      slots[free] = old[place]!;
      slots[free + 1] = old[place + 1]!;
    }
    this.#slots = slots;
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
