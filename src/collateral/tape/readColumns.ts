import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { type CanonicalName, kindOf } from './canonicalColumns.js';
import { type ColumnPlace, placeOf } from './columnQuestion.js';
import {
  type ColumnContext,
  type ColumnReader,
  newReader,
  placeInReader,
  reportColumn,
  type TapeColumns,
} from './columnReader.js';
import { decideDecimalMark } from './decimalMark.js';
import type { ColumnBinding } from './mapColumns.js';
import { numericReaders } from './numericColumns.js';
import { optionsWithoutEffect } from './optionsWithoutEffect.js';
import { type InspectedDates, inspectDates, settleDates } from './readDates.js';
import { readTexts } from './readTexts.js';
import { present, trimmedCell, unreadable } from './tapeCells.js';

/** Reads every mapped column by a decision on the whole column. All questions are asked at once. */
export function readColumns(context: ColumnContext): Outcome<TapeColumns> {
  const reader = newReader(context);
  for (const binding of context.map.bindings) readTextual(reader, binding);
  for (const binding of context.map.bindings) readNumeric(reader, binding);
  readAllDates(reader);
  dropUnreadable(reader);
  if (reader.problems.some((p) => p.severity === 'error')) return failed(reader.problems);
  reader.problems.push(...optionsWithoutEffect(reader));
  const order = new Map(context.map.bindings.map((binding, i) => [binding.canonical, i]));
  const reports = reader.reports.sort((a, b) => order.get(a.canonical)! - order.get(b.canonical)!);
  return succeeded({ ...reader, reports }, reader.problems);
}

function readTextual(reader: ColumnReader, binding: ColumnBinding): void {
  const kind = kindOf(binding.canonical);
  if (kind === 'id') reportColumn(reader, binding, null, 'text, never parsed');
  if (kind !== 'category' && kind !== 'word') return;
  const at = placeInReader(reader, binding.column, binding.heading.text);
  const texts = readTexts(at, binding.rule.missing, binding.rule.words);
  reader.texts.set(binding.canonical, texts);
  reportColumn(reader, binding, null, `${texts.labels.length} distinct`);
}

function readNumeric(reader: ColumnReader, binding: ColumnBinding): void {
  const read = numericReaders[kindOf(binding.canonical)];
  if (read === undefined) return;
  const at = placeInReader(reader, binding.column, binding.heading.text);
  const amounts = kindOf(binding.canonical) === 'money' || kindOf(binding.canonical) === 'number';
  const { semicolons, options } = reader.context;
  const mark = decideDecimalMark(at, amounts, semicolons, options.decimalMark);
  if ('severity' in mark) {
    reader.problems.push(mark);
    return;
  }
  const column = read(reader, binding, at, mark.mark);
  if ('severity' in column) {
    reader.problems.push(column);
    return;
  }
  const formula = formulaCells(at, column.cells.state);
  if (formula !== undefined) {
    reader.problems.push(formula);
    return;
  }
  if (mark.matters && mark.mark === options.decimalMark) reader.applied.add('decimalMark');
  reader.numbers.set(binding.canonical, column.cells);
  const evidence = [column.evidence, mark.evidence].filter((text) => text !== '').join('; ');
  reportColumn(reader, binding, column.unit, evidence);
}

/** A spreadsheet saved with its formulas shown has no figures in it: the file is at fault, not its rows. */
function formulaCells(at: ColumnPlace, state: Uint8Array): Problem | undefined {
  let count = 0;
  let first: number | undefined;
  for (let row = 0; row < state.length; row++) {
    if (state[row] !== unreadable || !at.textAt(row).startsWith('=')) continue;
    first ??= row;
    count++;
  }
  if (first === undefined) return undefined;
  const text = quoted(at.textAt(first), 30);
  const what =
    count === 1
      ? `${text} is a formula, not a value`
      : `${count} cells hold formulas, such as ${text}, not values`;
  const message = `${what}; save the sheet with its values`;
  return problem('error', 'formula-cells', placeOf(at, first), message);
}

/** Date columns are all looked at before any is settled, since one may prove the order that another needs. */
function readAllDates(reader: ColumnReader): void {
  const inspected = new Map<ColumnBinding, InspectedDates>();
  for (const binding of reader.context.map.bindings) {
    if (kindOf(binding.canonical) !== 'date') continue;
    const at = placeInReader(reader, binding.column, binding.heading.text);
    inspected.set(binding, inspectDates(at, binding.rule.missing));
  }
  const proven = new Set([...inspected.values()].flatMap((dates) => dates.proofs.proven() ?? []));
  const lent = proven.size === 1 ? [...proven][0] : undefined;
  for (const [binding, dates] of inspected) {
    const column = settleDates(dates, reader.context.options.dateOrder, lent);
    if ('severity' in column) {
      reader.problems.push(column);
      continue;
    }
    const formula = formulaCells(dates.at, column.cells.state);
    if (formula !== undefined) {
      reader.problems.push(formula);
      continue;
    }
    reader.dates.set(binding.canonical, column.cells);
    reader.dateOrder ??= column.order;
    if (column.order !== undefined && column.order === reader.context.options.dateOrder)
      reader.applied.add('dateOrder');
    reportColumn(reader, binding, null, column.evidence);
  }
}

/** Columns without which a row cannot be projected keep their unreadable cells, which reject the rows. */
const indispensable: ReadonlySet<CanonicalName> = new Set<CanonicalName>([
  'currentBalance',
  'faceAmount',
  'annualRate',
  'dailyRate',
  'remainingTermMonths',
]);

/** A column of which most cells cannot be read is a wrong column, not thousands of wrong loans. */
function dropUnreadable(reader: ColumnReader): void {
  for (const cells of [reader.numbers, reader.dates]) {
    for (const [canonical, { state }] of cells) {
      if (indispensable.has(canonical)) continue;
      const bad = countState(state, unreadable);
      if (bad === 0 || bad <= countState(state, present)) continue;
      cells.delete(canonical);
      reader.reports.splice(
        reader.reports.findIndex((column) => column.canonical === canonical),
        1,
      );
      reader.problems.push(unreadableColumn(reader, canonical, state, bad));
    }
  }
}

function unreadableColumn(
  reader: ColumnReader,
  canonical: CanonicalName,
  state: Uint8Array,
  bad: number,
): Problem {
  const { heading, column } = reader.bindings.get(canonical)!;
  const row = state.indexOf(unreadable);
  const text = quoted(trimmedCell(reader.context.rows, row, column), 30);
  const message = `${bad} cells, such as ${text}, cannot be read as ${canonical}; the column is not used`;
  return problem(
    'warning',
    'unreadable-column',
    `${reader.context.tape}:${reader.context.rows.lineOf(row)}:${heading.text}`,
    message,
  );
}

function countState(state: Uint8Array, sought: number): number {
  let count = 0;
  for (const value of state) if (value === sought) count++;
  return count;
}
