/** Seeded draws for generated files: a small xorshift, since a file takes hundreds of them. */
export interface Draws {
  /** 0 to count − 1. */
  below(count: number): number;
  chance(probability: number): boolean;
  of<T>(list: readonly T[]): T;
  /** From `[[weight, value], …]`. */
  weighted<T>(table: readonly (readonly [weight: number, value: T])[]): T;
}

export function drawsFrom(seed: number): Draws {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 4; i++) next();
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    chance: (probability) => next() < probability,
    of: (list) => list[below(list.length)]!,
    weighted: (table) => {
      let rest = next() * table.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of table) if ((rest -= weight) < 0) return value;
      return table.at(-1)![1];
    },
  };
}
