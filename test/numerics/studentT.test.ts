import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chiSquareCdf, chiSquareQuantile } from '#numerics/chiSquare.js';
import { logGamma } from '#numerics/logGamma.js';
import { normalQuantile } from '#numerics/normal.js';
import { studentCdf, studentDensity, studentQuantile } from '#numerics/studentT.js';

const url = new URL('../../fixtures/reference/studentT.json', import.meta.url);
const reference: {
  readonly t: readonly [number, number, number][];
  readonly chiSquare: readonly [number, number, number][];
  readonly logGamma: readonly [number, number][];
  readonly printed: {
    readonly t: readonly [number, number, number][];
    readonly chiSquare: readonly [number, number, number][];
  };
} = JSON.parse(readFileSync(url, 'utf8'));

it('ln Γ to 1e-14', () => {
  for (const [x, expected] of reference.logGamma) {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
  }
});

describe("Student's t", () => {
  it('distribution function to 1e-11 of its value, and back', () => {
    for (const [nu, x, expected] of reference.t) {
      expect(Math.abs(studentCdf(x, nu) / expected - 1)).toBeLessThan(1e-11);
      if (x < 0)
        expect(Math.abs(studentQuantile(expected, nu) / x - 1)).toBeLessThan(x > -0.01 ? 1e-9 : 1e-10);
    }
  });

  it.each(reference.printed.t)('%f degrees at %f: the printed %f', (nu, p, expected) => {
    expect(Math.abs(studentQuantile(p, nu) - expected)).toBeLessThanOrEqual(0.0005001);
  });

  it('one and two degrees of freedom have closed forms', () => {
    for (const p of [1e-9, 0.001, 0.2, 0.49, 0.77, 0.999]) {
      const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
      expect(studentQuantile(p, 1) / (-1 / Math.tan(Math.PI * p))).toBeCloseTo(1, 9);
      expect(studentQuantile(p, 2) / two).toBeCloseTo(1, 9);
    }
  });

  it('goes to the normal distribution, and the density is the slope', () => {
    expect(studentQuantile(0.01, 500)).toBeCloseTo(normalQuantile(0.01), 1);
    for (const x of [-3, -0.5, 1.2]) {
      const slope = (studentCdf(x + 1e-5, 4) - studentCdf(x - 1e-5, 4)) / 2e-5;
      expect(studentDensity(x, 4)).toBeCloseTo(slope, 8);
    }
  });

  it('ends and refusals', () => {
    expect(studentQuantile(0, 4)).toBe(Number.NEGATIVE_INFINITY);
    expect(studentQuantile(1, 4)).toBe(Number.POSITIVE_INFINITY);
    expect(studentQuantile(0.5, 4)).toBe(0);
    expect(() => studentQuantile(1.2, 4)).toThrow(/no probability/);
  });
});

describe('chi-square', () => {
  it('distribution function, and back', () => {
    for (const [nu, x, expected] of reference.chiSquare) {
      expect(Math.abs(chiSquareCdf(x, nu) - expected)).toBeLessThan(1e-13);
      if (expected > 1e-300 && expected < 0.999999)
        expect(chiSquareQuantile(expected, nu) / x).toBeCloseTo(1, 8);
    }
  });

  it.each(reference.printed.chiSquare)('%f degrees at %f: the printed %f', (nu, p, expected) => {
    expect(Math.abs(chiSquareQuantile(p, nu) - expected)).toBeLessThanOrEqual(0.0005001);
  });

  it('two degrees are exponential', () => {
    for (const p of [1e-8, 0.3, 0.99999])
      expect(chiSquareQuantile(p, 2)).toBeCloseTo(-2 * Math.log1p(-p), 10);
  });
});
