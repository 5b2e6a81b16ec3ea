import { printable } from '#basics/printable.js';
import type { Problem } from '#basics/problem.js';
import type { Painter } from '#report/painter.js';
import { problemLines } from '#report/problemLines.js';
import { type ExitCode, exitCode } from './exitCode.js';
import type { Host } from './host.js';
import type { OutputPlan } from './outputOptions.js';
import { painterFor } from './terminal.js';

/** Bad input: every error on stderr, nothing on stdout, exit 2. Warnings wait until the errors are mended. */
export function refuse(host: Host, problems: readonly Problem[], tapePath?: string): ExitCode {
  const errors = problems.filter((p) => p.severity === 'error');
  printProblems(host, errors, painterFor(host.stderr, host.env, undefined));
  const isTapeRefused = problems.some((p) => p.code === 'rejects');
  if (isTapeRefused && tapePath !== undefined && tapePath !== '-') {
    host.stderr.write(`  try: abs tape ${printable(tapePath, 200)}\n`);
  }
  return exitCode.badInput;
}

/** Warnings of a run that succeeded, after its result, unless `--quiet`. */
export function warn(host: Host, plan: OutputPlan, problems: readonly Problem[]): void {
  if (!plan.quiet) printProblems(host, problems, painterFor(host.stderr, host.env, plan.color));
}

function printProblems(host: Host, problems: readonly Problem[], painter: Painter): void {
  for (const line of problemLines(problems, painter)) host.stderr.write(`${line}\n`);
}
