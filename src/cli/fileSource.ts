import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { TapeChanged, type TapeSource } from '#collateral/tape/tapeSource.js';
import { fileChunks } from '#scenarios/distributed/fileChunks.js';
import { startTapeThread } from '#scenarios/distributed/tapeThread.js';
import { workerFile } from '#scenarios/distributed/workerFile.js';
import type { Host } from './host.js';

/** A tape on disk that is read piece by piece; its hash is had on the way. */
export interface FileSource extends TapeSource {
  /** Of the whole content: taken while the tape was read, or by reading it once more. */
  sha256(): string;
}

/** Smaller files are read at once; larger ones never stand in memory as a whole. */
const streamedFrom = 16_000_000;
const packed = [
  [0x1f, 0x8b],
  [0x50, 0x4b, 3, 4],
] as const;

/** Undefined for what is small, packed, no regular file or cannot be opened: the usual way then tells why. */
export function fileSource(host: Host, path: string): FileSource | undefined {
  if (path === '-' || path === '') return undefined;
  const target = resolve(host.folder, path);
  const stat = statOf(target);
  if (stat === undefined || !stat.isFile() || stat.size < streamedFrom) return undefined;
  const start = firstBytes(target);
  if (start === undefined || packed.some((mark) => mark.every((byte, i) => start[i] === byte)))
    return undefined;
  let whole: string | undefined;
  const note = (sha256: string) => {
    whole ??= sha256;
    if (sha256 !== whole) throw new TapeChanged();
  };
  const read = function* () {
    const hash = createHash('sha256');
    yield* fileChunks(target, hash);
    note(hash.digest('hex'));
  };
  const worker = availableParallelism() > 1 ? workerFile('tapeWorker') : undefined;
  const scan = worker === undefined ? undefined : startTapeThread(worker, target, note);
  return {
    sizeBytes: stat.size,
    chunks: read,
    scanned: (plan) => scan?.(plan),
    sha256: () => {
      if (whole === undefined) for (const _ of read());
      return whole!;
    },
  };
}

/** Undefined too where a part of the path is a file, or nobody may look. */
function statOf(target: string) {
  try {
    return statSync(target, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function firstBytes(target: string): Uint8Array | undefined {
  try {
    const file = openSync(target, 'r');
    const bytes = new Uint8Array(4);
    readSync(file, bytes);
    closeSync(file);
    return bytes;
  } catch {
    return undefined;
  }
}
