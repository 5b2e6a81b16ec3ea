export const kernelModule: string;
export function compileKernel(): string;
