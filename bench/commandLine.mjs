// The command as a user starts it: whole processes against bare node, in turn, medians of eleven runs.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const abs = 'dist/cli/main.js';
const tape = 'fixtures/tapes/micro-loan.csv';
const commands = {
  'bare node': ['-e', '0'],
  'abs --version': [abs, '--version'],
  'abs tape, 10,000 loans': [abs, 'tape', tape],
  'abs cashflow, 10,000 loans': [abs, 'cashflow', tape],
  'abs price, 10,000 loans': [abs, 'price', tape],
};

/** Milliseconds of one run whose output was checked. */
function timed(args) {
  const started = process.hrtime.bigint();
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, maxBuffer: 1 << 28 });
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0 || (args[0] === abs && stdout.length === 0))
    throw new Error(`abs ${args.join(' ')} failed`);
  return elapsed;
}

const runs = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let round = 0; round < 12; round++) {
  for (const [name, args] of Object.entries(commands)) {
    const elapsed = timed(args);
    if (round > 0) runs[name].push(elapsed); // the first round warms the disk cache
  }
}
const bare = median(runs['bare node']);
console.log(
  `Node ${process.version}; milliseconds, whole process: median (least to most), and over bare node`,
);
for (const [name, times] of Object.entries(runs)) {
  const [least, most] = [Math.min(...times), Math.max(...times)].map((t) => t.toFixed(0));
  const over = name === 'bare node' ? '' : `  +${(median(times) - bare).toFixed(0)}`;
  console.log(`${name.padEnd(28)} ${median(times).toFixed(0).padStart(6)} (${least} to ${most})${over}`);
}

function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}
