/**
 * A column in four numbers, from which equality is told, and which row is another one if it is one row only.
 * Each value has two hashes h below the prime p = 2^31 − 1; kept are Σ h and Σ row·h modulo p, rows counted from 1.
 *
 * If row i alone changes its hash by d, the sums change by d and i·d, so i = (change of Σ row·h) ÷ (change of Σ h)
 * modulo p; both hashes must name the same row of the table. If values only change places, Σ h stays.
 */
export interface ColumnSums {
  readonly plain: readonly [number, number];
  readonly weighted: readonly [number, number];
}

const prime = 0x7fffffff;

/** `hashes(row)` writes the two hashes of a row's value into `pair`. */
export function columnSums(rowCount: number, hash: (row: number, pair: Uint32Array) => void): ColumnSums {
  const pair = new Uint32Array(2);
  const sums = [0, 0, 0, 0];
  for (let row = 0; row < rowCount; row++) {
    hash(row, pair);
    for (let k = 0; k < 2; k++) {
      const h = pair[k]! % prime;
      sums[k] = (sums[k]! + h) % prime;
      sums[2 + k] = (sums[2 + k]! + product(row + 1, h)) % prime;
    }
  }
  return { plain: [sums[0]!, sums[1]!], weighted: [sums[2]!, sums[3]!] };
}

/** a·b modulo p for a, b < 2^31: b in two halves, so that every product stays below 2^53. */
function product(a: number, b: number): number {
  const high = Math.floor(b / 65_536);
  const low = b % 65_536;
  return (((((a * high) % prime) * 65_536) % prime) + a * low) % prime;
}

export type ColumnChange =
  | { readonly kind: 'same' }
  /** Index of the row, the first is 0. */
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'moved' }
  | { readonly kind: 'several' };

/** How a column of as many rows differs from what it was. */
export function columnChange(before: ColumnSums, after: ColumnSums, rowCount: number): ColumnChange {
  const change = (of: 'plain' | 'weighted', k: 0 | 1): number =>
    (after[of][k] - before[of][k] + prime) % prime;
  const deltas = [change('plain', 0), change('plain', 1)] as const;
  const weighted = [change('weighted', 0), change('weighted', 1)] as const;
  if (deltas[0] === 0 && deltas[1] === 0) {
    return { kind: weighted[0] === 0 && weighted[1] === 0 ? 'same' : 'moved' };
  }
  const first = quotient(weighted[0], deltas[0]);
  const second = quotient(weighted[1], deltas[1]);
  const isRow = first !== undefined && first === second && first >= 1 && first <= rowCount;
  return isRow ? { kind: 'row', row: first - 1 } : { kind: 'several' };
}

/** a ÷ b modulo p, b^(p−2) being the inverse of b (Fermat); undefined for b = 0. */
function quotient(a: number, b: number): number | undefined {
  if (b === 0) return undefined;
  let inverse = 1;
  let power = b;
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) inverse = product(inverse, power);
    power = product(power, power);
  }
  return product(a, inverse);
}

/** `plain0.plain1.weighted0.weighted1`, hexadecimal. */
export function sumsText({ plain, weighted }: ColumnSums): string {
  return [...plain, ...weighted].map((sum) => sum.toString(16)).join('.');
}

export const sumsPattern = /^[0-9a-f]{1,8}(\.[0-9a-f]{1,8}){3}$/;

export function parseSums(text: string): ColumnSums {
  if (!sumsPattern.test(text)) throw new Error(`"${text}" are not the sums of a column`);
  const [a, b, c, d] = text.split('.').map((part) => Number.parseInt(part, 16));
  return { plain: [a!, b!], weighted: [c!, d!] };
}
