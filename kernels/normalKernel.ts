// Normal random numbers in bulk: the twin of `PhiloxStream.nextNormal` (src/numerics/randomStream.ts), block by block.
// Same operations in the same order as in src/numerics, so the same bytes.

const log2Head: f64 = 0.6931471805598903;
const log2Tail: f64 = 5.497923018708371e-14;
const mantissaStart: i32 = 0x3fe69000;
const mantissaSplitter: f64 = 2097153;
const coefficientBytes: usize = 64;

/** `logOfSum` of src/numerics/elementary.ts for a normal number and nothing beside it. */
function log(a: f64, table: usize): f64 {
  const offset = <i32>(reinterpret<u64>(a) >> 32) - mantissaStart;
  const k = offset >> 20;
  const z = a * reinterpret<f64>((<u64>(1023 - k)) << 52);
  const at = table + <usize>(((offset >> 13) & 127) * 24);
  const inverse = load<f64>(at);
  const cut = mantissaSplitter * z;
  const zHigh = cut - (cut - z);
  const left = zHigh * inverse - 1;
  const right = (z - zHigh) * inverse;
  const r = left + right;
  const rTail = right - (r - left);
  const base = <f64>k * log2Head + load<f64>(at, 8);
  const sum = base + r;
  const sumTail = base - sum + r;
  const square = r * r;
  const curve =
    square *
    (-1.0 / 2.0 +
      r * (1.0 / 3.0) +
      square * (-1.0 / 4.0 + r * (1.0 / 5.0) + square * (-1.0 / 6.0 + r * (1.0 / 7.0) - square * (1.0 / 8.0))));
  return sum + (sumTail + (rTail + load<f64>(at, 16) + <f64>k * log2Tail + curve));
}

// @ts-expect-error: decorator
@inline
function degreeSeven(c: usize, x: f64): f64 {
  const square = x * x;
  const low = load<f64>(c) + load<f64>(c, 8) * x + square * (load<f64>(c, 16) + load<f64>(c, 24) * x);
  const high = load<f64>(c, 32) + load<f64>(c, 40) * x + square * (load<f64>(c, 48) + load<f64>(c, 56) * x);
  return low + square * square * high;
}

/** `coefficients`: top and bottom of the center, the middle and the far tail, eight each. */
function quantile(p: f64, table: usize, coefficients: usize): f64 {
  const q = p - 0.5;
  if (abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * degreeSeven(coefficients, r)) / degreeSeven(coefficients + coefficientBytes, r);
  }
  const r = sqrt(-log(q < 0 ? p : 1 - p, table));
  const isMiddle = r <= 5;
  const top = coefficients + (isMiddle ? 2 : 4) * coefficientBytes;
  const d = r - (isMiddle ? 1.6 : 5.0);
  const size = degreeSeven(top, d) / degreeSeven(top + coefficientBytes, d);
  return q < 0 ? -size : size;
}

// @ts-expect-error: decorator
@inline
function uniform(high: u32, low: u32): f64 {
  return (<f64>(high >> 6) * 67108864 + <f64>(low >> 6) + 0.5) * 2.220446049250313e-16;
}

/** Two normals for each of `blockCount` blocks of Philox, from counter0 on. */
export function fillNormals(
  out: usize,
  blockCount: i32,
  counter0: u32,
  counter1: u32,
  counter2: u32,
  counter3: u32,
  key0: u32,
  key1: u32,
  table: usize,
  coefficients: usize,
): void {
  for (let block = 0; block < blockCount; block++) {
    let c0 = counter0 + <u32>block;
    let c1 = counter1;
    let c2 = counter2;
    let c3 = counter3;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const a = <u64>c0 * 0xd2511f53;
      const b = <u64>c2 * 0xcd9e8d57;
      c0 = <u32>(b >> 32) ^ c1 ^ k0;
      c1 = <u32>b;
      c2 = <u32>(a >> 32) ^ c3 ^ k1;
      c3 = <u32>a;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    const to = out + (<usize>block << 4);
    store<f64>(to, quantile(uniform(c0, c1), table, coefficients));
    store<f64>(to, quantile(uniform(c2, c3), table, coefficients), 8);
  }
}

/** Φ⁻¹ of `count` probabilities between 0 and 1, in their place. */
export function toQuantiles(values: usize, count: i32, table: usize, coefficients: usize): void {
  const end = values + (<usize>count << 3);
  for (let at = values; at < end; at += 8) store<f64>(at, quantile(load<f64>(at), table, coefficients));
}
