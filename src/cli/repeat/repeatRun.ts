import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { printable } from '#basics/printable.js';
import { problem } from '#basics/problem.js';
import type { CommandDefinition, OptionValues } from '../command.js';
import { textOption } from '../command.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import type { Host } from '../host.js';
import { inputRoles } from '../inputRecord.js';
import { deliver, planOutput } from '../outputOptions.js';
import { refuse } from '../printProblems.js';
import { recordedOptions } from '../recordedOptions.js';
import { type FoundInput, findInputs } from './findInputs.js';
import { type EarlierResult, readResult, statedPath } from './readResult.js';
import { resultDifferences } from './resultDifferences.js';

const shownValues = 20;

/**
 * Runs a command again as an earlier result says it was run, and compares every byte. Exit 0 where they are the same;
 * 1 where not, with what differs: version, an input's content, a flag, then the values. Flags beside `--repeat` win
 * over recorded ones and are told. `--json` and `-o` give the new result itself.
 */
export async function repeatRun(
  name: string,
  command: Pick<CommandDefinition, 'run'>,
  host: Host,
  args: readonly string[],
  options: OptionValues,
): Promise<ExitCode> {
  const path = textOption(options, 'repeat') ?? '';
  const output = planOutput(host, options, [path]);
  const result = await readResult(host, path, name);
  if (!output.ok || !result.ok) return refuse(host, [...output.problems, ...result.problems]);
  if (output.value.format === 'csv') {
    return refuse(host, [problem('error', 'conflict', '--csv', '--repeat compares JSON documents')]);
  }
  const inputs = await findInputs(host, path, result.value, args, options);
  if (!inputs.ok) return refuse(host, inputs.problems);
  const again = await runAgain(command, host, result.value, inputs.value, options);
  if (again.text === '') return again.code;
  const differences = differencesOf(host, result.value, inputs.value, options, again.text);
  if (output.value.format === 'json') {
    const delivered = deliver(host, output.value, again.text);
    if (!delivered.ok) return refuse(host, delivered.problems);
    for (const line of differences) host.stderr.write(`${line}\n`);
  } else host.stdout.write(verdict(result.value, differences, again.text));
  return differences.length === 0 ? exitCode.fine : exitCode.checkFailed;
}

/** The command itself, with its standard output caught: what it would print is what is compared. */
async function runAgain(
  command: Pick<CommandDefinition, 'run'>,
  host: Host,
  result: EarlierResult,
  inputs: readonly FoundInput[],
  options: OptionValues,
): Promise<{ readonly text: string; readonly code: ExitCode }> {
  let text = '';
  const again = optionsAgain(result, inputs, options);
  const caught: Host = {
    ...host,
    version: host.version,
    folder: host.folder,
    stdout: { isTerminal: false, columns: undefined, write: (part) => (text += part) },
  };
  const code = await command.run(caught, again.tapes, {
    ...again.options,
    json: true,
    stopAfterRounds: result.stoppedAfterRounds,
  });
  return { text, code };
}

/** Tapes and options of an earlier run, with the files where they are now and what is stated otherwise. */
export function optionsAgain(
  { options: recorded, command }: Pick<EarlierResult, 'options' | 'command'>,
  inputs: readonly FoundInput[],
  options: OptionValues,
): { readonly tapes: readonly string[]; readonly options: OptionValues } {
  const stated = Object.fromEntries(Object.entries(options).filter(([name]) => !outputOnly.has(name)));
  const files: { [option: string]: unknown } = {};
  const tapes: string[] = [];
  const deals: string[] = [];
  const map = mapOf(recorded, stated);
  for (const { role, path } of inputs) {
    if (role === 'tape') tapes.push(path);
    else if (role === 'map') map.push(path);
    else if (role === 'deal' && command === 'stress') deals.push(path);
    else files[role] = path;
  }
  return {
    tapes,
    options: {
      ...recorded,
      ...stated,
      ...files,
      ...(deals.length === 0 ? {} : { deal: deals }),
      ...(map.length === 0 ? {} : { map }),
    },
  };
}

const outputOnly = new Set(['repeat', 'json', 'csv', 'output', 'force', 'map']);

/** Columns mapped by flags: those given now, or else those recorded. */
function mapOf(recorded: OptionValues, stated: OptionValues): string[] {
  const now = recordedOptions(stated)['map'] ?? recorded['map'];
  return Array.isArray(now) ? now.map(String) : [];
}

/** What differs, the causes first; empty where every byte is the same. */
function differencesOf(
  host: Host,
  result: EarlierResult,
  inputs: readonly FoundInput[],
  options: OptionValues,
  text: string,
): string[] {
  if (text === result.text) return [];
  const lines = causesOf(host, result, inputs, options);
  const { changes, count } = resultDifferences(result.document, JSON.parse(text), shownValues);
  if (count === 0) lines.push('layout of the file alone: every value is the same');
  for (const { path, before, after } of changes) {
    lines.push(`${printable(path, 200)}: ${printable(before, 120)} → ${printable(after, 120)}`);
  }
  if (count > changes.length) lines.push(`and ${count - changes.length} more values`);
  return lines;
}

/** What a repetition rests on that is not what it was: version, inputs, flags. */
export function causesOf(
  host: Host,
  result: EarlierResult,
  inputs: readonly FoundInput[],
  options: OptionValues,
): string[] {
  const lines: string[] = [];
  if (result.version !== host.version)
    lines.push(`program version: ${printable(result.version)} → ${host.version}`);
  for (const { role, name, path, before, after } of inputs) {
    const now = printable(basename(path), 255);
    if (before !== after) lines.push(`input ${role} ${printable(name)}: sha256 ${before} → ${after}`);
    else if (now !== name)
      lines.push(`input ${role} ${printable(name)}: same content, its name is ${now} now`);
  }
  lines.push(...inputsAdded(result, options));
  const recorded = recordedOptions(result.options);
  for (const [flag, value] of Object.entries(recordedOptions(options))) {
    const before = Object.hasOwn(recorded, flag) ? recorded[flag] : undefined;
    if (String(before) !== String(value)) {
      lines.push(`flag --${flag}: ${printable(String(before ?? 'not given'))} → ${printable(String(value))}`);
    }
  }
  return lines;
}

/** Files that the command line names and the result knows nothing of. */
function inputsAdded(result: EarlierResult, options: OptionValues): string[] {
  const before = new Set(result.inputs.map(({ role }) => role));
  return inputRoles.flatMap((role) => {
    const path = before.has(role) || role === 'tape' ? undefined : statedPath(role, 0, [], options);
    return path === undefined ? [] : [`input ${role}: none → ${printable(basename(path), 255)}`];
  });
}

function verdict({ name }: EarlierResult, differences: readonly string[], text: string): string {
  if (differences.length > 0) {
    return `${name} is not repeated; what differs:\n${differences.map((line) => `  ${line}\n`).join('')}`;
  }
  const sha256 = createHash('sha256').update(text).digest('hex');
  return `${name} is repeated byte for byte: ${Buffer.byteLength(text)} bytes, sha256 ${sha256}\n`;
}
