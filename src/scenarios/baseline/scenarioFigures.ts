import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { parseRate } from '#basics/rate.js';
import type { Assumption } from '../assumptionRecord.js';
import type { ResolvedScenario } from '../resolvedScenario.js';
import type { NamedBytes } from '../scenarioSources.js';
import { libraryBlocks } from '../stress/library/libraryBlocks.js';
import { parseScenarioFile } from '../stress/parseScenarioFile.js';
import { parseScenarioTable } from '../stress/parseScenarioTable.js';
import { runCell } from '../stress/runCell.js';
import { cellCount, cellIndex, valueText } from '../stress/scenarioBlock.js';
import { scenarioRunner } from '../stress/scenarioRunner.js';
import type { Figure } from './priceFigures.js';

/** What the scenarios of a file make of each class, and what each of them states. */
export interface ScenarioResults {
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, Figure>>;
  readonly records: readonly Assumption[];
}

/** One text for `40%`, `0.40` and `0.4`. */
function plainValue(text: string): string {
  const rate = parseRate(text, { min: -10, max: 1000 });
  if (rate.ok) return rate.rate.text;
  return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text;
}

/** A baseline is read by people: a grid of more belongs to `abs stress`. */
const scenarioLimit = 500;

/** Runs every scenario of a file on a run of a deal; nothing of it is random. */
export function scenarioFigures(
  base: ResolvedScenario,
  deal: NamedBytes,
  file: NamedBytes,
): Outcome<ScenarioResults> {
  const shipped = libraryBlocks();
  if (!shipped.ok) return shipped;
  const parse = /\.(csv|tsv|txt)$/i.test(file.name) ? parseScenarioTable : parseScenarioFile;
  const blocks = parse(file.bytes, file.name, shipped.value);
  if (!blocks.ok) return blocks;
  const count = cellCount(blocks.value);
  if (count > scenarioLimit) {
    const message = `has ${count} scenarios; a check runs ${scenarioLimit} at most`;
    return failed([problem('error', 'too-many-scenarios', file.name, message)]);
  }
  const runner = scenarioRunner(base, {}, deal);
  const cellAt = cellIndex(blocks.value);
  const groups = new Map<string, ReadonlyMap<string, Figure>>();
  const records: Assumption[] = [];
  const problems: Problem[] = [];
  for (let index = 0; index < count; index++) {
    const cell = cellAt(index);
    const ran = runCell(runner, cell);
    if (!ran.ok) {
      problems.push(...ran.problems);
      continue;
    }
    for (const { path, value } of ran.value.set) {
      records.push({
        name: `scenario ${cell.name}: ${path}`,
        value: plainValue(valueText(value)),
        origin: file.name,
      });
    }
    for (const note of ran.value.figures?.classes ?? []) {
      const { price, weightedAverageLife, lossRate, interestShortfall } = note;
      const figures = { price, yield: note.yield, weightedAverageLife, lossRate, interestShortfall };
      const named = Object.entries(figures).map(([name, value]): [string, Figure] => [
        name,
        { value, standardError: null },
      ]);
      groups.set(`scenario ${cell.name}, note ${note.name}`, new Map(named));
    }
  }
  return problems.some(({ severity }) => severity === 'error')
    ? failed(problems)
    : succeeded({ groups, records });
}
