import { type Outcome, problem, succeeded } from '#basics/problem.js';
import type { DealSetting } from '#deal/editDeal.js';
import type { Override } from '../statedOverrides.js';
import type { ScenarioBlock, ScenarioCell } from './scenarioBlock.js';
import type { ScenarioFigures, ScenarioRunner } from './scenarioRunner.js';
import { type FoundRoots, solveAssumption } from './solveAssumption.js';
import { layered, nothingLaid, type Statement, statementOf } from './statement.js';

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
    return withGivenWay(runner, cell, set, stated.value, undefined);
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
  const overrides = statementOf([solved]);
  if (!overrides.ok) return overrides;
  const all = settled(cell.block, [...cell.overrides, solved]);
  return withGivenWay(runner, cell, all, layered(stated.value, overrides.value), found.value);
}

/** Runs a cell; what gave way to its deal terms is told as if it had been stated. */
function withGivenWay(
  runner: ScenarioRunner,
  cell: ScenarioCell,
  set: readonly Override[],
  { stated, terms }: Statement,
  roots: FoundRoots | undefined,
): Outcome<CellResult> {
  const figures = runner.run(stated, terms);
  if (!figures.ok) return figures;
  const gaveWay = terms.length === 0 ? [] : gaveWayTo(runner, terms);
  return { ...figures, value: { cell, set: [...set, ...gaveWay], figures: figures.value, roots } };
}

function gaveWayTo({ deal }: ScenarioRunner, terms: readonly DealSetting[]): readonly Override[] {
  const edited = deal.with(terms);
  return edited.ok ? edited.value.gaveWay : [];
}

/** The statements of a cell: each level laid over those below it. */
export function statedCell({ block, overrides }: ScenarioCell): Outcome<Statement> {
  let stated = nothingLaid;
  for (const level of [...block.levels.slice(0, -1), overrides]) {
    if (level.length === 0) continue;
    const parsed = statementOf(level);
    if (!parsed.ok) return parsed;
    stated = layered(stated, parsed.value);
  }
  return succeeded(stated);
}

/** By path, the highest level that states it; in the order in which paths first appear. */
function settled({ levels }: ScenarioBlock, own: readonly Override[]): readonly Override[] {
  const byPath = new Map<string, Override>();
  for (const level of [...levels.slice(0, -1), own]) {
    for (const override of level) byPath.set(override.path, override);
  }
  return [...byPath.values()];
}
