import { philox4x32 } from './philox.js';
import type { StreamKey } from './seedKey.js';
import { directionNumbers } from './sobolDirections.js';

/** A point set of low discrepancy in (0, 1)^dimensionCount, in natural (not Gray code) order. */
export interface SobolSequence {
  readonly dimensionCount: number;
  /** Writes point `index` (0 … 2^32 - 1) to out; following the one before it is the fast order. */
  point(index: number, out: Float64Array): void;
}

const entries = directionNumbers.trim().split(/\s+/);

export const maxSobolDimensions = entries.length + 1;

/**
 * Sobol points, Owen-scrambled by hashing: each coordinate is uniform on (0, 1) over the scrambles, and
 * every scramble keeps the stratification of the net. Scrambles are independent; at least eight give a
 * standard error. A point depends on (key, scramble, dimension, index) only.
 *
 * Source: A. B. Owen, Randomly permuted (t,m,s)-nets (1995); hashing after S. Laine and T. Karras,
 * Stratified sampling for stochastic transparency (2011), and B. Burley, Practical hash-based Owen
 * scrambling (2020); multipliers by N. Vegdahl (2021).
 */
export function scrambledSobol(dimensionCount: number, key: StreamKey, scramble: number): SobolSequence {
  if (scramble >>> 0 !== scramble) throw new RangeError(`scramble ${scramble} is not in 0 … 2^32 - 1`);
  const seeds = new Int32Array(2 * checkedDimensions(dimensionCount));
  const words = new Uint32Array(4);
  for (let d = 0; d < dimensionCount; d++) {
    // no random stream has this path: it would be above 2^53
    philox4x32(d, scramble, 0xffffffff, 0xffffffff, key.k0, key.k1, words);
    seeds[2 * d] = words[0]!;
    seeds[2 * d + 1] = words[1]! | 1;
  }
  return new HashedSobol(dimensionCount, seeds);
}

/** The unscrambled sequence, each coordinate moved up by 2^-33 to stay inside (0, 1): for tests. */
export function plainSobol(dimensionCount: number): SobolSequence {
  return new HashedSobol(checkedDimensions(dimensionCount), undefined);
}

class HashedSobol implements SobolSequence {
  readonly dimensionCount: number;
  private readonly steps: Int32Array;
  private readonly state: Int32Array;
  private readonly seeds: Int32Array | undefined;
  private stateIndex = 0;

  constructor(dimensionCount: number, seeds: Int32Array | undefined) {
    this.dimensionCount = dimensionCount;
    this.steps = cumulativeDirections(dimensionCount);
    this.state = new Int32Array(dimensionCount);
    this.seeds = seeds;
  }

  point(index: number, out: Float64Array): void {
    const { state, seeds, dimensionCount } = this;
    if (out.length < dimensionCount)
      throw new RangeError(`${out.length} places for ${dimensionCount} dimensions`);
    this.goTo(index);
    for (let d = 0; d < dimensionCount; d++) {
      const x = state[d]!;
      const scrambled = seeds === undefined ? x : scrambleUpward(x, seeds[2 * d]!, seeds[2 * d + 1]!);
      out[d] = (reverseBits(scrambled) + 0.5) * 2.3283064365386963e-10;
    }
  }

  /** Bits 0 … c of the index flip together when it grows by one, and so does their whole column sum. */
  private goTo(index: number): void {
    if (index >>> 0 !== index) throw new RangeError(`Sobol index ${index} is not in 0 … 2^32 - 1`);
    if (index === this.stateIndex + 1) this.flip(trailingOnes(this.stateIndex));
    else if (index !== this.stateIndex) {
      this.state.fill(0);
      // XOR of cumulative columns: column c is cumulative c and c - 1
      for (let c = 0; c < 32; c++) {
        if (((index >>> c) & 1) === 0) continue;
        this.flip(c);
        if (c > 0) this.flip(c - 1);
      }
    }
    this.stateIndex = index;
  }

  private flip(column: number): void {
    const { state, steps, dimensionCount } = this;
    const row = column * dimensionCount;
    for (let d = 0; d < dimensionCount; d++) state[d]! ^= steps[row + d]!;
  }
}

/**
 * Direction numbers, bits reversed (so that the scrambling hash needs no reversal of its own) and summed:
 * row c, dimension d holds v(0) ^ … ^ v(c).
 */
function cumulativeDirections(dimensionCount: number): Int32Array {
  const steps = new Int32Array(32 * dimensionCount);
  for (let d = 0; d < dimensionCount; d++) {
    const column = d === 0 ? vanDerCorput() : directionsOf(entries[d - 1]!);
    let sum = 0;
    for (let c = 0; c < 32; c++) {
      sum ^= reverseBits(column[c]!);
      steps[c * dimensionCount + d] = sum;
    }
  }
  return steps;
}

function vanDerCorput(): Int32Array {
  return Int32Array.from({ length: 32 }, (_, c) => 1 << (31 - c));
}

/** v(c) = v(c-s) ^ (v(c-s) >> s) ^ XOR of v(c-k) over the inner coefficients k of the polynomial of degree s. */
function directionsOf(entry: string): Int32Array {
  const [polynomial = 0, ...initial] = entry.split('.').map((text) => Number.parseInt(text, 36));
  const degree = initial.length;
  const v = new Int32Array(32);
  for (let c = 0; c < 32; c++) {
    if (c < degree) {
      v[c] = initial[c]! << (31 - c);
      continue;
    }
    let sum = v[c - degree]! ^ (v[c - degree]! >>> degree);
    for (let k = 1; k < degree; k++) {
      if (((polynomial >>> (degree - k)) & 1) === 1) sum ^= v[c - k]!;
    }
    v[c] = sum;
  }
  return v;
}

/** A permutation of 32-bit words in which a bit is changed by lower bits and the seeds only: an Owen scramble of
 * reversed bits. Multiplying by an even constant carries bits strictly upward. */
function scrambleUpward(value: number, seed: number, oddSeed: number): number {
  let x = value ^ Math.imul(value, 0x3d20adea);
  x = Math.imul((x + seed) | 0, oddSeed);
  x ^= Math.imul(x, 0x05526c56);
  return x ^ Math.imul(x, 0x53a22864);
}

/** As an unsigned number. */
function reverseBits(value: number): number {
  let x = value;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return ((x >>> 16) | (x << 16)) >>> 0;
}

function trailingOnes(index: number): number {
  const lowestZero = ~index & (index + 1);
  return 31 - Math.clz32(lowestZero);
}

function checkedDimensions(count: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= maxSobolDimensions) return count;
  throw new RangeError(`Sobol points have 1 … ${maxSobolDimensions} dimensions, not ${count}`);
}
