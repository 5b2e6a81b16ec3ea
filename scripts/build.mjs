// Builds dist/: plain modules with types for library use, then the command line as a bundle,
// split by command so that `abs --version` loads almost nothing.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
rmSync('dist/cli', { recursive: true, force: true });
await build({
  entryPoints: {
    main: 'src/cli/main.ts',
    blockWorker: 'src/scenarios/distributed/blockWorker.ts',
    stressWorker: 'src/scenarios/distributed/stressWorker.ts',
    tapeWorker: 'src/scenarios/distributed/tapeWorker.ts',
  },
  outdir: 'dist/cli',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['source'],
  chunkNames: 'chunks/[name]-[hash]',
  // Some packages are CommonJS inside and ask for `require`.
  banner: {
    js: "import{createRequire as absCreateRequire}from'node:module';const require=absCreateRequire(import.meta.url);",
  },
  legalComments: 'none',
});
