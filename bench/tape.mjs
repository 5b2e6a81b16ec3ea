// Speed and memory of reading a tape: npm run build, then `node bench/tape.mjs [rows]`; 1,000,000 rows of 25 columns
// unless stated. Each way runs three times in processes of its own, and the median counts. Time is that of the whole
// process on the clock, its start included; processor time, in brackets, is what a busy machine stretches less.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTape } from './tape/data.mjs';

const rows = Number(process.argv[2] ?? 1_000_000);
const runs = 3;
const ways = [
  ['objects', 'csv-parse, an object a row'],
  ['columns', 'bytes to typed columns'],
  ['tape', 'abs tape, all of it'],
];
const folder = mkdtempSync(join(tmpdir(), 'abs-bench-'));
const tape = join(folder, 'tape.csv');
const worker = fileURLToPath(new URL('./tape/ways.mjs', import.meta.url));

function measure(way) {
  const begun = performance.now();
  const out = execFileSync(process.execPath, [worker, way, tape], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - begun) / 1000;
  const end = out.trimEnd().lastIndexOf('\n');
  const measured = { ...JSON.parse(out.slice(end)), seconds };
  // What `abs tape` says of the rows is its document, which stands before the figures.
  return way === 'tape' ? { ...measured, rows: JSON.parse(out.slice(0, end)).accepted } : measured;
}

/** The run of median time; every run must have read every row. */
function median(way) {
  const all = Array.from({ length: runs }, () => measure(way));
  for (const { rows: read } of all) if (read !== rows) throw new Error(`${way} read ${read} of ${rows} rows`);
  return all.sort((a, b) => a.seconds - b.seconds)[(runs - 1) / 2];
}

try {
  writeTape(tape, rows);
  process.stdout.write(`${rows} rows, 25 columns, ${(statSync(tape).size / 1e6).toFixed(0)} MB\n`);
  let objects;
  for (const [way, name] of ways) {
    const { seconds, processorSeconds, peakMb } = median(way);
    objects ??= { seconds, processorSeconds };
    const times = `${(objects.seconds / seconds).toFixed(1)} times`.padStart(11);
    const ofProcessor = `(${processorSeconds.toFixed(2)} s, ${(objects.processorSeconds / processorSeconds).toFixed(1)} times)`;
    const figures = `${seconds.toFixed(2).padStart(7)} s ${times} ${ofProcessor.padEnd(20)}`;
    process.stdout.write(`${name.padEnd(28)} ${figures}  peak ${peakMb.toFixed(0)} MB\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
