// The long runs of the differential tests: npm run test:fuzz [files], 100,000 unless stated; FUZZ_SEED changes the course.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const vitest = join(require.resolve('vitest/package.json'), '..', 'vitest.mjs');
const runs = process.argv[2] ?? '100000';
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/fuzz', '--reporter=default'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_RUNS: runs },
});
process.exitCode = status ?? 1;
