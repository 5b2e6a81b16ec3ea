import { Command, CommanderError } from 'commander';
import { didYouMean } from '#basics/closestName.js';
import { printable, quoted } from '#basics/printable.js';
import type { CommandDefinition, Example, OptionValues } from './command.js';
import { type ExitCode, exitCode } from './exitCode.js';
import type { Host } from './host.js';

interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<CommandDefinition>;
}

const commands: { readonly [name: string]: CommandEntry } = {
  price: {
    summary: 'price the note classes of a deal on a loan tape',
    load: async () => (await import('./commands/price.js')).priceCommand,
  },
  tape: {
    summary: 'read, map, check and summarize a loan tape',
    load: async () => (await import('./commands/tape.js')).tapeCommand,
  },
  cashflow: {
    summary: 'run one scenario exactly, to the cent: pool, fees, accounts, notes',
    load: async () => (await import('./commands/cashflow.js')).cashflowCommand,
  },
  size: {
    summary: 'solve the structure: largest classes, reserve and coupons for stated targets',
    load: async () => (await import('./commands/size.js')).sizeCommand,
  },
  check: {
    summary: 'compare every deal with its stored baseline: which payment moved, and why',
    load: async () => (await import('./commands/check.js')).checkCommand,
  },
  stress: {
    summary: 'run grids, named and historical scenarios; break-even, tornado, reverse stress',
    load: async () => (await import('./commands/stress.js')).stressCommand,
  },
  init: {
    summary: 'start a deal file from a template',
    load: async () => (await import('./commands/init.js')).initCommand,
  },
  schema: {
    summary: 'JSON Schema of deal and assumptions files and of every result',
    load: async () => (await import('./commands/schema.js')).schemaCommand,
  },
};

export const overviewExamples: readonly Example[] = [
  { command: 'abs price tape.csv', does: 'price a tape; every assumption is printed with its origin' },
  { command: 'abs tape tape.csv', does: 'see how the tape was read' },
  { command: 'abs init tape.csv -o deal.yaml', does: 'write the built-in deal as a file to edit' },
  { command: 'abs price tape.csv --deal deal.yaml --json', does: 'the same result for programs' },
];

/** Runs one command line and returns its exit code. Throws nothing: a bug is reported and is exit 70. */
export async function runCommandLine(args: readonly string[], host: Host): Promise<ExitCode> {
  try {
    return await dispatch(args, host);
  } catch (error) {
    if (error instanceof CommanderError) return usageError(error, args, host);
    return reportBug(error, args.includes('--debug'), host);
  }
}

/** Only the command that is asked for gets its options defined; the others are a name and a summary. */
async function dispatch(args: readonly string[], host: Host): Promise<ExitCode> {
  const program = newCommand('abs', host)
    .usage('COMMAND [options]')
    .description('Structure and price asset-backed securities from a loan tape.')
    .version(host.version, '-V, --version', 'print the version')
    .addHelpText('after', examplesText(overviewExamples));
  let result: ExitCode = exitCode.fine;
  for (const [name, entry] of Object.entries(commands)) {
    const command = newCommand(name, host).description(entry.summary);
    program.addCommand(command);
    if (!asksFor(args, name)) continue;
    const definition = await entry.load();
    definition.configure(command);
    command.addHelpText('after', examplesText(definition.examples));
    refuseRepeats(command);
    command.action(async () => {
      result = await definition.run(host, command.args, command.opts<OptionValues>());
    });
  }
  const first = args[0];
  if (first === undefined || (first === 'help' && args[1] === 'help')) {
    host.stdout.write(program.helpInformation() + examplesText(overviewExamples));
    return exitCode.fine;
  }
  const named = first === 'help' ? args[1] : first;
  if (named !== undefined && isUnknownCommand(named)) return unknownCommand(named, host);
  await program.parseAsync(args, { from: 'user' });
  return result;
}

/** The second of two values would win without a word; options that collect values are not concerned. */
function refuseRepeats(command: Command): void {
  for (const option of command.options) {
    if (!option.required || option.parseArg !== undefined) continue;
    let given = 0;
    command.on(`option:${option.name()}`, () => {
      given++;
      if (given > 1) command.error(`error: option "${option.flags}" is given more than once`);
    });
  }
}

/** `abs help price` needs the options of price too. */
function asksFor(args: readonly string[], name: string): boolean {
  return args[0] === name || (args[0] === 'help' && args[1] === name);
}

function newCommand(name: string, host: Host): Command {
  const width = Math.min(100, host.stdout.columns ?? 100);
  return new Command(name)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
    })
    .helpOption('-h, --help', 'print this help');
}

function examplesText(examples: readonly Example[]): string {
  const lines = examples.map((example) => `  ${example.command}\n      ${example.does}`);
  return `\nExamples:\n${lines.join('\n')}\n`;
}

function isUnknownCommand(first: string): boolean {
  return !first.startsWith('-') && first !== 'help' && !Object.hasOwn(commands, first);
}

/** A file in the place of a command is the commonest slip: say what was probably meant. */
function unknownCommand(name: string, host: Host): ExitCode {
  const looksLikeFile = /[./\\]/.test(name);
  const hint = looksLikeFile
    ? `; did you mean ${quoted(`abs price ${name}`, 200)}?`
    : didYouMean(name, Object.keys(commands));
  const known = hint === '' ? `; known: ${Object.keys(commands).join(', ')}` : hint;
  host.stderr.write(`error: unknown command ${quoted(name)}${known}\n`);
  return exitCode.badInput;
}

/** One line for each usage error, with where to read on. Help and version come this way too, as exit 0. */
function usageError(error: CommanderError, args: readonly string[], host: Host): ExitCode {
  if (error.exitCode === 0) return exitCode.fine;
  const message = error.message
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.*)\?\)$/s, '; did you mean "$1"?')
    .replace(/'([^']*)'/g, '"$1"');
  const command = args.find((arg) => Object.hasOwn(commands, arg));
  const help = command === undefined ? 'abs --help' : `abs ${command} --help`;
  host.stderr.write(`error: ${printable(message, 300)}\n  see: ${help}\n`);
  return exitCode.badInput;
}

function reportBug(error: unknown, debug: boolean, host: Host): ExitCode {
  const message = error instanceof Error ? error.message : String(error);
  host.stderr.write(
    `bug: ${printable(message, 800)}\n  This is a fault in abs ${host.version}, not in your input. Please report it, with the command line` +
      `${debug ? '.' : ' and the output of --debug.'}\n`,
  );
  if (debug && error instanceof Error) host.stderr.write(`${error.stack ?? ''}\n`);
  return exitCode.bug;
}
