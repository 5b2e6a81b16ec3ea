import { availableParallelism } from 'node:os';
import { printable } from '#basics/printable.js';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { type OptionValues, textOption } from './command.js';

/** What a run may use of the machine. Neither enters a result, except that a run out of time is partial. */
export interface RunLimits {
  readonly workers: number;
  readonly maxSeconds: number | undefined;
}

const mostWorkers = 256;
const mostSeconds = 1_000_000;

export function readRunLimits(options: OptionValues): Outcome<RunLimits> {
  const problems: Problem[] = [];
  const refuse = (at: string, text: string, message: string): undefined => {
    problems.push(problem('error', 'bad-number', at, `"${printable(text)}" ${message}`));
    return undefined;
  };
  const workersText = textOption(options, 'workers') ?? 'auto';
  const secondsText = textOption(options, 'maxSeconds');
  const workers =
    workersText === 'auto'
      ? availableParallelism()
      : (inRange(workersText, /^\d{1,9}$/, 1, mostWorkers) ??
        refuse('--workers', workersText, `is neither auto nor a whole number from 1 to ${mostWorkers}`));
  const maxSeconds =
    secondsText === undefined
      ? undefined
      : (inRange(secondsText, /^\d{1,9}(\.\d{1,6})?$/, 0.001, mostSeconds) ??
        refuse('--max-seconds', secondsText, `is not a number of seconds from 0.001 to ${mostSeconds}`));
  return outcomeOf(problems, () => ({ workers: workers ?? 1, maxSeconds }));
}

function inRange(text: string, form: RegExp, low: number, high: number): number | undefined {
  const value = form.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
}
