import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bivariateNormalCdf } from '#numerics/bivariateNormal.js';
import { normalCdf } from '#numerics/normal.js';

describe('bivariateNormalCdf', () => {
  it('is within 1e-15 of 50-digit values, at correlations from -0.999999 to 0.9999999', () => {
    const rows: { bivariate: number[][] } = JSON.parse(
      readFileSync('fixtures/reference/normal.json', 'utf8'),
    );
    expect(rows.bivariate.length).toBeGreaterThan(500);
    for (const [x = 0, y = 0, correlation = 0, expected = 0] of rows.bivariate) {
      const error = Math.abs(bivariateNormalCdf(x, y, correlation) - expected);
      expect(error, `Φ(${x}, ${y}; ${correlation})`).toBeLessThan(1e-15);
    }
  });

  const point = fc.double({ min: -6, max: 6, noNaN: true });

  it('has its closed forms: independence, perfect correlation, the orthant', () => {
    fc.assert(
      fc.property(point, point, (x, y) => {
        expect(bivariateNormalCdf(x, y, 0)).toBeCloseTo(normalCdf(x) * normalCdf(y), 15);
        expect(bivariateNormalCdf(x, y, 1)).toBe(normalCdf(Math.min(x, y)));
        expect(bivariateNormalCdf(x, y, -1)).toBeCloseTo(Math.max(0, normalCdf(x) - normalCdf(-y)), 15);
        expect(bivariateNormalCdf(x, Number.POSITIVE_INFINITY, 0.3)).toBe(normalCdf(x));
        expect(bivariateNormalCdf(x, Number.NEGATIVE_INFINITY, 0.3)).toBe(0);
      }),
      { seed: 8 },
    );
    for (const rho of [-0.99, -0.5, 0.2, 0.9249, 0.9251, 0.99]) {
      expect(bivariateNormalCdf(0, 0, rho)).toBeCloseTo(0.25 + Math.asin(rho) / (2 * Math.PI), 15);
    }
  });

  it('is symmetric and rises with the correlation', () => {
    const correlation = fc.double({ min: -0.999, max: 0.998, noNaN: true });
    fc.assert(
      fc.property(point, point, correlation, (x, y, rho) => {
        const value = bivariateNormalCdf(x, y, rho);
        expect(bivariateNormalCdf(y, x, rho)).toBeCloseTo(value, 15);
        expect(bivariateNormalCdf(x, y, rho + 0.001)).toBeGreaterThan(value - 1e-15);
        expect(value).toBeLessThanOrEqual(Math.min(normalCdf(x), normalCdf(y)) + 1e-15);
      }),
      { seed: 9 },
    );
  });

  it.each([[1.1], [Number.NaN]])('refuses a correlation of %s', (rho) => {
    expect(() => bivariateNormalCdf(0, 0, rho)).toThrow(RangeError);
  });
});
