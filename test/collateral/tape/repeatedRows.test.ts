import { expect, it } from 'vitest';
import { hashBytes, hashText, RepeatedRows } from '#collateral/tape/repeatedRows.js';

type Hash = (key: string, highs: Int32Array, lows: Int32Array, place: number) => void;

/** Repeats by both runs, of so many rows at a time, with a hash of the test's own. */
function repeats(keys: readonly string[], hash: Hash, rows = 700): string[] {
  const runs = Array.from({ length: Math.ceil(keys.length / rows) }, (_, i) =>
    keys.slice(i * rows, (i + 1) * rows),
  );
  const [highs, lows] = [new Int32Array(rows), new Int32Array(rows)];
  const first = new RepeatedRows<string>(keys.length, undefined);
  for (const run of runs) {
    run.forEach((key, i) => void hash(key, highs, lows, i));
    expect(first.mayRepeat(highs, lows, run.length)).toEqual([]);
  }
  if (first.candidates === undefined) return [];
  const second = new RepeatedRows<string>(keys.length, first.candidates);
  return runs.flatMap((run) => {
    run.forEach((key, i) => void hash(key, highs, lows, i));
    return second
      .mayRepeat(highs, lows, run.length)
      .map((i) => run[i]!)
      .filter((key) => second.earlier(key, key) !== undefined);
  });
}

/** The plain way. */
function repeatsBySet(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.has(key) || seen.add(key) === undefined);
}

const keys = Array.from({ length: 20_000 }, (_, i) => `L${(i * i) % 15_013}`);

it('finds what a set finds', () => {
  expect(repeats(keys, hashText)).toEqual(repeatsBySet(keys));
  expect(repeats(keys.slice(0, 5), hashText)).toEqual([]);
});

it('finds the same when all hashes collide: rows themselves are compared', () => {
  const few = keys.slice(0, 900);
  expect(
    repeats(few, (_, highs, lows, i) => {
      highs[i] = 5;
      lows[i] = 0;
    }),
  ).toEqual(repeatsBySet(few));
  const alike: Hash = (key, highs, lows, i) => {
    highs[i] = key.length;
    lows[i] = key.length;
  };
  expect(repeats(keys, alike)).toEqual(repeatsBySet(keys));
});

it('hashes one text one way, in bytes or as a string', () => {
  const [highs, lows] = [new Int32Array(4), new Int32Array(4)];
  const texts = ['合同-0001', '合同-0002', 'L1'];
  const bytes = new TextEncoder().encode(`${texts[0]}rest`);
  texts.forEach((text, i) => void hashText(text, highs, lows, i));
  hashBytes(bytes, 0, bytes.length - 4, highs, lows, 3);
  expect([highs[3], lows[3]]).toEqual([highs[0], lows[0]]);
  expect(new Set(highs).size + new Set(lows).size).toBe(6);
});
