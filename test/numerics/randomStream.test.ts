import { readFileSync } from 'node:fs';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '#numerics/normal.js';
import { fillNormalQuantiles } from '#numerics/normalQuantiles.js';
import { philox4x32 } from '#numerics/philox.js';
import { type RandomStream, randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import { compileNormalKernel, normalKernelModule } from '../../scripts/kernel.mjs';

const key = seedKey('abs');

describe('seedKey', () => {
  it('is the first two words of alea, for text only', () => {
    const alea = seedrandom.alea('abs');
    expect(key).toEqual({ k0: alea.int32() >>> 0, k1: alea.int32() >>> 0 });
    expect(seedKey('')).not.toEqual(seedKey('0'));
    expect(() => Reflect.apply(seedKey, undefined, [42])).toThrow(TypeError);
  });

  it('tells 100,000 similar seeds apart', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 100_000; i++) {
      const { k0, k1 } = seedKey(`seed ${i}`);
      seen.add(`${k0} ${k1}`);
    }
    expect(seen.size).toBe(100_000);
  });
});

describe('randomStream', () => {
  it('reads Philox blocks in order, with path and purpose in the counter', () => {
    const path = 5 * 2 ** 32 + 17;
    const stream = randomStream(key, path, 3);
    const out = new Uint32Array(4);
    for (let block = 0; block < 5; block++) {
      philox4x32(block, 17, 5, 3, key.k0, key.k1, out);
      for (const word of out) expect(stream.nextUint32()).toBe(word);
    }
  });

  it('gives a path the same numbers whatever was drawn before', () => {
    const roaming = randomStream(key, 1, 1);
    for (let i = 0; i < 5; i++) roaming.nextUint32();
    roaming.moveTo(4711, 2);
    const fresh = randomStream(key, 4711, 2);
    expect(draws(roaming, 20)).toEqual(draws(fresh, 20));
    expect(draws(randomStream(key, 4711, 3), 4)).not.toEqual(draws(randomStream(key, 4711, 2), 4));
    expect(draws(randomStream(seedKey('abt'), 4711, 2), 4)).not.toEqual(draws(randomStream(key, 4711, 2), 4));
  });

  it('makes a uniform of 26 + 26 bits and a half, inside (0, 1) even at the ends', () => {
    const words = randomStream(key, 0, 0);
    const uniforms = randomStream(key, 0, 0);
    for (let i = 0; i < 100; i++) {
      const high = BigInt(words.nextUint32() >>> 6);
      const low = BigInt(words.nextUint32() >>> 6);
      expect(uniforms.nextUniform() * 2 ** 53).toBe(Number(2n * (high * 2n ** 26n + low) + 1n));
    }
    expect((2 ** 52 - 1 + 0.5) * 2 ** -52).toBeLessThan(1);
    expect(0.5 * 2 ** -52).toBeGreaterThan(0);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN])('refuses %s as a path', (path) => {
    expect(() => randomStream(key, path, 0)).toThrow(RangeError);
  });

  it.each([-1, 0.5, 2 ** 32])('refuses %s as a purpose', (purpose) => {
    expect(() => randomStream(key, 0, purpose)).toThrow(RangeError);
  });

  // 1,000 cells of 1,000 expected: chi-square has mean 999 and standard deviation 44.7; five of them
  it.each([
    ['along one path', (i: number, s: RandomStream) => (i === 0 ? s.moveTo(7, 0) : undefined)],
    ['across paths', (i: number, s: RandomStream) => s.moveTo(i, 0)],
    ['across purposes', (i: number, s: RandomStream) => s.moveTo(7, i)],
  ])('is uniform %s', (_name, move) => {
    const cells = new Float64Array(1000);
    const stream = randomStream(key, 0, 0);
    for (let i = 0; i < 1_000_000; i++) {
      move(i, stream);
      cells[Math.floor(stream.nextUniform() * 1000)]! += 1;
    }
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) * (count - 1000) * 1e-3, 0);
    expect(Math.abs(chiSquare - 999)).toBeLessThan(5 * 44.7);
  });

  it('draws normals with the moments and the tail of a normal', () => {
    const stream = randomStream(key, 3, 9);
    const count = 400_000;
    let [sum, squares, fourths, beyond2] = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const z = stream.nextNormal();
      sum += z;
      squares += z * z;
      fourths += z * z * z * z;
      if (z < -2) beyond2++;
    }
    // standard errors: 1, √2, √96 and √(p(1-p)) over √count; four of each
    const error = 4 / Math.sqrt(count);
    const p = normalCdf(-2);
    expect(Math.abs(sum / count)).toBeLessThan(error);
    expect(Math.abs(squares / count - 1)).toBeLessThan(Math.SQRT2 * error);
    expect(Math.abs(fourths / count - 3)).toBeLessThan(Math.sqrt(96) * error);
    expect(Math.abs(beyond2 / count - p)).toBeLessThan(Math.sqrt(p * (1 - p)) * error);
  });

  it('has neighboring paths, purposes and draws uncorrelated', () => {
    const count = 200_000;
    const stream = randomStream(key, 0, 0);
    const first = (path: number, purpose: number) => {
      stream.moveTo(path, purpose);
      return stream.nextUniform() - 0.5;
    };
    let [paths, purposes, successive] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      const u = first(i, 0);
      const next = stream.nextUniform() - 0.5;
      paths += u * first(i + 1, 0);
      purposes += u * first(i, 1);
      successive += u * next;
    }
    for (const sum of [paths, purposes, successive]) {
      expect(Math.abs((12 * sum) / count)).toBeLessThan(4 / Math.sqrt(count));
    }
  });
});

