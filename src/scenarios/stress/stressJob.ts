import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, outcomeOf, type Problem, problem, succeeded } from '#basics/problem.js';
import { checkAssumptions } from '#collateral/checkAssumptions.js';
import type { DealSetting, EditableDeal } from '#deal/editDeal.js';
import { placeProblems } from '../assumptionPlaces.js';
import { loadScenario } from '../loadScenario.js';
import { mergeStated } from '../mergeStated.js';
import { resolveAssumptions } from '../resolveAssumptions.js';
import { collateralAssumptions, type ResolvedScenario } from '../resolvedScenario.js';
import type { Override } from '../statedOverrides.js';
import { cellCountMost } from './blockProblems.js';
import { builtInBlocks } from './builtInBlocks.js';
import { libraryBlocks } from './library/libraryBlocks.js';
import { parseScenarioFile } from './parseScenarioFile.js';
import { parseScenarioTable } from './parseScenarioTable.js';
import { parseSolve } from './parseSolve.js';
import { purchaseFault } from './purchase.js';
import { type CellResult, runCell, statedCell } from './runCell.js';
import { cellCount, cellIndex, cellOf, type ScenarioBlock, type ScenarioCell } from './scenarioBlock.js';
import { type ScenarioRunner, scenarioRunner } from './scenarioRunner.js';
import { searchForm } from './searchForm.js';
import { nothingLaid, type Statement, statementOf } from './statement.js';
import type { StressRequest } from './stressRequest.js';

/** Tapes, deals and scenarios, read and checked; run number i is a function of i. */
export interface StressJob {
  readonly runners: readonly ScenarioRunner[];
  readonly blocks: readonly ScenarioBlock[];
  readonly count: number;
  readonly problems: readonly Problem[];
  /** What lies below every scenario, break-even and tornado included: `--set`. */
  readonly settings: Statement;
  /** Pair by pair, and within a pair scenario by scenario. */
  at(index: number): { readonly pair: number; readonly cell: ScenarioCell };
  run(index: number): Outcome<CellResult>;
}

/** Reads everything that a request names. All problems at once; imports what loads zod, so import it lazily.
 * Threads do not look at values again: whoever starts them has looked. */
export async function stressJob(request: StressRequest, looksAtValues: boolean): Promise<Outcome<StressJob>> {
  const blocks = requestedBlocks(request);
  const bases: ResolvedScenario[] = [];
  const problems: Problem[] = [...blocks.problems];
  for (const sources of request.pairs) {
    const loaded = await loadScenario(sources);
    problems.push(...loaded.problems);
    if (loaded.ok) bases.push(loaded.value);
  }
  if (!blocks.ok || bases.length < request.pairs.length) return failed(withoutRepeats(problems));
  const count = bases.length * cellCount(blocks.value);
  if (count > cellCountMost) {
    const message = `${count} scenarios (${bases.length} × ${cellCount(blocks.value)}); at most ${cellCountMost} are run`;
    problems.push(problem('error', 'too-many-scenarios', '--scenarios', message));
    return failed(problems);
  }
  const settings = statementOf(settingsLevel(request));
  const runners = bases.map((base, i) => scenarioRunner(base, request.bought, request.pairs[i]!.deal));
  problems.push(...boughtProblems(request, bases), ...solveProblems(blocks.value, runners));
  const each = cellCount(blocks.value);
  const cellNumber = cellIndex(blocks.value);
  const at = (index: number) => ({ pair: Math.floor(index / each), cell: cellNumber(index % each) });
  if (looksAtValues) problems.push(...valueProblems(runners, blocks.value));
  return outcomeOf(withoutRepeats(problems), () => ({
    runners,
    blocks: blocks.value,
    count,
    problems: withoutRepeats(problems),
    settings: settings.ok ? settings.value : nothingLaid,
    at,
    run: (index) => {
      const { pair, cell } = at(index);
      return runCell(runners[pair]!, cell);
    },
  }));
}

/**
 * Faults of values that only show beside the rest of a run (a rate above 1, a clash with the assumptions file). Each
 * scenario is looked at once, each value of a grid once.
 */
function valueProblems(runners: readonly ScenarioRunner[], blocks: readonly ScenarioBlock[]): Problem[] {
  const problems: Problem[] = [];
  for (const { base, deal } of runners) {
    const seen = new Set<string>();
    for (const cell of blocks.flatMap(sampledCells)) {
      const stated = statedCell(cell);
      if (!stated.ok) problems.push(...stated.problems);
      else {
        const merged = mergeStated(base.basis.stated, stated.value.stated);
        problems.push(...termProblems(deal, stated.value.terms, seen));
        const resolved = resolveAssumptions(merged, base.flags, base.basis.facts);
        const found = checkAssumptions(collateralAssumptions(resolved));
        problems.push(...placeProblems(found, resolved.places), ...resolved.problems);
      }
    }
  }
  return problems.filter(({ severity }) => severity === 'error');
}

/** Deals looked at before a run; what is wrong with later ones shows when they run. */
const dealsLookedAt = 500;

