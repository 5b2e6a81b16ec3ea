export const kernelModule: string;
export function compileKernel(): string;
export const tapeKernelModule: string;
export function compileTapeKernel(): string;
export const normalKernelModule: string;
export function compileNormalKernel(): string;
