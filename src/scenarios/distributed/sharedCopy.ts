type TypedArray = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** Smaller arrays are copied with the message that carries them. */
const sharedFromBytes = 4096;

/**
 * A copy that another thread can be given: data alone, large typed arrays in shared memory, so that a pool of a
 * million loans is there once for all workers. What is neither data nor a typed array is left out: in a payment
 * plan that is the exact decimals, which a simulation does not read.
 */
export function sharedCopy(value: unknown): unknown {
  if (isTypedArray(value)) return value.byteLength < sharedFromBytes ? value : inSharedMemory(value);
  if (Array.isArray(value)) return value.map(sharedCopy);
  if (typeof value === 'function') throw new Error('a function cannot go to another thread');
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, sharedCopy(part)]));
}

function isTypedArray(value: unknown): value is TypedArray {
  return (
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint32Array ||
    value instanceof Uint8Array
  );
}

function inSharedMemory(source: TypedArray): TypedArray {
  const buffer = new SharedArrayBuffer(source.byteLength);
  new Uint8Array(buffer).set(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
  if (source instanceof Float64Array) return new Float64Array(buffer);
  if (source instanceof Int32Array) return new Int32Array(buffer);
  if (source instanceof Uint32Array) return new Uint32Array(buffer);
  return new Uint8Array(buffer);
}
