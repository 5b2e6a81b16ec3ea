import { createHash } from 'node:crypto';
import type { InputFile } from './files.js';

/** Base name and content hash of an input, for the record of a run. */
export interface InputRecord {
  readonly name: string;
  readonly sha256: string;
}

export function inputRecord({ name, bytes }: InputFile): InputRecord {
  return { name, sha256: createHash('sha256').update(bytes).digest('hex') };
}
