import { type Outcome, problem, succeeded } from '#basics/problem.js';
import { nothingStated, type StatedAssumptions } from '../assumptions.js';
import { mergeStated } from '../mergeStated.js';
import { type Override, statedOverrides } from '../statedOverrides.js';
import type { ScenarioBlock, ScenarioCell } from './scenarioBlock.js';
import type { ScenarioFigures, ScenarioRunner } from './scenarioRunner.js';
import { type FoundRoots, solveAssumption } from './solveAssumption.js';

/** One cell's result, and what a search found where it has one. */
export interface CellResult {
  readonly cell: ScenarioCell;
  /** Everything that the scenario states, its bases included, by path; the solved value too. */
  readonly set: readonly Override[];
  /** Undefined where a search found no value. */
  readonly figures: ScenarioFigures | undefined;
  readonly roots: FoundRoots | undefined;
}

/** Runs one scenario; with a search, at the root that it finds (the smallest of several). */
export function runCell(runner: ScenarioRunner, cell: ScenarioCell): Outcome<CellResult> {
  const stated = statedCell(cell);
  if (!stated.ok) return stated;
  const set = settled(cell.block, cell.overrides);
  const { solve } = cell.block;
  if (solve === undefined) {
    const figures = runner.run(stated.value);
    return figures.ok
      ? { ...figures, value: { cell, set, figures: figures.value, roots: undefined } }
      : figures;
  }
  const found = solveAssumption(runner, stated.value, solve);
  if (!found.ok) return found;
  const root = found.value.roots[0];
  if (root === undefined) {
    const { message } = found.value;
    const warning = problem('warning', 'no-root', solve.origin, `scenario ${cell.name}: ${message}`);
    return succeeded({ cell, set, figures: undefined, roots: found.value }, [warning]);
  }
  const solved: Override = { path: solve.path, value: root.text, origin: `solved, ${solve.origin}` };
  const overrides = statedOverrides([solved]);
  if (!overrides.ok) return overrides;
  const figures = runner.run(mergeStated(stated.value, overrides.value));
  return figures.ok
    ? {
        ...figures,
        value: {
          cell,
          set: settled(cell.block, [...cell.overrides, solved]),
          figures: figures.value,
          roots: found.value,
        },
      }
    : figures;
}

/** The statements of a cell: each level laid over those below it. */
export function statedCell({ block, overrides }: ScenarioCell): Outcome<StatedAssumptions> {
  let stated = nothingStated;
  for (const level of [...block.levels.slice(0, -1), overrides]) {
    if (level.length === 0) continue;
    const parsed = statedOverrides(level);
    if (!parsed.ok) return parsed;
    stated = mergeStated(stated, parsed.value);
  }
  return { ok: true, value: stated, problems: [] };
}

/** By path, the highest level that states it; in the order in which paths first appear. */
function settled({ levels }: ScenarioBlock, own: readonly Override[]): readonly Override[] {
  const byPath = new Map<string, Override>();
  for (const level of [...levels.slice(0, -1), own]) {
    for (const override of level) byPath.set(override.path, override);
  }
  return [...byPath.values()];
}
