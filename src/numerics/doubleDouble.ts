/**
 * A number as the unevaluated sum of two float64, about 106 bits: [head, tail], |tail| <= ulp(head) / 2.
 * Used where tables are built; hot code writes the same steps out.
 *
 * Source: T. J. Dekker, A floating-point technique for extending the available precision (1971);
 * D. E. Knuth, The Art of Computer Programming, volume 2, section 4.2.2.
 */
export type DoubleDouble = readonly [head: number, tail: number];

/** 2^27 + 1 cuts 53 bits into two halves whose products are exact. */
const splitter = 134217729;

/** a + b without error. */
export function twoSum(a: number, b: number): DoubleDouble {
  const head = a + b;
  const rounded = head - a;
  return [head, a - (head - rounded) + (b - rounded)];
}

/** a * b without error, for |a|, |b| < 2^996 and a product above 2^-969. */
export function twoProduct(a: number, b: number): DoubleDouble {
  const cutA = splitter * a;
  const highA = cutA - (cutA - a);
  const lowA = a - highA;
  const cutB = splitter * b;
  const highB = cutB - (cutB - b);
  const lowB = b - highB;
  const head = a * b;
  return [head, lowA * lowB - (head - highA * highB - lowA * highB - highA * lowB)];
}

export function addPairs(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [head, tail] = twoSum(a[0], b[0]);
  return normalize(head, tail + (a[1] + b[1]));
}

export function multiplyPairs(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [head, tail] = twoProduct(a[0], b[0]);
  return normalize(head, tail + (a[0] * b[1] + a[1] * b[0]));
}

export function dividePair(a: DoubleDouble, divisor: number): DoubleDouble {
  const head = a[0] / divisor;
  const [back, backTail] = twoProduct(head, divisor);
  return normalize(head, (a[0] - back - backTail + a[1]) / divisor);
}

/** The square root of a pair with a positive head: one Newton step from Math.sqrt. */
export function sqrtPair(a: DoubleDouble): DoubleDouble {
  const head = Math.sqrt(a[0]);
  const [square, squareTail] = twoProduct(head, head);
  return normalize(head, (a[0] - square - squareTail + a[1]) / (2 * head));
}

function normalize(head: number, tail: number): DoubleDouble {
  const sum = head + tail;
  return [sum, tail - (sum - head)];
}
