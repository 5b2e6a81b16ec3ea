import { exponentialTable, logarithmTable, mantissaStart, powersOfTwo } from './elementaryTables.js';

/**
 * exp, expm1, log, log1p, pow, sin and cos from + − × ÷ and table look-up only: the same bits on every
 * platform and Node version, which Math.exp and its kind do not promise (Math.pow changed in Node 24).
 * Largest error measured against 75-digit values, in units in the last place: exp, expm1, log, log1p and
 * pow 0.51, sin and cos 0.75, a subnormal result of exp or pow 0.75 (docs/methodology/elementary.md). Special values (NaN, infinities, signed zeros) as in Math.
 */
export { cos, sin } from './trigonometric.js';

const log2Head = 0.6931471805598903; // log 2 to 42 binary places: k * log2Head is exact for 11-bit k
const log2Tail = 5.497923018708371e-14;
const stepsPerUnit = 184.6649652337873; // 128 / log 2
const stepHead = 0.005415212347998022; // log 2 / 128 in 34 bits: k * stepHead is exact for 18-bit k
const stepTail = 1.2655086083325438e-13;
const overflowAt = 709.782712893384; // log(2^1024)
const underflowAt = -745.1332191019412; // log(2^-1075)
const splitter = 134217729; // 2^27 + 1, see doubleDouble.ts
const mantissaSplitter = 2097153; // 2^21 + 1 leaves 32 bits above: times nine bits is exact
const twoTo54 = 18014398509481984;
const tiny = 5.551115123125783e-17; // 2^-54

const floatWord = new Float64Array(1);
const halves = new Int32Array(floatWord.buffer);
const highHalf = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * e^x = 2^(j/128) 2^e exp(r), |r| <= log 2 / 256, exp(r) - 1 by its series to r^5.
 * Below -745.13 it is 0, above 709.78 Infinity.
 */
export function exp(x: number): number {
  const k = Math.floor(x * stepsPerUnit + 0.5);
  const r = x - k * stepHead - k * stepTail;
  if (x >= -708 && x <= 709) return mantissaOfExp(k, r) * powersOfTwo[(k >> 7) + 1074]!;
  if (x > overflowAt) return Number.POSITIVE_INFINITY;
  if (x < underflowAt) return 0;
  return scaleByPowerOfTwo(mantissaOfExp(k, r), k >> 7);
}

/** e^x - 1 without cancellation at 0. */
export function expm1(x: number): number {
  if (!(x <= 40)) return exp(x);
  if (x < -40) return -1;
  if (Math.abs(x) < tiny) return x;
  const k = Math.floor(x * stepsPerUnit + 0.5);
  const reduced = x - k * stepHead;
  const r = reduced - k * stepTail;
  const rTail = reduced - r - k * stepTail;
  const scale = powersOfTwo[(k >> 7) + 1074]!;
  const head = exponentialTable[2 * (k & 127)]! * scale;
  const tail = exponentialTable[2 * (k & 127) + 1]! * scale;
  const d = head - 1;
  const dTail = head >= 1 ? head - d - 1 : head - (d + 1);
  const sum = d + r;
  const rounded = sum - d;
  const sumTail = d - (sum - rounded) + (r - rounded);
  const curve = r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
  return sum + (sumTail + (dTail + tail + (d + tail) * r + head * (curve + rTail)));
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (x >= 2.2250738585072014e-308 && x < Number.POSITIVE_INFINITY) return logOfSum(x, 0, 0);
  if (x > 0 && x < 1) return logOfSum(x * twoTo54, 0, -54);
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return x > 0 ? x : Number.NaN;
}

/** log(1 + x) without cancellation at 0; -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  if (!(x > -1 && x < Number.POSITIVE_INFINITY)) {
    return x === -1 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  }
  if (Math.abs(x) < tiny) return x;
  const sum = 1 + x;
  return logOfSum(sum, x < 1 ? x - (sum - 1) : 1 - (sum - x), 0);
}

/** x^y with the special cases of Math.pow: x^0 = 1, also for NaN; 1^±Infinity and negative^fraction are NaN. */
export function pow(x: number, y: number): number {
  if (x > 0 && x < Number.POSITIVE_INFINITY && Math.abs(y) < 1e19) return powOfPositive(x, y);
  return powAtEdge(x, y);
}

/** 2^(j/128) exp(r), in [0.997, 2): the table value plus a correction under 0.3 % of it. */
function mantissaOfExp(k: number, r: number): number {
  const j = 2 * (k & 127);
  const head = exponentialTable[j]!;
  const growth = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))));
  return head + (exponentialTable[j + 1]! + head * growth);
}

/** Rounds once where the result is subnormal. */
function scaleByPowerOfTwo(value: number, k: number): number {
  if (k > 1022) return value * powersOfTwo[1074 + 1022]! * powersOfTwo[1074 + k - 1022]!;
  if (k < -1021) return value * powersOfTwo[1074 + k + 200]! * powersOfTwo[1074 - 200]!;
  return value * powersOfTwo[1074 + k]!;
}

