import { type Problem, problem } from '#basics/problem.js';
import type { Override } from '../statedOverrides.js';
import { blockCells, cellOf, type ScenarioBlock } from './scenarioBlock.js';
import { statementOf } from './statement.js';

/** Scenarios that one run takes; more are refused with their number. */
export const cellCountMost = 1_000_000;

/**
 * What is wrong with a scenario itself, apart from its bases and before any tape is looked at: unknown paths, values that cannot be read,
 * statements that exclude each other. Every value of every axis is looked at once.
 */
export function blockProblems(block: ScenarioBlock): Problem[] {
  const count = blockCells(block);
  if (count > cellCountMost) {
    const sizes = block.axes.map(({ path, values }) => `${path} ${values.length}`).join(' × ');
    const message = `scenario ${block.name}: its grid has ${count} cells (${sizes}); at most ${cellCountMost} are run`;
    return [problem('error', 'grid-too-large', block.axes[0]!.origin, message)];
  }
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const add = (found: readonly Problem[]): void => {
    for (const one of found) {
      const key = `${one.at} ${one.message}`;
      if (!seen.has(key)) problems.push(one);
      seen.add(key);
    }
  };
  const first = cellOf(block, 0);
  add(problemsOf(first.overrides));
  const own = block.levels.at(-1) ?? [];
  block.axes.forEach((axis, k) => {
    const others = first.overrides.slice(own.length).filter((_, i) => i !== k);
    for (const value of axis.values.slice(1)) {
      add(problemsOf([...own, ...others, { path: axis.path, value, origin: axis.origin }]));
    }
  });
  return problems;
}

function problemsOf(overrides: readonly Override[]): readonly Problem[] {
  return statementOf(overrides).problems;
}
