import { poolKernelCode } from './poolKernelCode.js';

/** The functions of kernels/poolKernel.ts: numbers are counts or addresses in `memory`. */
export interface PoolKernelFunctions {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly fillCurves: (...args: readonly number[]) => void;
  readonly scanEvents: (...args: readonly number[]) => number;
  readonly scanSums: (...args: readonly number[]) => void;
  readonly takeOutCohorts: (...args: readonly number[]) => void;
  readonly takeOutEvents: (...args: readonly number[]) => void;
  readonly takeOutCohortsTabled: (...args: readonly number[]) => void;
  readonly takeOutEventsTabled: (...args: readonly number[]) => void;
}

/** What of the standard is used here; the type library of Node 20 does not know it. */
declare const WebAssembly:
  | {
      validate(code: Uint8Array): boolean;
      Module: new (code: Uint8Array) => object;
      Instance: new (module: object, imports: object) => { readonly exports: PoolKernelFunctions };
    }
  | undefined;

/**
 * A new instance of the compiled kernel with a memory of its own; undefined where the machine has no WebAssembly
 * with SIMD, and the TypeScript twin does the same work.
 */
export function poolKernelInstance(): PoolKernelFunctions | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  const code = Uint8Array.from(atob(poolKernelCode.join('')), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(code)) return undefined;
  const abort = () => {
    throw new Error('the compiled kernel has aborted');
  };
  return new WebAssembly.Instance(new WebAssembly.Module(code), { env: { abort } }).exports;
}
