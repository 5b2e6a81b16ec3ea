import type { Command } from 'commander';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import type { CurveSource } from '#scenarios/curve/readCurve.js';
import { type OptionValues, textOption } from './command.js';
import { type InputFile, readInput, textInput } from './files.js';
import type { Host } from './host.js';

/** A curve of its own file; the same for every command that has a risk-free rate. */
export function addCurveOptions(command: Command): void {
  command
    .option(
      '--curve <file>',
      'risk-free curve (CSV: tenor or date, zeroRate or discountFactor): discounts, is\nwhat the rate model is fitted to, and gives floating rates their forwards',
    )
    .option(
      '--curve-compounding <name>',
      'of its zero rates: annual, continuous, … (or a column compounding)',
    )
    .option('--curve-day-count <name>', 'of its zero rates by date: act/365, … (or a column dayCount)');
}

/** The file that the options name, with what they say of it. */
export async function readCurveFile(
  host: Host,
  options: OptionValues,
): Promise<Outcome<(InputFile & CurveSource) | undefined>> {
  const path = textOption(options, 'curve');
  const compounding = textOption(options, 'curveCompounding');
  const dayCount = textOption(options, 'curveDayCount');
  if (path === undefined) {
    const useless: Problem[] = [
      ['--curve-compounding', compounding] as const,
      ['--curve-day-count', dayCount] as const,
    ].flatMap(([flag, value]) =>
      value === undefined
        ? []
        : [problem('error', 'unused', flag, 'says something of a curve: --curve FILE')],
    );
    return useless.length > 0 ? failed(useless) : succeeded(undefined);
  }
  const file = await readInput(host, path, { ...textInput, what: 'curve' });
  return file.ok ? succeeded({ ...file.value, compounding, dayCount }, file.problems) : file;
}
