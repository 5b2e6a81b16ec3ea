import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationFactor } from '#numerics/cholesky.js';

describe('correlationFactor', () => {
  it('multiplies back to the matrix', () => {
    const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 6 }), (vectors) => {
        // correlations of the vectors plus noise of their own are always possible
        const dot = (i: number, j: number) =>
          vectors[i]!.reduce((sum, x, k) => sum + x * vectors[j]![k]!, i === j ? 1 : 0);
        const size = vectors.length;
        const matrix = Float64Array.from({ length: size * size }, (_, at) => {
          const [i, j] = [Math.floor(at / size), at % size];
          return i === j ? 1 : dot(i, j) / Math.sqrt(dot(i, i) * dot(j, j));
        });
        const factor = correlationFactor(matrix, size);
        if (!factor.ok) throw new Error(`${factor.reason} at ${factor.row}, ${factor.column}`);
        matrix.forEach((value, at) => {
          const [i, j] = [Math.floor(at / size), at % size];
          let product = 0;
          for (let k = 0; k < size; k++) product += factor.lower[i * size + k]! * factor.lower[j * size + k]!;
          expect(product).toBeCloseTo(value, 12);
          if (j > i) expect(factor.lower[at]).toBe(0);
        });
      }),
      { seed: 7 },
    );
  });

  it.each([
    ['not-positive-definite', [1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1], 2, 1],
    ['not-positive-definite', [1, 1, 1, 1], 1, 0],
    ['not-symmetric', [1, 0.2, 0.3, 1], 1, 0],
    ['out-of-range', [1, 1.2, 1.2, 1], 1, 0],
    ['out-of-range', [1, Number.NaN, Number.NaN, 1], 1, 0],
    ['not-one-on-diagonal', [1, 0, 0, 2], 1, 1],
  ])('says %s of %j', (reason, matrix, row, column) => {
    expect(correlationFactor(Float64Array.from(matrix), Math.sqrt(matrix.length))).toEqual({
      ok: false,
      reason,
      row,
      column,
    });
  });
});
