import { type Problem, problem } from '#basics/problem.js';
import type { BlockScan } from './scan/rowBlock.js';
import type { ScanPlan } from './scan/scanTables.js';

/** A file that is read piece by piece, and can be read again from its start. */
export interface TapeSource {
  /**
   * Pieces in order; each is only looked at until the next is asked for. A source that can tell throws `TapeChanged`
   * at the end of what is not the content of the first time.
   */
  chunks(): Iterable<Uint8Array>;
  readonly sizeBytes: number;
  /** The rows by a byte scanner that works elsewhere, such as in another thread; else the pieces are scanned here. */
  scanned?(plan: ScanPlan): BlockScan | undefined;
}

/** The file has changed while it was read: what has been decided does not hold any more. */
export class TapeChanged extends Error {}

/** What does not go through the scanner has to fit into one text. */
const wholeMost = 400_000_000;

/** The whole content for the way by text, or why it cannot be had. */
export function wholeBytes(source: Uint8Array | TapeSource, name: string): Uint8Array | Problem {
  const size = source instanceof Uint8Array ? source.length : source.sizeBytes;
  const fault = size > headBytes ? headFault(source, name) : undefined;
  if (fault !== undefined) return fault;
  if (size > wholeMost) {
    const message = `a tape of more than ${wholeMost / 1_000_000} MB must be UTF-8 with headings above, a row a loan, quotes in order and no row longer than 250,000 bytes`;
    return problem('error', 'too-large', name, message);
  }
  if (source instanceof Uint8Array) return source;
  const bytes = new Uint8Array(size);
  let length = 0;
  for (const chunk of source.chunks()) {
    if (length + chunk.length > bytes.length) {
      return problem('error', 'changed', name, 'the file grew while it was read');
    }
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return bytes.subarray(0, length);
}

const headBytes = 1 << 20;

/** What the first megabyte shows to be no tape, before gigabytes of it are read. */
function headFault(source: Uint8Array | TapeSource, name: string): Problem | undefined {
  let seen = 0;
  let zeros = false;
  for (const chunk of chunksOf(source)) {
    const piece = chunk.subarray(0, headBytes - seen);
    if (piece.includes(10) || piece.includes(13)) return undefined;
    seen += piece.length;
    zeros ||= piece.includes(0);
    if (seen < headBytes) continue;
    if (zeros) return problem('error', 'binary', name, 'is a binary file, not a text tape');
    const message = `line 1 is longer than ${headBytes} bytes: a tape is a text file with a row a loan`;
    return problem('error', 'long-row', `${name}:1`, message);
  }
  return undefined;
}

export function chunksOf(source: Uint8Array | TapeSource): Iterable<Uint8Array> {
  return source instanceof Uint8Array ? [source] : source.chunks();
}
