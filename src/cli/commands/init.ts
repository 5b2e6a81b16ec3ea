import type { Command } from 'commander';
import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { readTape } from '#collateral/tape/readTape.js';
import { dealTemplates } from '#deal/dealTemplates.js';
import type { DealTemplate, TemplateFacts } from '#deal/templates/dealTemplate.js';
import { parseScenarioFlags } from '#scenarios/scenarioFlags.js';
import { type CommandDefinition, type OptionValues, switchOption, textOption } from '../command.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { checkOutput, writeOutput } from '../files.js';
import type { Host } from '../host.js';
import { refuse } from '../printProblems.js';
import { readTapeInput } from '../readTapeInput.js';
import { addTapeOptions, flagTexts } from '../scenarioOptions.js';

export const initCommand: CommandDefinition = {
  configure,
  examples: [
    { command: 'abs init', does: 'the built-in deal as a file, on stdout' },
    { command: 'abs init --list', does: 'the templates that a deal can start from' },
    {
      command: 'abs init fixtures/tapes/micro-loan.csv --template micro-loan',
      does: "a deal with a reserve and a trigger, at the tape's cut-off",
    },
  ],
  run,
};

/** A line for each template, its name first. */
function templateList(): string {
  const width = Math.max(...dealTemplates.map(({ name }) => name.length));
  return dealTemplates.map(({ name, description }) => `${name.padEnd(width)}  ${description}\n`).join('');
}

function configure(command: Command): void {
  command
    .argument('[tape]', 'loan tape whose cut-off date and currency the deal takes')
    .option('--template <name>', 'template to start from', 'three-class')
    .option('--list', 'list the templates')
    .option('-o, --output <file>', 'write to a .yaml file instead of stdout')
    .option('--force', 'let -o overwrite a file')
    .option('--debug', 'print a stack trace if abs fails')
    .addHelpText('after', `\nTemplates:\n${templateList().trimEnd().replace(/^/gm, '  ')}`);
  addTapeOptions(command);
}

async function run(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode> {
  if (switchOption(options, 'list')) {
    host.stdout.write(templateList());
    return exitCode.fine;
  }
  const path = textOption(options, 'output');
  const force = switchOption(options, 'force');
  const template = chosenTemplate(textOption(options, 'template') ?? '');
  const target = path === undefined ? succeeded(undefined) : checkTarget(host, path, force, args);
  const facts = await templateFacts(host, args[0], options);
  if (!template.ok || !target.ok || !facts.ok) {
    return refuse(host, [...template.problems, ...target.problems, ...facts.problems]);
  }
  const text = template.value.text(facts.value);
  if (path === undefined) {
    host.stdout.write(text);
    return exitCode.fine;
  }
  const written = writeOutput(host, path, text, force);
  return written.ok ? exitCode.fine : refuse(host, written.problems);
}

function chosenTemplate(name: string): Outcome<DealTemplate> {
  const known = dealTemplates.map((template) => template.name);
  const template = dealTemplates.find((candidate) => candidate.name === name);
  if (template !== undefined) return succeeded(template);
  const hint = didYouMean(name, known) || `; known: ${known.join(', ')}`;
  return failed([
    problem('error', 'unknown-name', '--template', `there is no template ${quoted(name)}${hint}`),
  ]);
}

function checkTarget(
  host: Host,
  path: string,
  force: boolean,
  inputs: readonly string[],
): Outcome<undefined> {
  if (/\.ya?ml$/i.test(path)) return checkOutput(host, path, force, inputs);
  return failed([problem('error', 'unknown-format', '-o', `${quoted(path)} is not a .yaml file`)]);
}

async function templateFacts(
  host: Host,
  tapePath: string | undefined,
  options: OptionValues,
): Promise<Outcome<TemplateFacts>> {
  const flags = parseScenarioFlags(flagTexts(options));
  if (!flags.ok) return flags;
  const { cutOffDate } = flags.value;
  if (tapePath === undefined) return succeeded({ cutOffDate, currency: undefined });
  const tape = await readTapeInput(host, tapePath, options);
  if (!tape.ok) return tape;
  const { file } = tape.value;
  const reading = readTape(file.bytes, file.name, { ...tape.value.options, cutOffDate });
  if (!reading.ok) return reading;
  const { table } = reading.value;
  return succeeded({ cutOffDate: table.cutOffDate, currency: table.currency });
}
