import type { Problem } from '#basics/problem.js';
import type { ClassFigures } from './classFigures.js';
import type { CellResult } from './runCell.js';
import { valueText } from './scenarioBlock.js';
import type { PoolFigures } from './scenarioRunner.js';

/** One scenario's result as plain data that another thread can send and a file can hold. */
export interface StressResult {
  readonly index: number;
  readonly pool: PoolFigures | null;
  /** In the order of the deal; empty where a search found no value. */
  readonly classes: readonly ClassFigures[];
  /** What the scenario states, by path. */
  readonly set: readonly (readonly [path: string, value: string])[];
  readonly solved: SolvedValue | null;
  readonly problems: readonly Problem[];
}

export interface SolvedValue {
  readonly path: string;
  /** Smallest first; the scenario is run at the first. */
  readonly roots: readonly number[];
  /** Why there is no root, or what else there is: a stretch of values, a jump past the target. */
  readonly message: string | null;
}

export function stressResult(
  index: number,
  { set, figures, roots }: CellResult,
  problems: readonly Problem[],
): StressResult {
  return {
    index,
    pool: figures?.pool ?? null,
    classes: figures?.classes ?? [],
    set: set.map(({ path, value }) => [path, valueText(value)]),
    solved:
      roots === undefined
        ? null
        : {
            path: roots.path,
            roots: roots.roots.map(({ value }) => value),
            message: roots.message,
          },
    problems,
  };
}
