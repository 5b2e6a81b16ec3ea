import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import { maxSobolDimensions, plainSobol, type SobolSequence, scrambledSobol } from '#numerics/sobol.js';
import { mergeMoments, momentsOf, standardErrorOf, varianceOf } from '#numerics/statistics.js';

const key = seedKey('sobol');

function points(sequence: SobolSequence, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, index) => {
    const out = new Float64Array(sequence.dimensionCount);
    sequence.point(index, out);
    return out;
  });
}

describe('plainSobol', () => {
  // Joe and Kuo's own listing for their sobol.cc, which runs in Gray code order
  it('has the first points of the published listing', () => {
    const listing = [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
    ];
    const out = new Float64Array(3);
    listing.forEach((expected, n) => {
      plainSobol(3).point(n ^ (n >>> 1), out);
      expect([...out].map((u) => u - 2 ** -33)).toEqual(expected);
    });
  });

  it('agrees with scipy in 512 dimensions', () => {
    const reference: { points: number[][] } = JSON.parse(
      readFileSync('fixtures/reference/sobol.json', 'utf8'),
    );
    const sequence = plainSobol(512);
    const out = new Float64Array(512);
    for (const [index = -1, ...coordinates] of reference.points) {
      sequence.point(index, out);
      expect([...out].map((u) => Math.floor(u * 2 ** 32))).toEqual(coordinates);
    }
  });
});

describe.each([
  ['plain', plainSobol],
  ['scrambled', (dimensions: number) => scrambledSobol(dimensions, key, 3)],
])('%s Sobol points', (_name, sequenceOf) => {
  it('put one of 256 successive points into each 256th of every dimension', () => {
    const block = points(sequenceOf(maxSobolDimensions), 512).slice(256);
    for (let d = 0; d < maxSobolDimensions; d++) {
      expect(new Set(block.map((point) => Math.floor(point[d]! * 256))).size).toBe(256);
    }
  });

  it('put one of 1,024 points into each box of area 1/1,024 of the first two dimensions', () => {
    const block = points(sequenceOf(2), 1024);
    for (let a = 0; a <= 10; a++) {
      const [wide, high] = [2 ** a, 2 ** (10 - a)];
      const boxes = block.map(([x = 0, y = 0]) => Math.floor(x * wide) * high + Math.floor(y * high));
      expect(new Set(boxes).size).toBe(1024);
    }
  });

  it('are the same in any order of asking', () => {
    const inOrder = points(sequenceOf(20), 64);
    const jumping = sequenceOf(20);
    const out = new Float64Array(20);
    for (let i = 0; i < 64; i++) {
      const index = (i * 37 + 11) % 64;
      jumping.point(index, out);
      expect(out).toEqual(inOrder[index]);
    }
    jumping.point(4294967295, out);
    expect(out.every((u) => u > 0 && u < 1)).toBe(true);
  });
});

describe('scrambledSobol', () => {
  it('gives each coordinate of each point the uniform distribution over scrambles', () => {
    const cells = new Float64Array(64);
    const out = new Float64Array(3);
    for (let scramble = 0; scramble < 16_000; scramble++) {
      scrambledSobol(3, key, scramble).point(5, out);
      cells[Math.floor(out[2]! * 64)]! += 1;
    }
    // chi-square of 64 cells: mean 63, standard deviation 11.2
    const chiSquare = cells.reduce((sum, count) => sum + ((count - 250) * (count - 250)) / 250, 0);
    expect(Math.abs(chiSquare - 63)).toBeLessThan(4 * 11.2);
  });

  it('flips the halves of different boxes independently', () => {
    const scrambles = 4000;
    const depth = 5;
    const plain = points(plainSobol(1), 32).map(([x = 0]) => Math.floor(x * 32));
    const flips = Array.from({ length: scrambles }, (_, scramble) => {
      const flipOf = new Int8Array(32);
      points(scrambledSobol(1, key, scramble), 32).forEach(([x = 0], i) => {
        const change = Math.floor(x * 32) ^ plain[i]!;
        for (let d = 0; d < depth; d++) {
          const box = 2 ** d + (plain[i]! >>> (depth - d));
          flipOf[box] = ((change >>> (depth - 1 - d)) & 1) === 1 ? 1 : -1;
        }
      });
      return flipOf;
    });
    let worst = 0;
    for (let a = 0; a < 32; a++) {
      for (let b = 1; b < a; b++) {
        const sum = flips.reduce((total, flipOf) => total + flipOf[a]! * flipOf[b]!, 0);
        worst = Math.max(worst, Math.abs(sum / scrambles));
      }
    }
    // 465 pairs: the largest of as many standard normals is below 4.5 in 997 of 1,000 cases
    expect(worst).toBeLessThan(4.5 / Math.sqrt(scrambles));
  });

  it('estimates without bias, and its standard error over scrambles is right', () => {
    const estimates = Float64Array.from({ length: 4000 }, (_, scramble) =>
      meanOver(points(scrambledSobol(4, key, scramble), 8)),
    );
    const moments = momentsOf(estimates);
    expect(Math.abs(moments.mean - 1)).toBeLessThan(4 * standardErrorOf(moments));
    // much closer together than means of eight independent points
    const stream = randomStream(key, 0, 0);
    const plain = Float64Array.from({ length: 4000 }, () =>
      meanOver(Array.from({ length: 8 }, () => Float64Array.from({ length: 4 }, () => stream.nextUniform()))),
    );
    expect(varianceOf(moments)).toBeLessThan(0.5 * varianceOf(momentsOf(plain)));
  });

  it('has a standard error that falls like n^-1.5 on a smooth integrand, not n^-0.5', () => {
    const spreadOf = (count: number) => {
      let moments = momentsOf([]);
      for (let scramble = 0; scramble < 32; scramble++) {
        moments = mergeMoments(
          moments,
          momentsOf([meanOver(points(scrambledSobol(4, key, scramble), count))]),
        );
      }
      return Math.sqrt(varianceOf(moments));
    };
    const order = Math.log2(spreadOf(64) / spreadOf(4096)) / 6;
    expect(order).toBeGreaterThan(1.2);
    // the plain standard error of this integrand at 4,096 points is 0.0045
    expect(spreadOf(4096)).toBeLessThan(0.0045 / 100);
  });

  it('refuses dimensions, scrambles and indices it does not have', () => {
    expect(() => scrambledSobol(513, key, 0)).toThrow(RangeError);
    expect(() => scrambledSobol(0, key, 0)).toThrow(RangeError);
    expect(() => scrambledSobol(3, key, -1)).toThrow(RangeError);
    expect(() => plainSobol(3).point(2 ** 32, new Float64Array(3))).toThrow(RangeError);
    expect(() => plainSobol(3).point(0, new Float64Array(2))).toThrow(RangeError);
  });
});

/** Product of 1 + (u - 1/2) / 2 … over the coordinates: smooth, mean 1, variance (1 + 1/48)^4 - 1 = 0.086. */
function meanOver(block: readonly Float64Array[]): number {
  const values = block.map((point) => point.reduce((product, u) => product * (1 + (u - 0.5) / 2), 1));
  return momentsOf(values).mean;
}
