import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { closestName } from '#basics/closestName.js';
import { printable } from '#basics/printable.js';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import type { Host } from './host.js';
import { contentFault, type InputKind } from './inputContent.js';
import { unpackTape } from './unpackTape.js';

/** The only door to files. What is read is bounded; what is written appears whole or not at all. */
export interface InputFile {
  /** Base name, or `stdin`: what places of problems and results show. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A tape as text, whatever it came in. */
export interface TapeFile extends InputFile {
  /** What was read, before unpacking: the record of a run states its hash. */
  readonly packed: InputFile;
  readonly unpackedFrom: string | undefined;
  readonly isSheet: boolean;
}

const tapeInput: InputKind = { what: 'tape', limitBytes: 2_000_000_000, table: true };
export const textInput: InputKind = { what: 'file', limitBytes: 10_000_000 };

/** Reads a whole text file, or standard input for `-`. */
export async function readInput(host: Host, path: string, kind: InputKind): Promise<Outcome<InputFile>> {
  const file = await readBytes(host, path, kind);
  if (!file.ok) return file;
  const fault = contentFault(file.value.bytes, kind);
  return fault === undefined ? file : refuse(file.value.name, fault.code, fault.message);
}

/** Reads a file of any content, for its hash. */
export async function readContent(host: Host, path: string, what: string): Promise<Outcome<InputFile>> {
  return readBytes(host, path, { ...tapeInput, what });
}

/** Reads a tape: text, gzip, or a sheet of a workbook (`sheet` names which). */
export async function readTapeFile(
  host: Host,
  path: string,
  sheet: string | undefined,
): Promise<Outcome<TapeFile>> {
  const packed = await readBytes(host, path, tapeInput);
  if (!packed.ok) return packed;
  const { name, bytes } = packed.value;
  const unpacked = await unpackTape(bytes, name, tapeInput, sheet);
  if (!unpacked.ok) return unpacked;
  const { from, isSheet } = unpacked.value;
  return succeeded({
    name,
    bytes: unpacked.value.bytes,
    packed: packed.value,
    unpackedFrom: from,
    isSheet,
  });
}

async function readBytes(host: Host, path: string, kind: InputKind): Promise<Outcome<InputFile>> {
  if (path === '') return refuse('(empty)', 'not-found', `the path of the ${kind.what} is empty`);
  const name = path === '-' ? 'stdin' : printable(basename(path), 255);
  try {
    const bytes =
      path === '-' ? await readStream(host.stdin, kind) : readBounded(resolve(host.folder, path), kind);
    return succeeded({ name, bytes });
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return refuse(path, ...readFault(code, host, path, kind));
  }
}

/** Says before any work is done whether `writeOutput` would refuse. */
export function checkOutput(
  host: Host,
  path: string,
  force: boolean,
  inputs: readonly string[],
): Outcome<undefined> {
  try {
    return checkTarget(host, path, force, inputs);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return refuse(path, 'not-written', `cannot be written: ${plainReason(code)}`);
  }
}

function checkTarget(
  host: Host,
  path: string,
  force: boolean,
  inputs: readonly string[],
): Outcome<undefined> {
  const target = resolve(host.folder, path);
  if (!isFolder(dirname(target))) {
    return refuse(path, 'not-found', `there is no folder "${dirname(path)}" to write to`);
  }
  const stat = statSync(target, { throwIfNoEntry: false });
  if (stat === undefined && lstatSync(target, { throwIfNoEntry: false }) !== undefined) {
    return refuse(path, 'not-a-file', 'is a symbolic link that leads nowhere');
  }
  if (stat?.isDirectory()) return refuse(path, 'is-directory', 'is a directory; name a file');
  if (stat !== undefined && !stat.isFile()) return refuse(path, 'not-a-file', 'is not a regular file');
  if (stat !== undefined && inputs.some((input) => isSameFile(host, input, target))) {
    return refuse(path, 'would-overwrite', 'is an input of this run and is never overwritten');
  }
  if (stat !== undefined && !force) return refuse(path, 'exists', 'exists already; --force overwrites it');
  return succeeded(undefined);
}

/**
 * Writes under a temporary name beside the target, then renames. Without `force` nothing is overwritten; with
 * it the file that a symbolic link leads to is replaced, not the link, and keeps its permissions.
 */
export function writeOutput(host: Host, path: string, text: string, force: boolean): Outcome<undefined> {
  return writeParts(host, path, [text], force);
}

/** As `writeOutput`, of a text that is made as it is written: a file of any length takes no memory. */
export function writeParts(
  host: Host,
  path: string,
  parts: Iterable<string>,
  force: boolean,
): Outcome<undefined> {
  const named = resolve(host.folder, path);
  let temporary: string | undefined;
  try {
    const target = force && existsSync(named) ? realpathSync(named) : named;
    const mode = force ? statSync(target, { throwIfNoEntry: false })?.mode : undefined;
    // Not named after the target, whose name may already be as long as a name can be.
    temporary = join(dirname(target), `.abs-${randomUUID()}.tmp`);
    const file = openSync(temporary, 'wx');
    try {
      for (const part of parts) writeFileSync(file, part);
    } finally {
      closeSync(file);
    }
    if (mode !== undefined) chmodSync(temporary, mode & 0o777);
    if (force) renameSync(temporary, target);
    else moveWithoutOverwriting(temporary, target);
    return succeeded(undefined);
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (code === 'EEXIST') return refuse(path, 'exists', 'exists already; --force overwrites it');
    return refuse(path, 'not-written', `cannot be written: ${plainReason(code)}`);
  }
}

/** A hard link fails where a name is taken, a rename does not; some file systems have no links. */
function moveWithoutOverwriting(from: string, to: string): void {
  try {
    linkSync(from, to);
    rmSync(from);
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || existsSync(to)) throw error;
    renameSync(from, to);
  }
}

