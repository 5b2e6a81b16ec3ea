import type { Command } from 'commander';
import { failed, type Outcome, outcomeOf, type Problem, problem, succeeded } from '#basics/problem.js';
import { type Language, messagesFor } from '#report/messages.js';
import type { ReportContext } from '#report/reportContext.js';
import { type OptionValues, switchOption, textOption } from './command.js';
import { checkOutput, writeOutput } from './files.js';
import type { Host } from './host.js';
import { languageFor, painterFor } from './terminal.js';

/** Where a result goes and in which form. */
export interface OutputPlan {
  readonly format: OutputFormat;
  readonly path: string | undefined;
  readonly force: boolean;
  readonly quiet: boolean;
  readonly color: boolean | undefined;
  readonly language: Language;
}

export type OutputFormat = 'terminal' | 'json' | 'csv';

/** Extensions that `-o` knows; those without a format are promised by other commands and not written yet. */
const extensions: { readonly [extension: string]: OutputFormat | undefined } = {
  json: 'json',
  csv: 'csv',
  xlsx: undefined,
  html: undefined,
};

export function addOutputOptions(command: Command): void {
  command
    .optionsGroup('Output:')
    .option('--json', 'one JSON document on stdout; its bytes depend only on the inputs')
    .option('--csv', 'rows for a spreadsheet on stdout')
    .option('-o, --output <file>', 'write to a file by extension: .json or .csv')
    .option('--force', 'let -o overwrite a file')
    .option('--quiet', 'no warnings and no progress on stderr')
    .option('--lang <language>', 'language of labels: en or zh (else ABS_LANG, then the locale)')
    .option('--color', 'color even into a pipe')
    .option('--no-color', 'no color (as NO_COLOR)')
    .option('--debug', 'print a stack trace if abs fails');
}

/** Checks all output options before any work; `inputs` are the files that must not be overwritten. */
export function planOutput(
  host: Host,
  options: OptionValues,
  inputs: readonly string[],
): Outcome<OutputPlan> {
  const problems: Problem[] = [];
  const path = textOption(options, 'output');
  const force = switchOption(options, 'force');
  const format = chosenFormat(options, path);
  const language = languageFor(host.env, textOption(options, 'lang'));
  problems.push(...format.problems, ...language.problems);
  if (path !== undefined && format.ok) problems.push(...checkOutput(host, path, force, inputs).problems);
  return outcomeOf(problems, () => {
    if (!format.ok || !language.ok) throw new Error('a failed outcome without an error');
    const color = options['color'];
    return {
      format: format.value,
      path,
      force,
      quiet: switchOption(options, 'quiet'),
      color: typeof color === 'boolean' ? color : undefined,
      language: language.value,
    };
  });
}

/** Puts the rendered result where the plan says; a problem when the file cannot be written. */
export function deliver(host: Host, plan: OutputPlan, text: string): Outcome<undefined> {
  if (plan.path !== undefined) return writeOutput(host, plan.path, text, plan.force);
  host.stdout.write(text);
  return succeeded(undefined);
}

/** How a terminal report is to look: at most 100 columns, so that it reads well in wide windows too. */
export function reportContext(host: Host, plan: OutputPlan): ReportContext {
  return {
    messages: messagesFor(plan.language),
    language: plan.language,
    painter: painterFor(host.stdout, host.env, plan.color),
    columns: Math.min(100, host.stdout.columns ?? 100),
  };
}

function chosenFormat(options: OptionValues, path: string | undefined): Outcome<OutputFormat> {
  const json = switchOption(options, 'json');
  const csv = switchOption(options, 'csv');
  if (json && csv) return usage('--csv', 'conflict', '--json and --csv exclude each other');
  const asked: OutputFormat | undefined = json ? 'json' : csv ? 'csv' : undefined;
  if (path === undefined) return succeeded(asked ?? 'terminal');
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  const written = extension === undefined ? undefined : extensions[extension];
  if (written === undefined) return usage('-o', 'unknown-format', extensionFault(path, extension));
  if (asked !== undefined && asked !== written) {
    return usage('-o', 'conflict', `"${path}" would be ${written}, but --${asked} was given`);
  }
  return succeeded(written);
}

function extensionFault(path: string, extension: string | undefined): string {
  const known = Object.keys(extensions).filter((name) => extensions[name] !== undefined);
  const list = known.map((name) => `.${name}`).join(' or ');
  if (extension === undefined) return `"${path}" has no extension; use ${list}`;
  return Object.hasOwn(extensions, extension)
    ? `.${extension} files are not available yet; use ${list}`
    : `.${extension} is not a known format; use ${list}`;
}

function usage(at: string, code: string, message: string): Outcome<never> {
  return failed([problem('error', code, at, message)]);
}
