/** The lower triangle L, row-major, of a correlation matrix L Lᵀ; or the pair of factors that cannot be. */
export type CorrelationFactor =
  | { readonly ok: true; readonly lower: Float64Array }
  | { readonly ok: false; readonly reason: CorrelationFault; readonly row: number; readonly column: number };

export type CorrelationFault =
  | 'not-one-on-diagonal'
  | 'out-of-range'
  | 'not-symmetric'
  | 'not-positive-definite';

/**
 * Cholesky factor of a row-major size × size correlation matrix, row by row. Where the first row + 1 factors
 * have no joint distribution, (row, column) is the correlation of the new factor that stretches it most:
 * the one with the largest share of its variance. A unit variance left under 1e-12 counts as none.
 */
export function correlationFactor(matrix: Float64Array, size: number): CorrelationFactor {
  if (matrix.length !== size * size) throw new RangeError(`${matrix.length} numbers for ${size} × ${size}`);
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    let left = 1;
    let strongest = 0;
    for (let column = 0; column <= row; column++) {
      const reason = faultAt(matrix, size, row, column);
      if (reason !== undefined) return { ok: false, reason, row, column };
      if (column === row) break;
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= lower[row * size + k]! * lower[column * size + k]!;
      const entry = sum / lower[column * size + column]!;
      lower[row * size + column] = entry;
      left -= entry * entry;
      if (Math.abs(entry) > Math.abs(lower[row * size + strongest]!)) strongest = column;
    }
    if (!(left > 1e-12)) return { ok: false, reason: 'not-positive-definite', row, column: strongest };
    lower[row * size + row] = Math.sqrt(left);
  }
  return { ok: true, lower };
}

function faultAt(
  matrix: Float64Array,
  size: number,
  row: number,
  column: number,
): CorrelationFault | undefined {
  const value = matrix[row * size + column]!;
  if (row === column) return value === 1 ? undefined : 'not-one-on-diagonal';
  if (!(Math.abs(value) <= 1)) return 'out-of-range';
  return value === matrix[column * size + row] ? undefined : 'not-symmetric';
}
