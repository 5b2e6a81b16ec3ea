import type { Command } from 'commander';
import type { ExitCode } from './exitCode.js';
import type { Host } from './host.js';

/** One subcommand. Its module is loaded only when it is asked for. */
export interface CommandDefinition {
  /** Arguments, options, help; the examples are printed below them and run by a test. */
  configure(command: Command): void;
  readonly examples: readonly Example[];
  run(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode>;
}

export interface Example {
  readonly command: string;
  readonly does: string;
}

/** Options as commander hands them out; every value option is taken as text and parsed by us. */
export type OptionValues = { readonly [name: string]: unknown };

export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`option ${name} is ${typeof value}, not text`);
}

/** What another command hands over; none of the command line's options is a number. */
export function numberOption(options: OptionValues, name: string): number | undefined {
  const value = options[name];
  if (value === undefined || typeof value === 'number') return value;
  throw new Error(`option ${name} is ${typeof value}, not a number`);
}

export function switchOption(options: OptionValues, name: string): boolean {
  return options[name] === true;
}
