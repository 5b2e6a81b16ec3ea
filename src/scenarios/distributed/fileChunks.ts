import type { Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 20;

/** One buffer for all pieces: each is only looked at until the next is asked for. */
export function* fileChunks(target: string, hash: Hash): Generator<Uint8Array> {
  const file = openSync(target, 'r');
  try {
    const buffer = new Uint8Array(chunkBytes);
    for (;;) {
      const count = readSync(file, buffer);
      if (count === 0) return;
      hash.update(buffer.subarray(0, count));
      yield buffer.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}
