import { printable, quoted } from '#basics/printable.js';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { type OptionValues, textOption } from '../command.js';
import { readInput } from '../files.js';
import type { Host } from '../host.js';
import { type InputRole, inputRoles } from '../inputRecord.js';
import { optionName } from '../recordedOptions.js';

/** An earlier result, and what it says of its own run. */
export interface EarlierResult {
  readonly name: string;
  /** That made it. */
  readonly command: string;
  readonly text: string;
  readonly document: object;
  readonly version: string;
  readonly inputs: readonly { readonly role: InputRole; readonly name: string; readonly sha256: string }[];
  readonly options: OptionValues;
  /** Rounds (or scenarios) after which a run that was stopped early had ended; undefined for a whole one. */
  readonly stoppedAfterRounds: number | undefined;
}

/** Reads a result that `command` wrote as JSON; anything else is refused with what it is. */
export async function readResult(
  host: Host,
  path: string,
  command: string,
  schema = `abs/${command}/1`,
): Promise<Outcome<EarlierResult>> {
  const file = await readInput(host, path, { what: 'result', limitBytes: 500_000_000 });
  if (!file.ok) return file;
  const { name, bytes } = file.value;
  const text = new TextDecoder('utf-8').decode(bytes);
  const refuse = (message: string) => failed([problem('error', 'bad-result', name, message)]);
  const document = parseObject(text);
  if (document === undefined)
    return refuse('is no result: --repeat takes what abs wrote with --json or -o NAME.json');
  const found = member(document, 'schema');
  if (found !== schema) {
    return refuse(`is ${quoted(String(found))}, not a result of abs ${command} (${schema})`);
  }
  const run = member(document, 'run');
  const version = member(run, 'version');
  const inputs = inputsOf(member(run, 'inputs'));
  const options = optionsOf(member(run, 'options'));
  if (typeof version !== 'string' || inputs === undefined || options === undefined) {
    return refuse(
      'does not say which files and flags it was made with: it is damaged, or older than --repeat',
    );
  }
  const estimator = member(document, 'estimator');
  const rounds = member(estimator, 'rounds');
  const scenarios = member(document, 'scenarios');
  const isPartial = member(document, 'partial') === true && Array.isArray(scenarios);
  const stopped =
    member(estimator, 'partial') === true && typeof rounds === 'number'
      ? rounds
      : isPartial
        ? scenarios.length
        : undefined;
  return succeeded({ name, command, text, document, version, inputs, options, stoppedAfterRounds: stopped });
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function member(value: unknown, key: string): unknown {
  const has = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return has ? Reflect.get(value, key) : undefined;
}

function inputsOf(value: unknown): EarlierResult['inputs'] | undefined {
  if (!Array.isArray(value)) return undefined;
  const inputs = value.flatMap((entry: unknown) => {
    const [role, name, sha256] = ['role', 'name', 'sha256'].map((key) => member(entry, key));
    const known = inputRoles.find((candidate) => candidate === role);
    if (known === undefined || typeof name !== 'string' || typeof sha256 !== 'string') return [];
    return [{ role: known, name: printable(name, 255), sha256: printable(sha256, 64) }];
  });
  return inputs.length === value.length ? inputs : undefined;
}

/** In the form in which the command line hands options out. */
function optionsOf(value: unknown): OptionValues | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const options: { [name: string]: unknown } = Object.create(null);
  for (const [flag, stated] of Object.entries(value)) {
    const isList = Array.isArray(stated) && stated.every((entry) => typeof entry === 'string');
    if (!/^[a-z][a-z-]*$/.test(flag) || !(isList || typeof stated === 'string' || stated === true))
      return undefined;
    options[optionName(flag)] = stated;
  }
  return options;
}

/** The path that the command line states for the nth input of a role; tapes stand without a flag. */
export function statedPath(
  role: InputRole,
  nth: number,
  args: readonly string[],
  options: OptionValues,
): string | undefined {
  if (role === 'tape') return args[nth];
  const list = options[role];
  if (role !== 'map' && Array.isArray(list)) return typeof list[nth] === 'string' ? list[nth] : undefined;
  if (role !== 'map') return textOption(options, role);
  const { map } = options;
  const files = Array.isArray(map) ? map.filter((entry) => typeof entry === 'string') : [];
  return files.find((entry) => !entry.includes('='));
}
