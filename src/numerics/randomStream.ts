import { normalQuantile } from './normal.js';
import { compiledNormals } from './normalsCompiled.js';
import { philox4x32 } from './philox.js';
import type { StreamKey } from './seedKey.js';

/**
 * The random numbers of one path for one purpose: word i is word i mod 4 of
 * Philox(counter = (i / 4, path low, path high, purpose), key). It depends on nothing else, so that path
 * 4711 has the same numbers on one worker or forty. Draws allocate nothing.
 */
export interface RandomStream {
  /** 32 random bits, 0 … 2^32 - 1. */
  nextUint32(): number;
  /** (i + 1/2) / 2^52 for a random whole i below 2^52: inside (0, 1), never an end. Takes two words. */
  nextUniform(): number;
  /** Φ⁻¹ of one uniform: one draw, one normal, so that no draw shifts the ones after it. */
  nextNormal(): number;
  /** The next normals, as many as there is room for. */
  fillNormals(into: Float64Array): void;
  /** Goes to the first number of another path or purpose, as a new stream would. */
  moveTo(path: number, purpose: number): void;
}

/** Fewer normals are as fast one by one. */
const bulkFrom = 8;

/** `path` is whole, 0 … 2^53 - 1; `purpose` 0 … 2^32 - 1 tells the uses of a path apart. */
export function randomStream(key: StreamKey, path: number, purpose: number): RandomStream {
  const stream = new PhiloxStream(key);
  stream.moveTo(path, purpose);
  return stream;
}

class PhiloxStream implements RandomStream {
  private readonly words = new Uint32Array(4);
  private readonly key0: number;
  private readonly key1: number;
  private block = 0;
  private pathLow = 0;
  private pathHigh = 0;
  private purpose = 0;
  private used = 4;

  constructor(key: StreamKey) {
    this.key0 = key.k0 | 0;
    this.key1 = key.k1 | 0;
  }

  moveTo(path: number, purpose: number): void {
    if (!(Number.isSafeInteger(path) && path >= 0)) throw new RangeError(`path ${path} is not a path index`);
    if (purpose >>> 0 !== purpose) throw new RangeError(`purpose ${purpose} is not in 0 … 2^32 - 1`);
    this.pathLow = path | 0;
    this.pathHigh = Math.floor(path / 4294967296);
    this.purpose = purpose | 0;
    this.block = 0;
    this.used = 4;
  }

  nextUint32(): number {
    if (this.used === 4) this.refill();
    return this.words[this.used++]!;
  }

  nextUniform(): number {
    const high = this.nextUint32() >>> 6;
    const low = this.nextUint32() >>> 6;
    return (high * 67108864 + low + 0.5) * 2.220446049250313e-16;
  }

  nextNormal(): number {
    return normalQuantile(this.nextUniform());
  }

  fillNormals(into: Float64Array): void {
    const compiled = into.length < bulkFrom ? undefined : compiledNormals();
    let next = 0;
    // To the end of a block; a stream of which single words were drawn never comes to one in step, and needs no haste.
    while (next < into.length && (compiled === undefined || this.used !== 4))
      into[next++] = this.nextNormal();
    while (compiled !== undefined && into.length - next >= 2) {
      const blockCount = Math.min(into.length - next, compiled.capacity) >> 1;
      const { block, pathLow, pathHigh, purpose, key0, key1 } = this;
      compiled.fill(blockCount, block, pathLow, pathHigh, purpose, key0, key1);
      for (let k = 0; k < 2 * blockCount; k++) into[next++] = compiled.values[k]!;
      this.block = block + blockCount;
    }
    while (next < into.length) into[next++] = this.nextNormal();
  }

  private refill(): void {
    const { block, pathLow, pathHigh, purpose, key0, key1, words } = this;
    philox4x32(block, pathLow, pathHigh, purpose, key0, key1, words);
    this.block = block + 1;
    this.used = 0;
  }
}
