import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalDensity, normalQuantile } from '#numerics/normal.js';

const reference: { cdf: [number, number][]; quantile: [number, number][] } = JSON.parse(
  readFileSync('fixtures/reference/normal.json', 'utf8'),
);

function worstRelativeError(f: (x: number) => number, rows: readonly [number, number][]): number {
  let worst = 0;
  for (const [x, expected] of rows) {
    const error = Math.abs(f(x) - expected) / Math.abs(expected || 1);
    expect(error, `at ${x}: ${f(x)}, not ${expected}`).toBeLessThan(1e-12);
    worst = Math.max(worst, error);
  }
  return worst;
}

describe('normalCdf', () => {
  it('has a relative error below 6e-16 from -37.5 up, against 50-digit values', () => {
    const rows = reference.cdf.filter(([x]) => x >= -37.5);
    expect(rows.length).toBeGreaterThan(100);
    expect(worstRelativeError(normalCdf, rows)).toBeLessThan(6e-16);
  });

  it.each([
    [Number.NEGATIVE_INFINITY, 0],
    [-40, 0],
    [0, 0.5],
    [40, 1],
    [Number.POSITIVE_INFINITY, 1],
  ])('of %s is %s', (x, expected) => expect(normalCdf(x)).toBe(expected));

  it('refuses NaN', () => {
    expect(() => normalCdf(Number.NaN)).toThrow(RangeError);
    expect(() => normalDensity(Number.NaN)).toThrow(RangeError);
  });

  it('adds up to one with its mirror image and never falls', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
        expect(normalCdf(x + 1e-6)).toBeGreaterThanOrEqual(normalCdf(x));
      }),
      { seed: 1 },
    );
  });
});

describe('normalQuantile', () => {
  it('has a relative error below 6e-16, against 50-digit values', () => {
    expect(reference.quantile.length).toBeGreaterThan(100);
    expect(worstRelativeError(normalQuantile, reference.quantile)).toBeLessThan(6e-16);
  });

  // Wichura 1988, the paper's own check values
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
  ])('of %s is %s (AS 241)', (p, expected) => {
    expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(5e-16);
  });

  it('ends at the infinities and refuses what is no probability', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    for (const p of [-1e-300, 1.0000000000000002, Number.NaN])
      expect(() => normalQuantile(p)).toThrow(RangeError);
  });

  it('is undone by normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (x) => {
        const p = normalCdf(x);
        // dp/p = x dx in the lower tail; in the upper tail p is near 1 and says less about x
        const resolution = 2.3e-16 * (1 + p / normalDensity(x));
        expect(Math.abs(normalQuantile(p) - x)).toBeLessThan(4 * resolution + 1e-15 * Math.abs(x));
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});

describe('normalDensity', () => {
  // mpmath: exp(-x²/2)/sqrt(2π)
  it.each([
    [0, 0.3989422804014327],
    [1, 0.24197072451914337],
    [-10, 7.694598626706419e-23],
    [30, 1.4736461348785476e-196],
    [40, 0],
  ])('of %s is %s', (x, expected) => {
    if (expected === 0) expect(normalDensity(x)).toBe(0);
    else expect(Math.abs(normalDensity(x) / expected - 1)).toBeLessThan(5e-16);
  });
});
