import type { RowScanner } from './rowScanner.js';
import { scanMemory } from './scanMemory.js';
import { tapeKernelCode } from './tapeKernelCode.js';

interface TapeKernelFunctions {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): void };
  readonly scanRows: (job: number) => number;
  readonly entryOf: (column: number, from: number, length: number) => number;
  readonly fillSlots: (column: number) => void;
}

/** What of the standard is used here; the type library of Node 20 does not know it. */
declare const WebAssembly:
  | {
      validate(code: Uint8Array): boolean;
      Module: new (code: Uint8Array) => object;
      Instance: new (module: object, imports: object) => { readonly exports: TapeKernelFunctions };
    }
  | undefined;

/** kernels/tapeKernel.ts, compiled; undefined where the machine has no WebAssembly with SIMD. */
export function compiledScanner(): RowScanner | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  const code = Uint8Array.from(atob(tapeKernelCode.join('')), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(code)) return undefined;
  const kernel = new WebAssembly.Instance(new WebAssembly.Module(code), {}).exports;
  return {
    memory: scanMemory(kernel.memory),
    scanRows: kernel.scanRows,
    entryOf: kernel.entryOf,
    fillSlots: kernel.fillSlots,
  };
}
