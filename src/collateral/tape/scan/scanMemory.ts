const pageBytes = 65_536;
const alignment = 16;
/** Below lies what the compiler of the kernel has placed. */
const firstAddress = 4096;

/** A growing memory with addresses; views are made anew when it has grown. */
export interface ScanMemory {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly floats: Float64Array;
  /** Address of so many fresh bytes. */
  reserve(bytes: number): number;
}

export interface GrowingBuffer {
  readonly buffer: ArrayBuffer;
  grow(pages: number): void;
}

export function scanMemory(store: GrowingBuffer): ScanMemory {
  let end = firstAddress;
  let { buffer } = store;
  let bytes = new Uint8Array(buffer);
  let words = new Uint32Array(buffer);
  let floats = new Float64Array(buffer);
  const refresh = () => {
    if (buffer === store.buffer) return;
    buffer = store.buffer;
    bytes = new Uint8Array(buffer);
    words = new Uint32Array(buffer);
    floats = new Float64Array(buffer);
  };
  return {
    get bytes() {
      return bytes;
    },
    get words() {
      return words;
    },
    get floats() {
      return floats;
    },
    reserve(size) {
      const address = end;
      end += Math.ceil(size / alignment) * alignment;
      const missing = Math.ceil((end - buffer.byteLength) / pageBytes);
      if (missing > 0) store.grow(missing);
      refresh();
      return address;
    },
  };
}

/** The memory of the scanner that is not compiled. */
export function plainBuffer(): GrowingBuffer {
  let buffer = new ArrayBuffer(pageBytes);
  return {
    get buffer() {
      return buffer;
    },
    grow(pages) {
      const larger = new ArrayBuffer(
        Math.max(buffer.byteLength + pages * pageBytes, buffer.byteLength * 1.5),
      );
      new Uint8Array(larger).set(new Uint8Array(buffer));
      buffer = larger;
    },
  };
}
