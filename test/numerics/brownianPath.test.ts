import { describe, expect, it } from 'vitest';
import { type BrownianPath, brownianPath, monthlyBrownianPath } from '#numerics/brownianPath.js';

/** The map from normals to output is linear: its rows, by feeding unit vectors. */
function rowsOf(path: BrownianPath, map: 'positions' | 'steps'): Float64Array[] {
  const count = path.times.length;
  const rows = Array.from({ length: count }, () => new Float64Array(count));
  for (let j = 0; j < count; j++) {
    const out = new Float64Array(count);
    path[map](
      Float64Array.from({ length: count }, (_, i) => (i === j ? 1 : 0)),
      out,
    );
    out.forEach((value, i) => {
      rows[i]![j] = value;
    });
  }
  return rows;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

describe.each([
  ['60 months', monthlyBrownianPath(60)],
  ['one month', monthlyBrownianPath(1)],
  ['uneven times', brownianPath(Float64Array.of(0.1, 0.15, 0.9, 1, 4, 4.5, 10))],
])('Brownian path over %s', (_name, path) => {
  it('has covariance min(s, t), exactly', () => {
    const rows = rowsOf(path, 'positions');
    rows.forEach((a, i) => {
      rows.forEach((b, j) => {
        expect(dot(a, b)).toBeCloseTo(path.times[Math.min(i, j)]!, 13);
      });
    });
  });

  it('has steps that are a rotation of the normals', () => {
    const rows = rowsOf(path, 'steps');
    rows.forEach((a, i) => {
      rows.forEach((b, j) => {
        expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 13);
      });
    });
  });
});

describe('brownianPath', () => {
  it('puts the end first and then the middle, where most of the variance is', () => {
    const rows = rowsOf(monthlyBrownianPath(60), 'positions');
    expect(rows[59]![0]).toBeCloseTo(Math.sqrt(5), 14);
    expect(rows[59]!.slice(1)).toEqual(new Float64Array(59));
    const varianceOf = (j: number) => rows.reduce((sum, row) => sum + row[j]! * row[j]!, 0);
    const total = rows.reduce((sum, row) => sum + dot(row, row), 0);
    expect((varianceOf(0) + varianceOf(1)) / total).toBeGreaterThan(0.8);
  });

  it.each([[[]], [[0]], [[1, 1]], [[2, 1]], [[Number.NaN]], [[Number.POSITIVE_INFINITY]]])(
    'refuses times %j',
    (times) => {
      expect(() => brownianPath(Float64Array.from(times))).toThrow(RangeError);
    },
  );
});