function isSameFile(host: Host, input: string, target: string): boolean {
  const path = resolve(host.folder, input);
  return input !== '-' && existsSync(path) && realpathSync(path) === realpathSync(target);
}

/** Reads at most the limit, whatever the size a pipe or device claims to have. */
function readBounded(path: string, kind: InputKind): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw new FileFault('EISDIR');
    if (stat.size > kind.limitBytes) throw new FileFault('EFBIG');
    let buffer = Buffer.allocUnsafe(Math.max(stat.size + 1, 65_536));
    let length = 0;
    let mayBeTable = kind.table !== true || stat.isFile();
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      if (count === 0) return buffer.subarray(0, length);
      length += count;
      if (length > kind.limitBytes) throw new FileFault('EFBIG');
      // A device can go on for ever: what has no line by then is refused for its content.
      mayBeTable ||= hasLineEnd(buffer.subarray(length - count, length));
      if (!mayBeTable && length > longestLine) return buffer.subarray(0, length);
      if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    }
  } finally {
    closeSync(file);
  }
}

async function readStream(stream: AsyncIterable<Uint8Array>, kind: InputKind): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let mayBeTable = kind.table !== true;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    mayBeTable ||= hasLineEnd(chunk);
    if (!mayBeTable && length > longestLine) break; // read on, it would fill the memory before it is refused
    if (length > kind.limitBytes) throw new FileFault('EFBIG');
  }
  return Buffer.concat(chunks, length);
}

function hasLineEnd(bytes: Uint8Array): boolean {
  return bytes.includes(10) || bytes.includes(13);
}

/** Packed content, too, has line ends within its first megabytes. */
const longestLine = 4_000_000;

/** A limit of ours in the shape of a system error. */
class FileFault extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

function readFault(code: string, host: Host, path: string, kind: InputKind): [string, string] {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return ['not-found', `there is no such ${kind.what}${nearbyFile(host, path)}`];
    case 'EISDIR':
      return ['is-directory', `is a directory, not a ${kind.what}`];
    case 'EFBIG':
      return ['too-large', `is larger than a ${kind.what} may be (${kind.limitBytes / 1_000_000} MB)`];
    default:
      return ['not-readable', `cannot be read: ${plainReason(code)}`];
  }
}

function nearbyFile(host: Host, path: string): string {
  const folder = resolve(host.folder, dirname(path));
  if (!isFolder(folder)) return ` (and no folder "${dirname(path)}")`;
  const near = closestName(basename(path), namesIn(folder).slice(0, 2000).sort(byCodeUnits));
  return near === undefined
    ? ''
    : `; did you mean "${dirname(path) === '.' ? near : join(dirname(path), near)}"?`;
}

/** False too where a part of the path is a file, or nobody may look. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** For a suggestion only: a folder that may not be listed has none. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function plainReason(code: string): string {
  const reasons: { readonly [code: string]: string } = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
    ENOENT: 'the folder does not exist',
    ENOTDIR: 'the folder does not exist',
    EMFILE: 'too many open files',
    ENAMETOOLONG: 'the name is too long',
    ELOOP: 'symbolic links lead in a circle',
  };
  return reasons[code] ?? code;
}

function refuse(at: string, code: string, message: string): Outcome<never> {
  return failed([problem('error', code, at, message)]);
}