function draws(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.nextUniform());
}

describe('normals in bulk', () => {
  const one = (stream: RandomStream, count: number) =>
    Array.from({ length: count }, () => stream.nextNormal());
  const many = (stream: RandomStream, count: number) => {
    const normals = new Float64Array(count);
    stream.fillNormals(normals);
    return [...normals];
  };

  it.each([0, 1, 7, 8, 9, 80, 1023, 1024, 5000])('%i of them are those that come one by one', (count) => {
    for (const before of [0, 1, 2, 3]) {
      const [single, bulk] = [randomStream(key, 5 * 2 ** 32 + 3, 7), randomStream(key, 5 * 2 ** 32 + 3, 7)];
      for (let k = 0; k < before; k++) for (const stream of [single, bulk]) stream.nextUniform();
      expect(many(bulk, count)).toEqual(one(single, count));
      expect(bulk.nextUint32()).toBe(single.nextUint32());
    }
  });

  it('also after a single word, where blocks and normals are out of step', () => {
    const [single, bulk] = [randomStream(key, 1, 0), randomStream(key, 1, 0)];
    for (const stream of [single, bulk]) stream.nextUint32();
    expect(many(bulk, 101)).toEqual(one(single, 101));
  });

  it('a million of them, far into both tails', () => {
    const [single, bulk] = [randomStream(key, 9, 1), randomStream(key, 9, 1)];
    let far = 0;
    for (let k = 0; k < 1000; k++) {
      const normals = many(bulk, 1000);
      expect(normals).toEqual(one(single, 1000));
      far += normals.filter((x) => Math.abs(x) > 4).length;
    }
    expect(far).toBeGreaterThan(0);
  });

  it('quantiles in every branch: the center, the middle and the far tail, at their edges', () => {
    const tails = Array.from({ length: 500 }, (_, k) => 0.5 * 0.93 ** k);
    const edges = [0.075, 0.07500000000000001, 0.925, 0.9249999999999999, 1.38e-11, 1.39e-11, 2 ** -53];
    const points = Float64Array.from([...tails, ...tails.map((p) => 1 - p), ...edges].filter((p) => p < 1));
    const found = new Float64Array(points.length);
    fillNormalQuantiles(points, found);
    expect(found).toEqual(points.map(normalQuantile));
    expect(Math.min(...found)).toBeLessThan(-7);
    for (const outside of [0, 1, -0.1, Number.NaN]) {
      expect(() => fillNormalQuantiles(new Float64Array(8).fill(outside), found)).toThrow(RangeError);
    }
  });

  it('the embedded code is that of its source', () => {
    expect(compileNormalKernel()).toBe(readFileSync(normalKernelModule, 'utf8'));
  });
});
