import { type Problem, problem } from '#basics/problem.js';
import type { Assumption } from './assumptionRecord.js';

/**
 * Values of an assumptions file that a run never looks at, each with its place: whoever wrote one believes that
 * it matters. Flags without meaning are refused before this, and defaults are nobody's belief.
 */
export function unusedAssumptions(
  stated: readonly Assumption[],
  used: readonly Assumption[],
  run: string,
): Problem[] {
  const names = new Set(used.map(({ name }) => name));
  return stated
    .filter(({ name, origin }) => !names.has(name) && /:\d+:\d+/.test(origin))
    .map(({ name, origin }) =>
      problem('warning', 'unused', origin.split(' (')[0]!, `${name} has no part in ${run}`),
    );
}
