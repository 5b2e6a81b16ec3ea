// Speed and memory of reading a tape: npm run build, then `node bench/tape.mjs [rows]`; 1,000,000 rows of 25 columns
// unless stated. Each way runs in a process of its own; time is processor time, so that a busy machine matters less.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTape } from './tapeData.mjs';

const rows = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'abs-bench-'));
const tape = join(folder, 'tape.csv');
const worker = fileURLToPath(new URL('./tapeWays.mjs', import.meta.url));

function measure(way) {
  const out = execFileSync(process.execPath, [worker, way, tape], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  });
  return JSON.parse(out.trimEnd().split('\n').at(-1));
}

try {
  writeTape(tape, rows);
  process.stdout.write(`${rows} rows, 25 columns, ${(statSync(tape).size / 1e6).toFixed(0)} MB\n`);
  const objects = measure('objects');
  for (const [way, name] of [
    ['objects', 'csv-parse, an object a row'],
    ['columns', 'bytes to typed columns'],
    ['tape', 'abs tape, all of it'],
  ]) {
    const { seconds, peakMb, rows: read } = way === 'objects' ? objects : measure(way);
    if (read !== undefined && read !== rows) throw new Error(`${name} read ${read} of ${rows} rows`);
    const times = (objects.seconds / seconds).toFixed(1);
    process.stdout.write(
      `${name.padEnd(28)} ${seconds.toFixed(2).padStart(7)} s  ${times.padStart(5)} times  peak ${peakMb.toFixed(0)} MB\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
