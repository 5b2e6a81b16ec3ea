import { describe, expect, it } from 'vitest';
import { normalCdf } from '#numerics/normal.js';
import { normalCdfTabled } from '#numerics/normalCdfTable.js';

describe('Φ from Taylor polynomials', () => {
  // Abramowitz and Stegun, table 26.1, and Q(x) of table 26.2 for the tail.
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [1.5, 0.933192798731142],
    [2, 0.977249868051821],
    [-3, 1.349898031630095e-3],
    [-5, 2.866515718791939e-7],
  ])('at %d', (x, expected) => {
    expect(Math.abs(normalCdfTabled(x) / expected - 1)).toBeLessThan(1e-9);
  });

  it('is the algorithm it stands for, to 8e-16', () => {
    for (let i = 0; i <= 200_000; i++) {
      const x = -9 + (18 * i) / 200_000;
      const [found, expected] = [normalCdfTabled(x), normalCdf(x)];
      if (Math.abs(found - expected) > 8e-16) expect({ x, found }).toEqual({ x, found: expected });
    }
  });

  it('keeps certainty', () => {
    expect(normalCdfTabled(Number.POSITIVE_INFINITY)).toBe(1);
    expect(normalCdfTabled(Number.NEGATIVE_INFINITY)).toBe(0);
  });
});
