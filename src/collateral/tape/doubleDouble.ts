/**
 * A sum in two floats, some 32 digits, for differences of sums that nearly cancel.
 *
 *   a + b = s + e exactly, with s = fl(a + b)        (Knuth)
 *   a × b = p + e exactly, with a and b cut in two halves of 26 bits   (Dekker, Veltkamp)
 *
 * Source: Dekker 1971, A floating-point technique for extending the available precision. Values below 10^140, whose
 * squares and halves stay finite.
 */
export class DoubleDouble {
  #high = 0;
  #low = 0;

  add(value: number): void {
    const sum = this.#high + value;
    const part = sum - this.#high;
    this.#settle(sum, this.#low + (this.#high - (sum - part) + (value - part)));
  }

  addProduct(a: number, b: number): void {
    const product = a * b;
    const lost = productError(a, b, product);
    this.add(product);
    this.#settle(this.#high, this.#low + lost);
  }

  addScaled(other: DoubleDouble, factor: number): void {
    this.addProduct(other.#high, factor);
    this.addProduct(other.#low, factor);
  }

  subtractSquare(other: DoubleDouble): void {
    this.addProduct(-other.#high, other.#high);
    this.addProduct(-2 * other.#high, other.#low);
  }

  value(): number {
    return this.#high + this.#low;
  }

  #settle(high: number, low: number): void {
    this.#high = high + low;
    this.#low = low - (this.#high - high);
  }
}

function productError(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(value: number): number {
  const cut = value * 134_217_729; // 2^27 + 1
  return cut - (cut - value);
}
