import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov, kolmogorovTail } from '#numerics/kolmogorovSmirnov.js';
import { randomStream } from '#numerics/randomStream.js';
import {
  effectiveSampleSize,
  mergeMoments,
  momentsOf,
  noMoments,
  pairwiseSum,
  quantile,
  standardErrorOf,
  varianceOf,
  weightedQuantile,
} from '#numerics/statistics.js';

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 300 });

describe('pairwiseSum', () => {
  it('of whole numbers is exact, over any part', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (values, cut) => {
        const at = cut % values.length;
        expect(pairwiseSum(values, 0, at) + pairwiseSum(values, at)).toBe(values.reduce((a, b) => a + b, 0));
      }),
      { seed: 4 },
    );
  });

  it('keeps digits that adding in a row loses', () => {
    const values = new Float64Array(2 ** 20).fill(0.1);
    const inRow = values.reduce((a, b) => a + b, 0);
    const exact = 0.1 * 2 ** 20;
    expect(Math.abs(inRow - exact)).toBeGreaterThan(1e-7);
    expect(Math.abs(pairwiseSum(values) - exact)).toBeLessThan(1e-9);
  });
});

describe('moments', () => {
  // NIST StRD univariate data set NumAcc3: 1000000.2, then 1000000.1 and 1000000.3 500 times; deviation 0.1
  it('have the certified mean and deviation of NIST NumAcc3', () => {
    const values = [
      1000000.2,
      ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1000000.1 : 1000000.3)),
    ];
    const moments = momentsOf(values);
    expect(moments.mean).toBeCloseTo(1000000.2, 9);
    expect(Math.sqrt(varianceOf(moments))).toBeCloseTo(0.1, 9);
    expect(standardErrorOf(moments)).toBeCloseTo(0.1 / Math.sqrt(1001), 10);
  });

  it('of merged blocks are the moments of all', () => {
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 8 }), (blocks) => {
        const merged = blocks.map((block) => momentsOf(block)).reduce(mergeMoments, noMoments);
        const whole = momentsOf(blocks.flat());
        expect(merged.count).toBe(whole.count);
        expect(merged.mean).toBeCloseTo(whole.mean, 9);
        expect(Math.abs(merged.squares - whole.squares)).toBeLessThan(1e-12 * (1 + whole.squares));
      }),
      { seed: 5 },
    );
  });

  it('refuse the variance of one value', () => expect(() => varianceOf(momentsOf([3]))).toThrow(RangeError));
});

describe('quantile', () => {
  // Hyndman and Fan's definition 1; R: quantile(x, p, type = 1)
  it.each([
    [[10, 20, 30, 40], 0, 10],
    [[10, 20, 30, 40], 0.25, 10],
    [[10, 20, 30, 40], 0.2500001, 20],
    [[10, 20, 30, 40], 0.5, 20],
    [[10, 20, 30, 40], 0.99, 40],
    [[10, 20, 30, 40], 1, 40],
    [[7], 0.3, 7],
  ])('of %j at %s is %s', (sorted, p, expected) => {
    expect(quantile(sorted, p)).toBe(expected);
    expect(
      weightedQuantile(
        sorted,
        sorted.map(() => 0.3),
        p,
      ),
    ).toBe(expected);
  });

  it('counts 0.07 of 100 values as seven', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    for (let percent = 1; percent <= 100; percent++) expect(quantile(hundred, percent / 100)).toBe(percent);
  });

  it('of weights counts a value as often as it weighs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weights, p) => {
          fc.pre(weights.some((w) => w > 0));
          const values = weights.map((_, i) => i);
          const repeated = weights.flatMap((w, i) => Array<number>(w).fill(i));
          expect(weightedQuantile(values, weights, p)).toBe(quantile(repeated, p));
        },
      ),
      { seed: 6 },
    );
  });

  it('refuses no values, no weights and no probability', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
    expect(() => weightedQuantile([1, 2], [0, 0], 0.5)).toThrow(RangeError);
    expect(() => weightedQuantile([1, 2], [1], 0.5)).toThrow(RangeError);
  });
});

describe('effectiveSampleSize', () => {
  it.each([
    [[1, 1, 1, 1], 4],
    [[5, 0, 0], 1],
    [[1, 3], 1.6],
    [[], 0],
  ])('of %j is %s', (weights, expected) => expect(effectiveSampleSize(weights)).toBeCloseTo(expected, 14));
});

describe('kolmogorovSmirnov', () => {
  it.each([
    [[1, 2, 3], [4, 5, 6], 1],
    [[1, 2, 3], [1, 2, 3], 0],
    [[1, 3], [2, 4], 0.5],
    [[1, 1, 1, 5], [1, 5, 5, 5], 0.5],
    [[3, 1, 2, 4, 5], [2.5, 9], 0.5],
  ])('of %j and %j has statistic %s', (a, b, expected) => {
    expect(kolmogorovSmirnov(a, b).statistic).toBeCloseTo(expected, 15);
    expect(kolmogorovSmirnov(b, a).statistic).toBeCloseTo(expected, 15);
  });

  // scipy 1.17 special.kolmogorov
  it.each([
    [0.2, 0.999999999999495],
    [0.5, 0.9639452436648751],
    [0.828, 0.4993296211937983],
    [1, 0.26999967167735456],
    [1.1799, 0.12351204971188676],
    [1.1801, 0.12339559161939295],
    [1.3581, 0.0499996304316674],
    [2, 0.0006709252557796953],
    [3, 3.045995948942526e-8],
  ])('of λ = %s has tail probability %s', (lambda, expected) => {
    expect(Math.abs(kolmogorovTail(lambda) / expected - 1)).toBeLessThan(1e-12);
  });

  it('has p-values that are uniform under one distribution, and finds a shift', () => {
    const stream = randomStream({ k0: 1, k1: 2 }, 0, 0);
    const sample = (shift: number) => Float64Array.from({ length: 200 }, () => stream.nextNormal() + shift);
    const pValues = Array.from({ length: 400 }, () => kolmogorovSmirnov(sample(0), sample(0)).pValue);
    const below = (p: number) => pValues.filter((value) => value < p).length / pValues.length;
    expect(Math.abs(below(0.1) - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / 400));
    expect(Math.abs(below(0.5) - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 400));
    expect(kolmogorovSmirnov(sample(0), sample(0.8)).pValue).toBeLessThan(1e-4);
  });
});
