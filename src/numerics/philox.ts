/**
 * Philox4x32-10: four random words as a pure function of a 128-bit counter and a 64-bit key, written to
 * out[0 … 3]. Passes BigCrush by its authors' report; any two counters may be computed on any machine.
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3
 * (2011). One round maps (c0, c1, c2, c3) to (hi(B c2) ^ c1 ^ k0, lo(B c2), hi(A c0) ^ c3 ^ k1, lo(A c0)).
 */
export function philox4x32(
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
  out: Uint32Array,
): void {
  let c0 = counter0 | 0;
  let c1 = counter1 | 0;
  let c2 = counter2 | 0;
  let c3 = counter3 | 0;
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  for (let round = 0; round < 10; round++) {
    const highA = highProduct(c0, 0xd251, 0x1f53);
    const lowA = Math.imul(c0, 0xd2511f53);
    const highB = highProduct(c2, 0xcd9e, 0x8d57);
    const lowB = Math.imul(c2, 0xcd9e8d57);
    c0 = highB ^ c1 ^ k0;
    c1 = lowB;
    c2 = highA ^ c3 ^ k1;
    c3 = lowA;
    k0 = (k0 + 0x9e3779b9) | 0; // the golden ratio
    k1 = (k1 + 0xbb67ae85) | 0; // √3 - 1
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** The upper 32 bits of x * (high * 2^16 + low), by 16-bit halves: no partial sum passes 2^32. */
function highProduct(x: number, high: number, low: number): number {
  const xLow = x & 0xffff;
  const xHigh = x >>> 16;
  const crossA = Math.imul(xHigh, low) + (Math.imul(xLow, low) >>> 16);
  const crossB = Math.imul(xLow, high) + (crossA & 0xffff);
  return (Math.imul(xHigh, high) + (crossA >>> 16) + (crossB >>> 16)) | 0;
}
