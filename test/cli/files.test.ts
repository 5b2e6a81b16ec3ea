import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOutput, readInput, writeOutput } from '#cli/files.js';
import type { Host } from '#cli/host.js';
import { temporaryFolder } from './runAbs.js';

const tape = { what: 'tape', limitBytes: 100 };
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder({ 'a.csv': 'x,y\n1,2\n' });
});
afterEach(() => folder.dispose());

function host(...chunks: string[]): Host {
  async function* stdin() {
    for (const chunk of chunks) yield new TextEncoder().encode(chunk);
  }
  const stream = { isTerminal: false, columns: undefined, write: () => {} };
  return {
    version: '0',
    env: {},
    folder: folder.path,
    stdin: stdin(),
    stdout: stream,
    stderr: stream,
    onInterrupt: () => () => {},
  };
}

const codeOf = async (path: string) => (await readInput(host(), path, tape)).problems[0]?.code;

describe('reading', () => {
  it('gives the base name and all bytes', async () => {
    mkdirSync(join(folder.path, 'sub'));
    writeFileSync(join(folder.path, 'sub/b.csv'), 'hello');
    const read = await readInput(host(), 'sub/b.csv', tape);
    expect(read).toMatchObject({ ok: true, value: { name: 'b.csv' } });
    expect(read.ok && new TextDecoder().decode(read.value.bytes)).toBe('hello');
  });

  it('reads standard input for -', async () => {
    const read = await readInput(host('a,', 'b'), '-', tape);
    expect(read).toMatchObject({ ok: true, value: { name: 'stdin' } });
    expect(read.ok && new TextDecoder().decode(read.value.bytes)).toBe('a,b');
  });

  it('stops at a device that gives no line end, long before the limit of a tape', async () => {
    const read = await readInput(host(), '/dev/zero', {
      what: 'tape',
      limitBytes: 2_000_000_000,
      table: true,
    });
    expect(read.problems).toMatchObject([{ code: 'binary' }]);
  });

  it('stops at the limit, for files, devices and standard input', async () => {
    writeFileSync(join(folder.path, 'big.csv'), 'x'.repeat(101));
    expect(await codeOf('big.csv')).toBe('too-large');
    expect((await readInput(host('x'.repeat(60), 'x'.repeat(60)), '-', tape)).problems[0]?.code).toBe(
      'too-large',
    );
    if (existsSync('/dev/zero')) expect(await codeOf('/dev/zero')).toBe('too-large');
  });

  it.each([
    ['nothing.csv', 'not-found'],
    ['a.csv/b.csv', 'not-found'],
    ['.', 'is-directory'],
    ['', 'not-found'],
    ['x'.repeat(300), 'not-readable'],
  ])('%s', async (path, code) => expect(await codeOf(path)).toBe(code));

  it('says when permission is missing', async (context) => {
    if (process.getuid?.() === 0) context.skip('root may read everything');
    chmodSync(join(folder.path, 'a.csv'), 0);
    expect(await codeOf('a.csv')).toBe('not-readable');
  });

  it('does not follow links in a circle', async () => {
    symlinkSync('loop', join(folder.path, 'loop'));
    expect(await codeOf('loop')).toBe('not-readable');
  });

  it('takes UTF-16 for text', async () => {
    writeFileSync(join(folder.path, 'u.csv'), Buffer.from('\ufeffa,b\n', 'utf16le'));
    expect((await readInput(host(), 'u.csv', tape)).ok).toBe(true);
  });

  it('takes zeros for a binary file', async () => {
    writeFileSync(join(folder.path, 'z.csv'), Buffer.from([65, 0, 66]));
    expect(await codeOf('z.csv')).toBe('binary');
  });
});

describe('writing', () => {
  const content = (name: string) => readFileSync(join(folder.path, name), 'utf8');

  it('writes whole files and leaves nothing else behind', () => {
    expect(writeOutput(host(), 'out.json', '{}\n', false)).toMatchObject({ ok: true });
    expect(content('out.json')).toBe('{}\n');
    expect(readdirSync(folder.path).sort()).toEqual(['a.csv', 'out.json']);
  });

  it('overwrites only by force', () => {
    expect(checkOutput(host(), 'a.csv', false, []).problems[0]?.code).toBe('exists');
    expect(writeOutput(host(), 'a.csv', 'new', false).problems[0]?.code).toBe('exists');
    expect(content('a.csv')).toBe('x,y\n1,2\n');
    expect(writeOutput(host(), 'a.csv', 'new', true).ok).toBe(true);
    expect(content('a.csv')).toBe('new');
    expect(readdirSync(folder.path)).toEqual(['a.csv']);
  });

  it('never overwrites an input, by whatever name', () => {
    symlinkSync('a.csv', join(folder.path, 'alias.csv'));
    expect(checkOutput(host(), 'a.csv', true, ['alias.csv']).problems[0]?.code).toBe('would-overwrite');
    expect(checkOutput(host(), 'alias.csv', true, ['a.csv']).problems[0]?.code).toBe('would-overwrite');
    expect(checkOutput(host(), 'a.csv', true, ['-', 'gone.csv']).ok).toBe(true);
  });

  it('writes through a link to the file behind it, which keeps its permissions', () => {
    chmodSync(join(folder.path, 'a.csv'), 0o640);
    symlinkSync('a.csv', join(folder.path, 'alias.csv'));
    expect(writeOutput(host(), 'alias.csv', 'new', true).ok).toBe(true);
    expect(content('a.csv')).toBe('new');
    expect(lstatSync(join(folder.path, 'alias.csv')).isSymbolicLink()).toBe(true);
    expect(statSync(join(folder.path, 'a.csv')).mode & 0o777).toBe(0o640);
  });

  it('refuses a link that leads nowhere', () => {
    symlinkSync('gone.csv', join(folder.path, 'dangling.csv'));
    expect(checkOutput(host(), 'dangling.csv', true, []).problems[0]?.code).toBe('not-a-file');
  });

  it('writes to the longest name that a file can have, and refuses longer ones', () => {
    const longest = `${'x'.repeat(250)}.json`;
    expect(checkOutput(host(), longest, false, [])).toMatchObject({ ok: true });
    expect(writeOutput(host(), longest, '{}', false)).toMatchObject({ ok: true });
    expect(checkOutput(host(), `x${longest}`, false, []).problems).toMatchObject([
      { code: 'not-written', message: 'cannot be written: the name is too long' },
    ]);
  });

  it('refuses a file in the place of a folder', () => {
    expect(checkOutput(host(), 'a.csv/x.json', false, []).problems[0]?.code).toBe('not-found');
  });

  it('refuses folders, and folders that are not there', () => {
    expect(checkOutput(host(), '.', true, []).problems[0]?.code).toBe('is-directory');
    expect(checkOutput(host(), 'nowhere/x.json', false, []).problems[0]?.code).toBe('not-found');
    expect(writeOutput(host(), 'nowhere/x.json', '', false).problems[0]?.code).toBe('not-written');
  });
});
