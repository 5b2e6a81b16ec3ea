import { expect, it } from 'vitest';
import { hashText, RepeatedRows } from '#collateral/tape/repeatedRows.js';

/** Repeats by both runs, with a hash of the test's own. */
function repeats(keys: readonly string[], hash: (key: string, into: Int32Array) => void): string[] {
  const into = new Int32Array(2);
  const first = new RepeatedRows<number>(keys.length, undefined);
  for (const key of keys) {
    hash(key, into);
    expect(first.mayRepeat(into[0]!, into[1]!)).toBe(false);
  }
  if (first.candidates === undefined) return [];
  const second = new RepeatedRows<number>(keys.length, first.candidates);
  return keys.filter((key, i) => {
    hash(key, into);
    return second.mayRepeat(into[0]!, into[1]!) && second.earlier(key, i) !== undefined;
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
  expect(repeats(few, (_, into) => into.fill(5))).toEqual(repeatsBySet(few));
  const alike = (key: string, into: Int32Array) => into.fill(key.length);
  expect(repeats(keys, alike)).toEqual(repeatsBySet(keys));
});

it('hashes one text one way, in bytes or as a string', () => {
  const [a, b] = [new Int32Array(2), new Int32Array(2)];
  hashText('合同-0001', a);
  hashText('合同-0002', b);
  expect([...a]).not.toEqual([...b]);
});
