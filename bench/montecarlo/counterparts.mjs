// The programs beside which ours is measured: `gen.mjs`, `ref.cpp` and `numpy_ref.py` in the folder named by
// BENCH_PROGRAMS, or ../shared/bench beside the project. A price that is not the expected one stops the benchmark.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { repeats, spread } from './timing.mjs';

export function counterparts() {
  const folder = resolve(process.env.BENCH_PROGRAMS ?? '../shared/bench');
  if (!existsSync(join(folder, 'ref.cpp'))) return { missing: `no ${join(folder, 'ref.cpp')}` };
  const data = mkdtempSync(join(tmpdir(), 'abs-bench-'));
  const environment = { ...process.env, BENCH_DATA: data };
  const binary = join(data, 'ref');
  const flags = ['-O3', '-march=native', '-std=c++17', '-w', '-o', binary];
  const built = spawnSync('g++', [...flags, join(folder, 'ref.cpp'), '-lpthread'], { encoding: 'utf8' });
  const generate = (loanCount) =>
    existsSync(join(data, `deal_${loanCount}.bin`)) ||
    execFileSync(process.execPath, [join(folder, 'gen.mjs'), String(loanCount)], { env: environment });
  return {
    /** One thread of `mode`: 3 event kernel, 9 brute force with AVX-512, 8 without. undefined where it cannot run. */
    cpp(loanCount, mode, paths) {
      if (built.status !== 0) return undefined;
      generate(loanCount);
      const args = [loanCount, paths, 1, mode, paths].map(String);
      // The program times one thread and two; half of its processor time, less that of a start, is one's.
      const start = processorSeconds(binary, [String(loanCount), '2', '1', '5', '2'], environment).seconds;
      const runs = Array.from({ length: repeats }, () => processorSeconds(binary, args, environment));
      const lines = runs.map(({ text }) => parsed(text.split('\n').find((line) => line.includes('th=1'))));
      return {
        wall: spread(lines.map(({ seconds }) => seconds)),
        cpu: spread(runs.map(({ seconds }) => Math.max(0, seconds - start) / (2 * paths))),
        prices: lines[0].prices,
      };
    },
    /** `brute` and `smart`; undefined where numpy or scipy is missing. */
    numpy(loanCount, brutePaths, smartPaths) {
      generate(loanCount);
      const args = [join(folder, 'numpy_ref.py'), loanCount, brutePaths, smartPaths].map(String);
      const { status, stdout } = spawnSync('python3', args, { env: environment, encoding: 'utf8' });
      if (status !== 0) return undefined;
      const lines = stdout.split('\n');
      const ways = lines.flatMap((line, i) => {
        if (!line.startsWith('numpy')) return [];
        const { seconds, prices, paths } = parsed(line);
        const cpu = Number(/cpu s ([\d.]+)/.exec(lines[i + 1])[1]) / paths;
        // The program prints the median of three.
        return [{ wall: { median: seconds }, cpu: { median: cpu }, prices }];
      });
      return { brute: ways[0], smart: ways[1] };
    },
  };
}

function processorSeconds(binary, args, env) {
  const command = 'TIMEFORMAT="%U %S"; time "$0" "$@"';
  const { stdout, stderr, status } = spawnSync('bash', ['-c', command, binary, ...args], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const [user, system] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return { text: stdout, seconds: user + system };
}

/** Seconds a path, and prices that were checked against what every run of this work gives. */
function parsed(line) {
  const found = /M=(\d+) .*? ([\d.]+) us\/path A=([\d.]+)±([\d.]+) B=([\d.]+)±([\d.]+)/.exec(line ?? '');
  if (found === null) throw new Error(`not understood: ${line}`);
  const [paths, micros, a, aError, b, bError] = found.slice(1).map(Number);
  if (Math.abs(a - 0.9992) > 5 * Math.max(aError, 3e-4)) throw new Error(`a wrong price: ${line}`);
  return { seconds: micros / 1e6, paths, prices: { a, aError, b, bError } };
}
