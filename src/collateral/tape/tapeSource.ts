import { type Problem, problem } from '#basics/problem.js';

/** A file that is read piece by piece, and can be read again from its start. */
export interface TapeSource {
  /** Pieces in order; each is only looked at until the next is asked for. */
  chunks(): Iterable<Uint8Array>;
  readonly sizeBytes: number;
}

/** What does not go through the scanner has to fit into one text. */
const wholeMost = 400_000_000;

export function wholeBytes(source: TapeSource, name: string): Uint8Array | Problem {
  if (source.sizeBytes > wholeMost) {
    const message = `a tape of more than ${wholeMost / 1_000_000} MB must be UTF-8 with headings above, a row a loan, quotes in order and no row longer than 250,000 bytes`;
    return problem('error', 'too-large', name, message);
  }
  const bytes = new Uint8Array(source.sizeBytes);
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

export function chunksOf(source: Uint8Array | TapeSource): Iterable<Uint8Array> {
  return source instanceof Uint8Array ? [source] : source.chunks();
}
