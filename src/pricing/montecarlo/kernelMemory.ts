import type { PoolKernelFunctions } from './poolKernelModule.js';

const pageBytes = 65_536;
const alignment = 16;

/** Places arrays one after another in a kernel's memory: reserve all, then grow once, then make views. */
export interface KernelMemory {
  /** Address of so many bytes, aligned for vectors. */
  reserve(bytes: number): number;
  /** Makes the memory large enough; no reservation afterwards, since growing it would detach the views. */
  grow(): void;
  float64(address: number, length: number): Float64Array;
  int32(address: number, length: number): Int32Array;
  uint32(address: number, length: number): Uint32Array;
  uint16(address: number, length: number): Uint16Array;
}

export function kernelMemory({ memory }: PoolKernelFunctions): KernelMemory {
  let end = 1024; // below lies what the compiler may have placed
  let isGrown = false;
  return {
    reserve(bytes) {
      if (isGrown) throw new Error('the memory of a kernel is laid out once');
      const address = end;
      end += Math.ceil(bytes / alignment) * alignment;
      return address;
    },
    grow() {
      isGrown = true;
      const missing = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
      if (missing > 0) memory.grow(missing);
    },
    float64: (address, length) => new Float64Array(memory.buffer, address, length),
    int32: (address, length) => new Int32Array(memory.buffer, address, length),
    uint32: (address, length) => new Uint32Array(memory.buffer, address, length),
    uint16: (address, length) => new Uint16Array(memory.buffer, address, length),
  };
}