/**
 * log(a + b) + n log 2 for a normal a > 0 and |b| <= ulp(a) / 2. With a = 2^k z, c the center of z's
 * interval and r = z/c - 1, |r| < 0.005: k log 2 + log c + log1p(r). 1/c has nine bits, so r is exact.
 */
function logOfSum(a: number, b: number, n: number): number {
  floatWord[0] = a;
  const offset = halves[highHalf]! - mantissaStart;
  const k = offset >> 20;
  const unscale = powersOfTwo[1074 - k]!;
  const z = a * unscale;
  const i = 3 * ((offset >> 13) & 127);
  const inverse = logarithmTable[i]!;
  const cut = mantissaSplitter * z;
  const zHigh = cut - (cut - z);
  const left = zHigh * inverse - 1;
  const right = (z - zHigh + b * unscale) * inverse;
  const r = left + right;
  const rTail = right - (r - left);
  const base = (k + n) * log2Head + logarithmTable[i + 1]!;
  const sum = base + r;
  const sumTail = base - sum + r;
  const square = r * r;
  const curve =
    square *
    (-1 / 2 +
      r * (1 / 3) +
      square * (-1 / 4 + r * (1 / 5) + square * (-1 / 6 + r * (1 / 7) - square * (1 / 8))));
  return sum + (sumTail + (rTail + logarithmTable[i + 2]! + (k + n) * log2Tail + curve));
}

/** As logOfSum, but with a tail, so that y log x keeps 11 bits more than the result needs. */
function powOfPositive(x: number, y: number): number {
  if (Math.abs(y) < 1e-30) return 1;
  const n = x < 2.2250738585072014e-308 ? -54 : 0;
  const a = n === 0 ? x : x * twoTo54;
  floatWord[0] = a;
  const offset = halves[highHalf]! - mantissaStart;
  const k = offset >> 20;
  const z = a * powersOfTwo[1074 - k]!;
  const i = 3 * ((offset >> 13) & 127);
  const inverse = logarithmTable[i]!;
  const zCut = mantissaSplitter * z;
  const zHigh = zCut - (zCut - z);
  const left = zHigh * inverse - 1;
  const right = (z - zHigh) * inverse;
  const r = left + right;
  const rounded = r - left;
  const rTail = left - (r - rounded) + (right - rounded);

  const base = (k + n) * log2Head + logarithmTable[i + 1]!;
  const sum = base + r;
  const sumTail = base - sum + r;
  const rCut = splitter * r;
  const rHigh = rCut - (rCut - r);
  const rLow = r - rHigh;
  const square = r * r;
  const squareTail = rHigh * rHigh - square + 2 * rHigh * rLow + rLow * rLow + 2 * r * rTail;
  const upper = sum - 0.5 * square;
  const upperTail = sum - upper - 0.5 * square;
  const cubic =
    r *
    square *
    (1 / 3 -
      r * (1 / 4) +
      square * (1 / 5 - r * (1 / 6) + square * (1 / 7 - r * (1 / 8) + square * (1 / 9))));
  const lower =
    sumTail + upperTail + (rTail + logarithmTable[i + 2]! + (k + n) * log2Tail - 0.5 * squareTail + cubic);
  const logHead = upper + lower;
  const logTail = upper - logHead + lower;
  return expOfProduct(logHead, logTail, y);
}

/** exp((head + tail) y), the product exact to about 2^-60. */
function expOfProduct(head: number, tail: number, y: number): number {
  const headCut = splitter * head;
  const headHigh = headCut - (headCut - head);
  const headLow = head - headHigh;
  const yCut = splitter * y;
  const yHigh = yCut - (yCut - y);
  const yLow = y - yHigh;
  const product = head * y;
  if (product > overflowAt + 1) return Number.POSITIVE_INFINITY;
  if (product < underflowAt - 1) return 0;
  const productTail =
    headLow * yLow - (product - headHigh * yHigh - headLow * yHigh - headHigh * yLow) + tail * y;
  const k = Math.floor(product * stepsPerUnit + 0.5);
  const r = product - k * stepHead - k * stepTail + productTail;
  const exponent = k >> 7;
  const mantissa = mantissaOfExp(k, r);
  if (exponent > -1022 && exponent < 1023) return mantissa * powersOfTwo[exponent + 1074]!;
  return scaleByPowerOfTwo(mantissa, exponent);
}

function powAtEdge(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const odd = Math.abs(y % 2) === 1;
  const size = Math.abs(x);
  if (size === 1)
    return Math.abs(y) === Number.POSITIVE_INFINITY || y !== Math.floor(y) ? Number.NaN : odd ? x : 1;
  if (Math.abs(y) >= 1e19) return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  if (x === 0 || size === Number.POSITIVE_INFINITY) {
    const grows = (x === 0) !== y > 0;
    const magnitude = grows ? Number.POSITIVE_INFINITY : 0;
    return odd && (x < 0 || Object.is(x, -0)) ? -magnitude : magnitude;
  }
  if (y !== Math.floor(y)) return Number.NaN;
  const magnitude = powOfPositive(size, y);
  return odd ? -magnitude : magnitude;
}
