// Compiles the kernels to WebAssembly and writes each, as base64, into a TypeScript module, so that no user needs
// a compiler and no file has to be found at run time. `npm run kernel`; tests check that it was run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const kernelModule = 'src/pricing/montecarlo/poolKernelCode.ts';
export const tapeKernelModule = 'src/collateral/tape/scan/tapeKernelCode.ts';
export const normalKernelModule = 'src/numerics/normalKernelCode.ts';

export const compileKernel = () => compile('poolKernel');
export const compileTapeKernel = () => compile('tapeKernel');
export const compileNormalKernel = () => compile('normalKernel');

function compile(name) {
  const folder = mkdtempSync(join(tmpdir(), 'abs-kernel-'));
  const output = join(folder, `${name}.wasm`);
  const manifest = createRequire(import.meta.url).resolve('assemblyscript/package.json');
  const options = ['-O3', '--runtime', 'stub', '--enable', 'simd,bulk-memory', '--noAssert'];
  const args = [`kernels/${name}.ts`, ...options, '--initialMemory', '1', '-o', output];
  execFileSync(process.execPath, [join(dirname(manifest), 'bin/asc.js'), ...args], { stdio: 'inherit' });
  const lines = readFileSync(output)
    .toString('base64')
    .match(/.{1,100}/g)
    .map((line) => `  '${line}',`);
  rmSync(folder, { recursive: true });
  return `// Written by scripts/kernel.mjs from kernels/${name}.ts: do not edit.

/** The compiled kernel, base64 in pieces. */
export const ${name}Code: readonly string[] = [
${lines.join('\n')}
];
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(kernelModule, compileKernel());
  writeFileSync(tapeKernelModule, compileTapeKernel());
  writeFileSync(normalKernelModule, compileNormalKernel());
}
