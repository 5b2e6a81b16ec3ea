import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { decodeText } from '#collateral/tape/decodeText.js';
import { detectDelimiter } from '#collateral/tape/detectDelimiter.js';
import { readRecords } from '#collateral/tape/parseRecords.js';
import { raggedRow } from '#collateral/tape/raggedRow.js';
import type { TapeRows } from '#collateral/tape/tapeRows.js';
import type { Override } from '../statedOverrides.js';
import { assumptionPaths } from '../statedOverrides.js';
import { blockProblems } from './blockProblems.js';
import type { ScenarioBlock } from './scenarioBlock.js';

/**
 * Reads scenarios from CSV: a row is a scenario, `name` its first column, `base` and `description` may follow, every
 * other column is the path of an assumption or of a term of the deal. An empty cell leaves the assumption alone; numbers between semicolons or
 * spaces in brackets are a list: `[1% 2% 3%]`.
 */
export function parseScenarioTable(
  bytes: Uint8Array,
  name: string,
  library: readonly ScenarioBlock[],
): Outcome<readonly ScenarioBlock[]> {
  const decoded = decodeText(bytes, name);
  if (!decoded.ok) return decoded;
  const records = readRecords(decoded.value.text, detectDelimiter(decoded.value.text).delimiter, name);
  if (!records.ok) return records;
  const problems: Problem[] = [];
  const headings = headingsOf(records.value, name, problems);
  if (!headings.includes('name')) return failed(problems);
  const rows = tableRows(records.value, headings, name, problems);
  if (rows.length === 0) problems.push(problem('error', 'empty', name, 'has a heading and no scenario'));
  for (const { block } of rows) problems.push(...blockProblems(block));
  const blocks = withBases(rows, library, problems);
  return outcomeOf(problems, () => blocks);
}

const ownColumns = ['name', 'base', 'description'];

function headingsOf(records: TapeRows, name: string, problems: Problem[]): string[] {
  const width = records.rowCount === 0 ? 0 : records.widthOf(0);
  const headings = Array.from({ length: width }, (_, i) => records.cell(0, i).trim());
  const fail = (code: string, message: string) => problems.push(problem('error', code, `${name}:1`, message));
  if (!headings.includes('name'))
    fail('missing-column', `there is no column name${didYouMean('name', headings)}`);
  headings.forEach((heading, i) => {
    if (headings.indexOf(heading) < i) fail('duplicate', `the column ${quoted(heading)} stands twice`);
    else if (!ownColumns.includes(heading) && !isPath(heading)) {
      const known = [...ownColumns, ...assumptionPaths];
      const hint =
        didYouMean(heading, known) || '; a column is name, base, description or the path of an assumption';
      fail('unknown-path', `there is no assumption ${quoted(heading)}${hint}`);
    }
  });
  return headings;
}

function isPath(heading: string): boolean {
  return assumptionPaths.includes(heading) || /^(indexRates|deal)\./.test(heading);
}

interface TableRow {
  readonly block: ScenarioBlock;
  readonly base: string;
  readonly at: string;
}

function tableRows(
  records: TapeRows,
  headings: readonly string[],
  name: string,
  problems: Problem[],
): TableRow[] {
  const rows: TableRow[] = [];
  const names = new Set<string>();
  for (let row = 1; row < records.rowCount; row++) {
    const line = records.lineOf(row);
    const cell = (heading: string): string => {
      const column = headings.indexOf(heading);
      return column < 0 ? '' : records.cell(row, column).trim();
    };
    const ragged = raggedRow(records, row, name);
    if (ragged !== undefined) {
      problems.push(ragged);
      continue;
    }
    if (headings.every((heading) => cell(heading) === '')) continue;
    const at = `${name}:${line}`;
    const title = cell('name');
    if (!/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,63}$/u.test(title)) {
      problems.push(problem('error', 'bad-name', `${at}:name`, `${quoted(title)} cannot be a name`));
    } else if (names.has(title)) {
      problems.push(
        problem('error', 'duplicate', `${at}:name`, `two scenarios have the name ${quoted(title)}`),
      );
    }
    names.add(title);
    const overrides: Override[] = headings
      .filter((heading) => isPath(heading) && cell(heading) !== '')
      .map((path) => ({ path, value: cellValue(cell(path)), origin: `${at}:${path}` }));
    const description = cell('description') === '' ? undefined : cell('description');
    const block = {
      name: title,
      description,
      source: undefined,
      levels: [overrides],
      axes: [],
      solve: undefined,
    };
    rows.push({ block, base: cell('base'), at });
  }
  return rows;
}

function cellValue(text: string): Override['value'] {
  const list = /^\[(.*)\]$/.exec(text);
  return list === null ? text : list[1]!.split(/[;\s]+/).filter((item) => item !== '');
}

/** A base must stand above its row, or in the library: then there can be no circle. */
function withBases(
  rows: readonly TableRow[],
  library: readonly ScenarioBlock[],
  problems: Problem[],
): ScenarioBlock[] {
  const done = new Map(library.map((block) => [block.name, block]));
  return rows.map(({ block, base, at }) => {
    const below = base === '' ? undefined : done.get(base);
    if (base !== '' && below === undefined) {
      const hint = didYouMean(base, done.keys()) || '; a base stands above its row, or in the library';
      problems.push(
        problem('error', 'unknown-name', `${at}:base`, `there is no scenario ${quoted(base)}${hint}`),
      );
    }
    const whole = { ...block, levels: [...(below?.levels ?? []), ...block.levels] };
    done.set(block.name, whole);
    return whole;
  });
}
