import { createHash } from 'node:crypto';
import type { InputFile } from './files.js';

/** What an input is to a run, its base name and its content's hash: enough to find it again. */
export interface InputRecord {
  readonly role?: InputRole;
  readonly name: string;
  readonly sha256: string;
}

export const inputRoles = [
  'tape',
  'map',
  'deal',
  'targets',
  'assumptions',
  'schedules',
  'scenarios',
  'curve',
  'state',
  'collections',
] as const;
export type InputRole = (typeof inputRoles)[number];

export function inputRecord({ name, bytes }: InputFile, role?: InputRole): InputRecord {
  return {
    ...(role === undefined ? {} : { role }),
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
