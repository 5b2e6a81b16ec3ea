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
    this.#low += this.#high - (sum - part) + (value - part);
    this.#high = sum;
  }

  addProduct(a: number, b: number): void {
    const product = a * b;
    this.add(product);
    this.#low += productError(a, b, product);
  }

  /** As `add` of one after the other. */
  addAll(values: ArrayLike<number>): void {
    let high = this.#high;
    let low = this.#low;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const sum = high + value;
      const part = sum - high;
      low += high - (sum - part) + (value - part);
      high = sum;
    }
    this.#high = high;
    this.#low = low;
  }

  /** As `addProduct` of each with itself. */
  addSquares(values: ArrayLike<number>): void {
    let high = this.#high;
    let low = this.#low;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const square = value * value;
      const cut = value * 134_217_729;
      const upper = cut - (cut - value);
      const lower = value - upper;
      const sum = high + square;
      const part = sum - high;
      low += high - (sum - part) + (square - part);
      low += lower * lower - (square - upper * upper - lower * upper - upper * lower);
      high = sum;
    }
    this.#high = high;
    this.#low = low;
  }

  addScaled(other: DoubleDouble, factor: number): void {
    other.#settle();
    this.addProduct(other.#high, factor);
    this.addProduct(other.#low, factor);
  }

  subtractSquare(other: DoubleDouble): void {
    other.#settle();
    this.addProduct(-other.#high, other.#high);
    this.addProduct(-2 * other.#high, other.#low);
  }

  value(): number {
    return this.#high + this.#low;
  }

  /** What has gathered in the lower float moves up: sums leave it as it is, so that one does not wait for the other. */
  #settle(): void {
    const high = this.#high + this.#low;
    this.#low -= high - this.#high;
    this.#high = high;
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