function termProblems(
  deal: EditableDeal,
  terms: readonly DealSetting[],
  seen: Set<string>,
): readonly Problem[] {
  const key = JSON.stringify(terms.map(({ path, value }) => [path, value]));
  if (terms.length === 0 || seen.has(key) || seen.size >= dealsLookedAt) return [];
  seen.add(key);
  return deal.with(terms).problems;
}

/** The first cell, and for each axis the cells in which it alone turns. */
function sampledCells(block: ScenarioBlock): ScenarioCell[] {
  const cells = [cellOf(block, 0)];
  let step = 1;
  for (let k = block.axes.length - 1; k >= 0; k--) {
    const { length } = block.axes[k]!.values;
    for (let turn = 1; turn < length; turn++) cells.push(cellOf(block, turn * step));
    step *= length;
  }
  return cells;
}

function requestedBlocks(request: StressRequest): Outcome<readonly ScenarioBlock[]> {
  const shipped = libraryBlocks();
  if (!shipped.ok) return shipped;
  const problems: Problem[] = [];
  const blocks: ScenarioBlock[] = [];
  if (request.scenarioFile !== undefined) {
    const { name, bytes } = request.scenarioFile;
    const parse = /\.(csv|tsv|txt)$/i.test(name) ? parseScenarioTable : parseScenarioFile;
    const read = parse(bytes, name, shipped.value);
    problems.push(...read.problems);
    if (read.ok) blocks.push(...read.value);
  }
  for (const name of request.library) {
    const found = shipped.value.find((block) => block.name === name);
    if (found !== undefined) blocks.push(found);
    else {
      const hint =
        didYouMean(
          name,
          shipped.value.map((block) => block.name),
        ) || '; abs stress --list names them';
      const message = `the library has no scenario ${quoted(name)}${hint}`;
      problems.push(problem('error', 'unknown-name', '--scenario', message));
    }
  }
  const solve = request.solve && parseSolve(request.solve, '--solve');
  if (solve !== undefined) problems.push(...solve.problems);
  if (problems.some(({ severity }) => severity === 'error')) return failed(problems);
  if (solve?.ok === true) return succeeded(withSettings(solvedBlocks(blocks, solve.value), request));
  const all = blocks.length > 0 ? succeeded(blocks) : builtInBlocks();
  return all.ok ? succeeded(withSettings(all.value, request)) : all;
}

/** The search of the command line: on the run itself, or on each scenario that is given. */
function solvedBlocks(
  blocks: readonly ScenarioBlock[],
  solve: NonNullable<ScenarioBlock['solve']>,
): ScenarioBlock[] {
  if (blocks.length === 0) {
    return [{ name: 'solve', description: undefined, source: undefined, levels: [[]], axes: [], solve }];
  }
  return blocks.map((block) => ({ ...block, name: `${block.name} solved`, solve }));
}

/** What `--set` states lies below every scenario. */
function withSettings(blocks: readonly ScenarioBlock[], request: StressRequest): ScenarioBlock[] {
  const level = settingsLevel(request);
  if (level.length === 0) return [...blocks];
  return blocks.map((block) => ({ ...block, levels: [level, ...block.levels] }));
}

function settingsLevel({ settings }: StressRequest): Override[] {
  return settings.map(([path, value]) => ({ path, value, origin: '--set' }));
}

function boughtProblems({ bought }: StressRequest, bases: readonly ResolvedScenario[]): Problem[] {
  const names = bases.flatMap(({ plan }) => plan.notes.map(({ name }) => name));
  const refuse = (code: string, message: string) => problem('error', code, '--buy', message);
  return Object.entries(bought).flatMap(([name, purchase]) => {
    if (!names.includes(name))
      return [refuse('unknown-name', `no deal has a class ${quoted(name)}${didYouMean(name, names)}`)];
    return bases.flatMap(({ plan }) => {
      const isThere = plan.notes.some((note) => note.name === name);
      const fault = isThere ? purchaseFault(plan, purchase) : undefined;
      return fault === undefined ? [] : [refuse('bad-date', `class ${name}: ${fault}`)];
    });
  });
}

function solveProblems(blocks: readonly ScenarioBlock[], runners: readonly ScenarioRunner[]): Problem[] {
  return blocks.flatMap(({ solve }) =>
    runners.flatMap((runner) => {
      if (solve === undefined) return [];
      const { plan } = runner.base;
      const names = plan.notes.map(({ name }) => name);
      const path = searchForm(solve.path, runner, solve.origin);
      if (names.includes(solve.className)) return path.problems;
      const hint = didYouMean(solve.className, names) || `; its classes are ${names.join(', ')}`;
      const message = `the deal ${plan.dealName} has no class ${quoted(solve.className)}${hint}`;
      return [problem('error', 'unknown-name', solve.origin, message), ...path.problems];
    }),
  );
}

/** The same tape read for several deals says the same things. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ severity, code, at, message }) => {
    const key = JSON.stringify([severity, code, at, message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
