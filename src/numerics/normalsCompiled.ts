import { logarithmTable } from './elementaryTables.js';
import {
  quantileCenterBottom,
  quantileCenterTop,
  quantileFarBottom,
  quantileFarTop,
  quantileMiddleBottom,
  quantileMiddleTop,
} from './normalCoefficients.js';
import { normalKernelCode } from './normalKernelCode.js';

/**
 * Normals of blocks of Philox in bulk, two a block, by compiled code (kernels/normalKernel.ts) that gives the bytes of
 * `normalQuantile` of Philox's uniforms, four times as fast.
 */
export interface CompiledNormals {
  /** Normals of one call: at most that many. */
  readonly capacity: number;
  /** Where they are written, from the first element on; the next call writes over them. */
  readonly values: Float64Array;
  fill(
    blockCount: number,
    counter0: number,
    counter1: number,
    counter2: number,
    counter3: number,
    key0: number,
    key1: number,
  ): void;
  /** Φ⁻¹ of the first `count` values, probabilities between 0 and 1, in their place. */
  toQuantiles(count: number): void;
}

interface NormalKernelFunctions {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly fillNormals: (...args: readonly number[]) => void;
  readonly toQuantiles: (...args: readonly number[]) => void;
}

/** What of the standard is used here; the type library of Node 20 does not know it. */
declare const WebAssembly:
  | {
      validate(code: Uint8Array): boolean;
      Module: new (code: Uint8Array) => object;
      Instance: new (module: object, imports: object) => { readonly exports: NormalKernelFunctions };
    }
  | undefined;

/** Below lies what the compiler may have placed; one page of memory holds all. */
const firstByte = 1024;
const capacity = 1024;

let instance: CompiledNormals | 'none' | undefined;

/** undefined where there is no WebAssembly; made when first asked for, since it holds nothing but constants and scratch. */
export function compiledNormals(): CompiledNormals | undefined {
  instance ??= instantiate() ?? 'none';
  return instance === 'none' ? undefined : instance;
}

function instantiate(): CompiledNormals | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  const code = Uint8Array.from(atob(normalKernelCode.join('')), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(code)) return undefined;
  const abort = () => {
    throw new Error('the compiled normals have aborted');
  };
  const { memory, fillNormals, toQuantiles } = new WebAssembly.Instance(new WebAssembly.Module(code), {
    env: { abort },
  }).exports;
  const coefficients = firstByte + 8 * logarithmTable.length;
  const values = coefficients + 8 * 48;
  new Float64Array(memory.buffer, firstByte, logarithmTable.length).set(logarithmTable);
  const columns = [quantileCenterTop, quantileCenterBottom, quantileMiddleTop];
  [...columns, quantileMiddleBottom, quantileFarTop, quantileFarBottom].forEach((column, i) => {
    new Float64Array(memory.buffer, coefficients + 64 * i, 8).set(column);
  });
  return {
    capacity,
    values: new Float64Array(memory.buffer, values, capacity),
    fill: (blockCount, counter0, counter1, counter2, counter3, key0, key1) =>
      fillNormals(
        ...[values, blockCount, counter0, counter1, counter2, counter3, key0, key1],
        ...[firstByte, coefficients],
      ),
    toQuantiles: (count) => toQuantiles(values, count, firstByte, coefficients),
  };
}
