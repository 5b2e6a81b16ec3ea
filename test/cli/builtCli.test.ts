import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BlockScan } from '#collateral/tape/scan/rowBlock.js';
import { BlockScanner } from '#collateral/tape/scan/scanBlocks.js';
import { startTapeThread } from '#scenarios/distributed/tapeThread.js';
import { smallTape, temporaryFolder } from './runAbs.js';

/** The command line as it is shipped: bundled, split by command, run as a process of its own. */
let folder: ReturnType<typeof temporaryFolder>;
let main = '';

beforeAll(async () => {
  folder = temporaryFolder({ 'tape.csv': smallTape() });
  copyFileSync('package.json', join(folder.path, 'package.json'));
  const outdir = join(folder.path, 'dist/cli');
  // As scripts/build.mjs does it.
  await build({
    entryPoints: {
      main: 'src/cli/main.ts',
      blockWorker: 'src/scenarios/distributed/blockWorker.ts',
      tapeWorker: 'src/scenarios/distributed/tapeWorker.ts',
    },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    chunkNames: 'chunks/[name]-[hash]',
    banner: {
      js: "import{createRequire as absCreateRequire}from'node:module';const require=absCreateRequire(import.meta.url);",
    },
  });
  main = join(outdir, 'main.js');
});
afterAll(() => folder.dispose());

function run(...args: string[]) {
  return spawnSync(process.execPath, [main, ...args], {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', LANG: 'C', LC_ALL: 'C' },
    maxBuffer: 1 << 28,
  });
}

