// The long run of the differential test: npm run test:fuzz [files] [seed], 100,000 files of seed 1 unless stated.
// It goes in slices, each a process of its own with a stated heap, so that a fault in one names its files and leaves
// the others to run; FUZZ_FROM begins elsewhere on the course of the seed.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const sliceFiles = 10_000;
const heapMb = 1_000;
const require = createRequire(import.meta.url);
const vitest = join(require.resolve('vitest/package.json'), '..', 'vitest.mjs');
const files = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? process.env.FUZZ_SEED ?? 1);
const first = Number(process.env.FUZZ_FROM ?? 0);
const failed = [];

for (let done = 0; done < files; done += sliceFiles) {
  const from = first + done;
  const runs = Math.min(sliceFiles, files - done);
  const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/fuzz', '--reporter=default'], {
    stdio: 'inherit',
    env: {
      ...process.env,
      FUZZ_RUNS: String(runs),
      FUZZ_SEED: String(seed),
      FUZZ_FROM: String(from),
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-old-space-size=${heapMb}`,
    },
  });
  if (status !== 0) failed.push(`${from} to ${from + runs - 1}`);
}
console.log(
  `${files} files of seed ${seed}, a heap of at most ${heapMb} MB: ${failed.length === 0 ? 'all agree' : `faults in files ${failed.join(', ')}`}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
