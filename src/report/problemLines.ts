import type { Problem } from '#basics/problem.js';
import type { Painter } from './painter.js';

const cap = 20;

/**
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
  const lines = chosen.map((p) => `${label} ${p.at === '' ? '' : `${oneLine(p.at)}: `}${oneLine(p.message)}`);
  const different = [...new Set(lines)];
  const rest = different.length - cap;
  return rest > 0 ? [...different.slice(0, cap), `${label} and ${rest} more`] : different;
}

/** A tape's text may hold line breaks or escape codes: a problem stays on one line and steers no terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
