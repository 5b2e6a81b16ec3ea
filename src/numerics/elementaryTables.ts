import { addPairs, type DoubleDouble, dividePair, multiplyPairs, sqrtPair } from './doubleDouble.js';

/**
 * The tables behind exp, log and pow. They are computed once from + − × ÷ and Math.sqrt in double-double
 * arithmetic, so that every platform has the same bits and no list of constants has to be believed.
 */

/** 2^k for k = -1074 … 1023 at index k + 1074. */
export const powersOfTwo = buildPowersOfTwo();

export const exponentialSteps = 128;
/** 2^(j/128) = head + tail, j = 0 … 127, at 2j and 2j + 1. */
export const exponentialTable = buildExponentialTable();

/**
 * Mantissas are taken from [0.719…, 1.438…): the first begins at this high word, and 1 lies in the middle
 * of its interval, so that log is accurate to the last bit around 1.
 */
export const mantissaStart = 0x3fe69000;
export const logarithmSteps = 128;
/** Of each of 128 intervals: 1/c to nine binary places, and log c = head + tail, at 3i, 3i + 1 and 3i + 2. */
export const logarithmTable = buildLogarithmTable();

function buildPowersOfTwo(): Float64Array {
  const table = new Float64Array(1074 + 1024);
  let power = 1;
  for (let k = 0; k <= 1023; k++, power *= 2) table[k + 1074] = power;
  power = 1;
  for (let k = 0; k >= -1074; k--, power /= 2) table[k + 1074] = power;
  return table;
}

function buildExponentialTable(): Float64Array {
  const powers: DoubleDouble[] = [[1, 0]];
  let root: DoubleDouble = [2, 0];
  for (let stride = exponentialSteps / 2; stride >= 1; stride /= 2) {
    root = sqrtPair(root);
    powers[stride] = root;
    for (let j = 2 * stride; j < exponentialSteps; j += 2 * stride) {
      powers[j + stride] = multiplyPairs(powers[j] ?? [1, 0], root);
    }
  }
  return Float64Array.from(powers.flat());
}

/**
 * log c is summed outward from c = 1 by log(a/b) = 2 atanh((a - b)/(a + b)) over neighbors a/512, b/512.
 * The head is a multiple of 2^-42, so that head + k * log 2 is exact (see `elementary.ts`).
 */
function buildLogarithmTable(): Float64Array {
  const reciprocals = Array.from({ length: logarithmSteps }, (_, i) => Math.round(512 / intervalCenter(i)));
  const one = reciprocals.indexOf(512);
  const table = new Float64Array(3 * logarithmSteps);
  for (const direction of [1, -1]) {
    let logarithm: DoubleDouble = [0, 0];
    let previous = 512;
    for (let i = one; i >= 0 && i < logarithmSteps; i += direction) {
      const reciprocal = reciprocals[i] ?? Number.NaN;
      logarithm = addPairs(logarithm, logarithmOfRatio(previous, reciprocal));
      const head = Math.round(logarithm[0] * 4398046511104) / 4398046511104;
      table.set([reciprocal / 512, head, logarithm[0] - head + logarithm[1]], 3 * i);
      previous = reciprocal;
    }
  }
  return table;
}

function intervalCenter(index: number): number {
  const words = new DataView(new ArrayBuffer(8));
  words.setUint32(0, mantissaStart + index * 0x2000 + 0x1000);
  return words.getFloat64(0);
}

/** log(a/b) = 2 (s + s^3/3 + s^5/5 + …), s = (a - b)/(a + b); |s| < 2^-6 here, 2^-120 after ten terms. */
function logarithmOfRatio(a: number, b: number): DoubleDouble {
  const s = dividePair([a - b, 0], a + b);
  const square = multiplyPairs(s, s);
  let power = s;
  let sum: DoubleDouble = [0, 0];
  for (let n = 1; n <= 19; n += 2) {
    sum = addPairs(sum, dividePair(power, n));
    power = multiplyPairs(power, square);
  }
  return [2 * sum[0], 2 * sum[1]];
}
