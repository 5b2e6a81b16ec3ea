import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
 * current folder, below this one or below that of the result, the first one with the same content, or if none has
 * it the first one.
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
  const namesakes = namesakesOf(host, dirname(resultPath), new Set(result.inputs.map(({ name }) => name)));
  for (const [i, { role, name, sha256 }] of result.inputs.entries()) {
    const nth = result.inputs.slice(0, i).filter((input) => input.role === role).length;
    const stated = statedPath(role, nth, args, options);
    const candidates = stated === undefined ? namesakes(name) : [stated];
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
  const [what, how] =
    role === 'tape' ? ['tape', 'abs … PATH --repeat RESULT'] : [`${role} file`, `--${role} PATH`];
  return `the ${what} of this result is neither in its folder or below, nor in this folder or below; say where it is: ${how}`;
}

/** Paths under which an input of a name may be now, the likeliest first; folders are searched once, when it comes to that. */
function namesakesOf(host: Host, resultFolder: string, names: ReadonlySet<string>) {
  const folders = [...new Set(['.', resultFolder])];
  const searched = new Map<string, Map<string, string[]>>();
  return function* (name: string): Generator<string> {
    yield join(resultFolder, name);
    yield name;
    for (const folder of folders) {
      const found = searched.get(folder) ?? filesNamed(host, folder, names);
      searched.set(folder, found);
      yield* found.get(name) ?? [];
    }
  };
}

/** Files in a folder and below by name; hidden folders and node_modules are left out. */
function filesNamed(host: Host, root: string, names: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const pending = [root];
  let entries = 0;
  for (let folder = pending.shift(); folder !== undefined; folder = pending.shift()) {
    for (const entry of entriesOf(resolve(host.folder, folder))) {
      entries++;
      if (entries > entryLimit) return found;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) pending.push(path);
      else if (names.has(entry.name)) found.set(entry.name, [...(found.get(entry.name) ?? []), path]);
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
