import { printable } from '#basics/printable.js';
import type { Problem } from '#basics/problem.js';
import type { Painter } from './painter.js';

const cap = 20;

/**
 * Texts of files are made printable, for they may hold escape codes, and long ones are cut: a line of a tape can
 * be megabytes long.
 *
 * `error: deal.yaml:12:5 notes[1].coupon: …`, one line each, errors first, none twice; from the 21st
 * on only counted.
 */
export function problemLines(problems: readonly Problem[], painter: Painter): string[] {
  return [
    ...linesOf(problems, 'error', painter.bad('error:')),
    ...linesOf(problems, 'warning', painter.warning('warning:')),
  ];
}

function linesOf(problems: readonly Problem[], severity: Problem['severity'], label: string): string[] {
  const chosen = problems.filter((p) => p.severity === severity);
  const lines = chosen.map(
    (p) => `${label} ${p.at === '' ? '' : `${printable(p.at, 200)}: `}${printable(p.message, 800)}`,
  );
  const different = [...new Set(lines)];
  const rest = different.length - cap;
  return rest > 0 ? [...different.slice(0, cap), `${label} and ${rest} more`] : different;
}
