import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import type { OptionValues } from '../command.js';
import { readContent } from '../files.js';
import type { Host } from '../host.js';
import type { InputRole } from '../inputRecord.js';
import { type EarlierResult, statedPath } from './readResult.js';

export interface FoundInput {
  readonly role: InputRole;
  readonly path: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Most folder entries that are looked at; a result has no paths, since those belong to a machine. */
const entryLimit = 50_000;

/**
 * Where the inputs of a result are now: as the command line says; else under their name beside the result, in the
 * current folder, or below it, the first one with the same content, or if none has it the first one.
 */
export async function findInputs(
  host: Host,
  resultPath: string,
  result: EarlierResult,
  args: readonly string[],
  options: OptionValues,
): Promise<Outcome<readonly FoundInput[]>> {
  const problems: Problem[] = [];
  const found: FoundInput[] = [];
  const names = new Set(result.inputs.map(({ name }) => name));
  const below = filesNamed(host, names);
  for (const [i, { role, name, sha256 }] of result.inputs.entries()) {
    const nth = result.inputs.slice(0, i).filter((input) => input.role === role).length;
    const stated = statedPath(role, nth, args, options);
    const beside = [join(dirname(resultPath), name), name, ...(below.get(name) ?? [])];
    const candidates = stated === undefined ? beside : [stated];
    let first: FoundInput | undefined;
    for (const path of candidates) {
      const file = await readContent(host, path, `${role} file`);
      if (!file.ok) continue;
      const after = createHash('sha256').update(file.value.bytes).digest('hex');
      const input = { role, path, name, before: sha256, after };
      first ??= input;
      if (after !== sha256) continue;
      first = input;
      break;
    }
    if (first !== undefined) found.push(first);
    else problems.push(problem('error', 'not-found', stated ?? name, missing(role)));
  }
  return problems.length > 0 ? failed(problems) : succeeded(found);
}

function missing(role: InputRole): string {
  const how = role === 'tape' ? 'abs … PATH --repeat RESULT' : `--${role} PATH`;
  return `the ${role} of this result is neither beside it nor below this folder; say where it is: ${how}`;
}

/** Files below the current folder by name; hidden folders and node_modules are left out. */
function filesNamed(host: Host, names: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const pending = ['.'];
  let entries = 0;
  for (let folder = pending.shift(); folder !== undefined; folder = pending.shift()) {
    for (const entry of entriesOf(resolve(host.folder, folder))) {
      entries++;
      if (entries > entryLimit) return found;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) pending.push(path);
      else if (names.has(entry.name)) found.set(basename(path), [...(found.get(basename(path)) ?? []), path]);
    }
  }
  return found;
}

/** Those of a folder in order of names, so that two files of one name are met in one order; none where nobody may look. */
function entriesOf(folder: string) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
