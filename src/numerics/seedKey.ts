import seedrandom from 'seedrandom';

/** 64 bits that name a family of random streams. */
export interface StreamKey {
  readonly k0: number;
  readonly k1: number;
}

/**
 * The key of a seed text: its hash by seedrandom's `alea`. Only text is taken, since seedrandom('42') and
 * seedrandom(42) differ.
 */
export function seedKey(seedText: string): StreamKey {
  if (typeof seedText !== 'string') throw new TypeError(`a seed is text, not ${typeof seedText}`);
  const generator = seedrandom.alea(seedText);
  return { k0: generator.int32() >>> 0, k1: generator.int32() >>> 0 };
}
