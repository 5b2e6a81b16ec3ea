import { closeSync, existsSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { checkOutput } from './files.js';
import type { Host } from './host.js';

/**
 * A file of rows that grows while a run goes on, part of the door to files. Rows stand in the order of the run, and
 * each begins with its key, so that a run that was killed at any moment is taken up where it ended: complete
 * groups of rows whose keys are those of the run stay, a torn one at the end is cut off and run again.
 */
export interface RowFile {
  /** Groups that were there already. */
  readonly found: number;
  append(text: string): void;
  close(): void;
}

/** What the file is to hold: a heading (may be empty) and groups of lines in order, each with the key of its group. */
export interface ExpectedRows {
  readonly heading: string;
  readonly groupCount: number;
  /** How each line of a group begins: nobody else's row does. */
  startsOf(group: number): readonly string[];
}

export interface RowFileOptions {
  readonly force: boolean;
  /** Rows of another run are cut off from where they begin; without it they are an error. */
  readonly resume: boolean;
}

export function openRowFile(
  host: Host,
  path: string,
  expected: ExpectedRows,
  { force, resume }: RowFileOptions,
  inputs: readonly string[],
): Outcome<RowFile> {
  const target = resolve(host.folder, path);
  const isThere = existsSync(target) && statSync(target).isFile();
  const checked = checkOutput(host, path, force || isThere, inputs);
  if (!checked.ok) return checked;
  try {
    const file = openSync(target, isThere ? 'r+' : 'wx');
    const kept = isThere && !force ? keptPrefix(file, expected) : { bytes: 0, groups: 0, foreign: false };
    if (kept.foreign && !resume) {
      closeSync(file);
      const message = `holds rows of another run, from group ${kept.groups + 1} on; --resume keeps those before it, --force starts anew`;
      return failed([problem('error', 'exists', path, message)]);
    }
    ftruncateSync(file, kept.bytes);
    let at = kept.bytes;
    const append = (text: string): void => {
      const bytes = Buffer.from(text, 'utf8');
      for (let done = 0; done < bytes.length; )
        done += writeSync(file, bytes, done, bytes.length - done, at + done);
      at += bytes.length;
    };
    if (at === 0) append(expected.heading);
    return succeeded({ found: kept.groups, append, close: () => closeSync(file) });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return failed([problem('error', 'not-written', path, `cannot be written: ${String(error.code)}`)]);
  }
}

/** The part of a file that this run would write too; `foreign` where complete rows of another run come after it. */
function keptPrefix(
  file: number,
  expected: ExpectedRows,
): { bytes: number; groups: number; foreign: boolean } {
  const lines = new LineReader(file);
  if (expected.heading !== '') {
    const heading = lines.next();
    if (heading === undefined) return { bytes: 0, groups: 0, foreign: false };
    if (`${heading}\n` !== expected.heading) return { bytes: 0, groups: 0, foreign: true };
  }
  let bytes = lines.consumed;
  for (let group = 0; group < expected.groupCount; group++) {
    for (const start of expected.startsOf(group)) {
      const text = lines.next();
      if (text === undefined) return { bytes, groups: group, foreign: false };
      if (!text.startsWith(start)) return { bytes, groups: group, foreign: true };
    }
    bytes = lines.consumed;
  }
  return { bytes, groups: expected.groupCount, foreign: lines.next() !== undefined };
}

/** Complete lines of a file, one after the other, in bounded memory; what follows the last line break is no line. */
export class LineReader {
  consumed = 0;
  private readonly file: number;
  private readonly buffer = Buffer.alloc(1 << 16);
  private rest = Buffer.alloc(0);
  private position = 0;

  constructor(file: number) {
    this.file = file;
  }

  next(): string | undefined {
    for (;;) {
      const end = this.rest.indexOf(10);
      if (end >= 0) {
        const line = this.rest.toString('utf8', 0, end);
        this.rest = this.rest.subarray(end + 1);
        this.consumed += end + 1;
        return line;
      }
      if (this.rest.length > lineLimit) return undefined;
      const count = readSync(this.file, this.buffer, 0, this.buffer.length, this.position);
      if (count === 0) return undefined;
      this.position += count;
      this.rest = Buffer.concat([this.rest, this.buffer.subarray(0, count)]);
    }
  }
}

/** No row is longer; a file without line breaks is none of ours. */
const lineLimit = 1 << 22;
