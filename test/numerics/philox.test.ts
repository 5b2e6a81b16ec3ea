import { describe, expect, it } from 'vitest';
import { philox4x32 } from '#numerics/philox.js';

// Random123 1.14, tests/kat_vectors, philox4x32 10 rounds
const known = [
  ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
];

describe('philox4x32', () => {
  it.each(known)('of counter %s, key %s is %s', (counter, key, expected) => {
    const [c0 = -1, c1 = -1, c2 = -1, c3 = -1] = words(counter);
    const [k0 = -1, k1 = -1] = words(key);
    const out = new Uint32Array(4);
    philox4x32(c0, c1, c2, c3, k0, k1, out);
    expect([...out]).toEqual(words(expected));
  });

  it('agrees with the rounds written in whole numbers of any size', () => {
    const out = new Uint32Array(4);
    for (let i = 1; i <= 500; i++) {
      const input = Array.from({ length: 6 }, (_, j) => Math.imul(i * 6 + j, 0x9e3779b1) >>> 0);
      const [c0 = 0, c1 = 0, c2 = 0, c3 = 0, k0 = 0, k1 = 0] = input;
      philox4x32(c0, c1, c2, c3, k0, k1, out);
      expect([...out].map(BigInt)).toEqual(plainPhilox(input.map(BigInt)));
    }
  });
});

function words(text = ''): number[] {
  return text.split(' ').map((word) => Number.parseInt(word, 16));
}

function plainPhilox(input: bigint[]): bigint[] {
  let [c0 = 0n, c1 = 0n, c2 = 0n, c3 = 0n, k0 = 0n, k1 = 0n] = input;
  const mask = 0xffffffffn;
  for (let round = 0; round < 10; round++) {
    const a = c0 * 0xd2511f53n;
    const b = c2 * 0xcd9e8d57n;
    [c0, c1, c2, c3] = [(b >> 32n) ^ c1 ^ k0, b & mask, (a >> 32n) ^ c3 ^ k1, a & mask];
    [k0, k1] = [(k0 + 0x9e3779b9n) & mask, (k1 + 0xbb67ae85n) & mask];
  }
  return [c0, c1, c2, c3];
}