/** 17 MB: large enough to be read piece by piece. */
function longTape(): string {
  const lines = ['loanId,obligorId,currentBalance,annualRate,remainingTermMonths,region,note'];
  for (let i = 0; i < 200_000; i++) {
    const note =
      i % 1000 === 0
        ? '"a ""quoted"" note"'
        : `note ${i % 5000} of a long line of words so that the file grows`;
    lines.push(
      `L${i},C${(i * 7919) % 50_000},${1000 + (i % 9973)}.50,0.0${1 + (i % 9)},${1 + (i % 60)},区域${i % 20},${note}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

describe('a tape that another thread scans', () => {
  const path = () => join(folder.path, 'long.csv');
  const worker = () => join(folder.path, 'dist/cli/tapeWorker.js');
  beforeAll(() => writeFileSync(path(), longTape()));

  it('gives the rows of a scan in this thread, stopped or not', () => {
    const headings = [
      'loanId',
      'obligorId',
      'currentBalance',
      'annualRate',
      'remainingTermMonths',
      'region',
      'note',
    ];
    const kinds = ['id', 'word', 'number', 'number', 'number', 'word', 'word'] as const;
    const plan = { delimiter: ',', headings, skip: 1, kinds, rowMost: 250_000 };
    const hashes: string[] = [];
    const there = startTapeThread(
      pathToFileURL(worker()),
      path(),
      (sha256) => void hashes.push(sha256),
    )(plan);
    const scanner = new BlockScanner(plan);
    const here: BlockScan = (take) => scanner.scan([readFileSync(path())], take);
    const read = (scan: BlockScan, most: number) => {
      const rows: string[] = [];
      const outcome = scan((block) => {
        for (let row = 0; row < block.rowCount; row += 100)
          rows.push(`${block.lineOf(row)} ${headings.map((_, column) => block.cell(row, column)).join(' ')}`);
        return rows.length < most;
      });
      return { rows, outcome };
    };
    expect(read(there!, 150).rows).toEqual(read(here, 150).rows);
    expect(read(there!, Number.POSITIVE_INFINITY)).toEqual(read(here, Number.POSITIVE_INFINITY));
    expect(hashes).toEqual([createHash('sha256').update(readFileSync(path())).digest('hex')]);
  });

  it('reports the same bytes without that thread', () => {
    const threaded = run('tape', 'long.csv', '--json');
    expect(threaded.status).toBe(0);
    expect(JSON.parse(threaded.stdout)).toMatchObject({ rows: 200_000, accepted: 200_000 });
    renameSync(worker(), `${worker()}.away`);
    expect(run('tape', 'long.csv', '--json').stdout).toBe(threaded.stdout);
    renameSync(`${worker()}.away`, worker());
  });
});

describe('the command as shipped', () => {
  it('says its version and loads nothing for it', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(run('--version')).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
    const staticImports = [...readFileSync(main, 'utf8').matchAll(/\bfrom ?["']([^"']+)["']/g)];
    expect(staticImports.map((match) => match[1]).filter((name) => !name!.startsWith('node:'))).toEqual([]);
  });

  it('loads zod only where a file is checked against a form', () => {
    const chunks = readdirSync(join(folder.path, 'dist/cli/chunks'));
    const holdsZod = chunks.filter((name) =>
      readFileSync(join(folder.path, 'dist/cli/chunks', name), 'utf8').includes('ZodDiscriminatedUnion ='),
    );
    expect(holdsZod.length).toBeGreaterThan(0);
    const price = chunks.find((name) => name.startsWith('price-'))!;
    expect(staticClosure(price).filter((name) => holdsZod.includes(name))).toEqual([]);
  });

  it('writes more than a pipe holds', () => {
    const { stdout, status } = run('cashflow', 'tape.csv', '--json', '--explain', 'C@12');
    expect(status).toBe(0);
    expect(stdout.length).toBeGreaterThan(65_536);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'abs/cashflow/1' });
  });

  it('takes a closed pipe as a quiet success', async () => {
    const child = start('cashflow', 'tape.csv', '--json');
    child.stdout!.destroy();
    expect(await ended(child)).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('says that standard output cannot be written, exit 2', () => {
    const full = openSync('/dev/full', 'w');
    const stdio: StdioOptions = ['ignore', full, 'pipe'];
    const { status, stderr } = spawnSync(process.execPath, [main, 'cashflow', 'tape.csv', '--quiet'], {
      cwd: folder.path,
      encoding: 'utf8',
      stdio,
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'error: standard output: cannot be written: ENOSPC\n',
    });
  });

  it.skipIf(process.platform === 'win32')('starts in a folder that was deleted', () => {
    const script = `mkdir gone && cd gone && rmdir ../gone && exec "$0" "$1" tape tape.csv`;
    const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, main], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'error: tape.csv: there is no such tape (and no folder ".")\n',
    });
  });

  it('reads a tape from standard input', () => {
    const args = [main, 'tape', '-', '--json'];
    const { stdout, status } = spawnSync(process.execPath, args, { input: smallTape(), encoding: 'utf8' });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ run: { inputs: [{ name: 'stdin' }] }, accepted: 12 });
  });

  it('gives the same bytes with 1, 2 and 7 workers', () => {
    const args = ['price', 'tape.csv', '--paths', '8192', '--json'];
    const one = run(...args, '--workers', '1');
    expect(one).toMatchObject({ status: 0 });
    for (const workers of ['2', '7']) expect(run(...args, '--workers', workers).stdout).toBe(one.stdout);
  });

  it('says partial and exits 3 when its time is up', () => {
    const { status, stdout } = run(
      'price',
      'tape.csv',
      '--paths',
      '524288',
      '--max-seconds',
      '0.5',
      '--json',
    );
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ estimator: { partial: true, converged: false } });
  });

  it('ends a simulation after its round on Ctrl-C, says that it is partial and exits 130', async () => {
    // So many paths take long. A signal before the simulation has begun ends the process: try later.
    for (const patience of [2_000, 6_000, 15_000]) {
      const child = start('price', 'tape.csv', '--paths', '524288', '--json', '--quiet');
      setTimeout(() => child.kill('SIGINT'), patience);
      const { code, signal, stdout } = await ended(child);
      if (signal === 'SIGINT') continue;
      expect(code).toBe(130);
      expect(JSON.parse(stdout)).toMatchObject({ estimator: { partial: true, converged: false } });
      return;
    }
    expect.unreachable('the simulation never began');
  });
});

/** All chunks that loading one chunk loads. */
function staticClosure(first: string): string[] {
  const found = new Set([first]);
  for (const name of found) {
    const text = readFileSync(join(folder.path, 'dist/cli/chunks', name), 'utf8');
    for (const match of text.matchAll(/from ["']\.\/([^"']+)["']/g)) found.add(match[1]!);
  }
  return [...found];
}

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [main, ...args], { cwd: folder.path, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess) {
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>(
    (resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    },
  );
}
