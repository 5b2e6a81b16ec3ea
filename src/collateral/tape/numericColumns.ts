import type { Problem } from '#basics/problem.js';
import { type CanonicalName, kindOf } from './canonicalColumns.js';
import type { ColumnPlace } from './columnQuestion.js';
import { type ColumnReader, secondColumns } from './columnReader.js';
import { paymentFrequencyOf } from './loanWords.js';
import { type ColumnBinding, positionOf } from './mapColumns.js';
import { readAmounts, readDaysPastDue, replaceZeros, subtractCells } from './readAmounts.js';
import { readRates } from './readRates.js';
import { monthsOf, readTerms } from './readTerms.js';
import { type NumberCells, present, trimmedCell, unreadable } from './tapeCells.js';
import { rateUnits, type TermUnit, termUnits } from './tapeOptions.js';

export interface ReadNumberColumn {
  readonly cells: NumberCells;
  readonly unit: string | null;
  readonly evidence: string;
}
type NumericReader = (
  reader: ColumnReader,
  binding: ColumnBinding,
  at: ColumnPlace,
  mark: '.' | ',',
) => ReadNumberColumn | Problem;

/** How the cells of each kind of number are read; other kinds have no entry. */
export const numericReaders: { readonly [kind in ReturnType<typeof kindOf>]?: NumericReader } = {
  money: readMoneyColumn,
  number: readMoneyColumn,
  rate: readRateColumn,
  term: readTermColumn,
  days: (_reader, { rule }, at) => ({
    cells: readDaysPastDue(at, rule.missing, rule.unit === 'months'),
    unit: rule.unit === 'months' ? 'months' : 'days',
    evidence: rule.unit === 'months' ? '30 days a month' : '',
  }),
};

function readMoneyColumn(
  reader: ColumnReader,
  binding: ColumnBinding,
  at: ColumnPlace,
  mark: '.' | ',',
): ReadNumberColumn {
  const { rule, heading } = binding;
  const shift = heading.unit === 'ten-thousand' ? 4 : 0;
  const first = readAmounts(at, mark, shift, rule.missing);
  const others = secondColumns(reader, rule.minus).map((place) =>
    readAmounts(place, mark, shift, rule.missing),
  );
  const evidence = shift === 4 ? ['in 10,000'] : [];
  if (rule.minus !== undefined) evidence.push(`less ${rule.minus.join(' and ')}`);
  const cells = others.length === 0 ? first : subtractCells(first, others);
  return {
    cells,
    unit: kindOf(binding.canonical) === 'money' ? 'currency' : null,
    evidence: evidence.join(', '),
  };
}

function readRateColumn(reader: ColumnReader, binding: ColumnBinding, at: ColumnPlace, mark: '.' | ',') {
  const { rule, heading } = binding;
  const declared = heading.unit === 'percent' ? 'percent' : rateUnits.find((unit) => unit === rule.unit);
  const reading = {
    mark,
    missing: rule.missing,
    period: binding.canonical === 'dailyRate' ? ('daily' as const) : ('annual' as const),
    declared,
    // The user's word is about the loans' own rate; default rates, caps and floors keep their unit.
    stated: isLoanRate(binding.canonical) ? reader.context.options.rateUnit : undefined,
  };
  const column = readRates(at, reading);
  if ('severity' in column || rule.whenZero === undefined) return column;
  const [second] = secondColumns(reader, [rule.whenZero]);
  if (second === undefined) return column;
  const other = readRates(second, reading);
  if ('severity' in other) return column;
  const replaced = replaceZeros(column.cells, other.cells);
  return { ...column, evidence: `${column.evidence}; ${replaced} zeros taken from ${rule.whenZero}` };
}

function isLoanRate(canonical: CanonicalName): boolean {
  return canonical === 'annualRate' || canonical === 'dailyRate';
}

function readTermColumn(
  reader: ColumnReader,
  binding: ColumnBinding,
  at: ColumnPlace,
  mark: '.' | ',',
): ReadNumberColumn | Problem {
  const { rule, heading } = binding;
  const inHeading = termUnits.find((unit) => unit === heading.unit);
  const column = readTerms(at, {
    mark,
    missing: rule.missing,
    headed: rule.unitFrom === undefined ? inHeading : 'months',
    stated: reader.context.options.termUnit,
    declared: termUnits.find((unit) => unit === rule.unit),
  });
  if ('severity' in column) return column;
  const months = toMonths(reader, binding, column.cells, column.unit);
  const others = secondColumns(reader, rule.minus).map((place) => readAmounts(place, mark, 0, rule.missing));
  const cells = others.length === 0 ? months : subtractCells(months, others);
  const evidence = [rule.unitFrom === undefined ? column.evidence : `unit from ${rule.unitFrom.heading}`];
  if (rule.minus !== undefined) evidence.push(`less ${rule.minus.join(' and ')}`);
  return { cells, unit: column.unit, evidence: evidence.join(', ') };
}

function toMonths(
  reader: ColumnReader,
  binding: ColumnBinding,
  cells: NumberCells,
  unit: TermUnit,
): NumberCells {
  const frequency = reader.texts.get('paymentFrequency');
  const perYear = frequency?.labels.map((label) => paymentFrequencyOf(label) ?? 12);
  const { unitFrom } = binding.rule;
  const unitColumn =
    unitFrom === undefined ? undefined : positionOf(reader.context.map.positions, unitFrom.heading);
  for (let row = 0; row < cells.values.length; row++) {
    if (cells.state[row] !== present) continue;
    let rowUnit: TermUnit | undefined = unit;
    if (unitFrom !== undefined && unitColumn !== undefined) {
      const text = trimmedCell(reader.context.rows, row, unitColumn);
      rowUnit = Object.hasOwn(unitFrom.units, text) ? unitFrom.units[text] : undefined;
    }
    const payments = perYear?.[frequency!.codes[row]! - 1] ?? 12;
    if (rowUnit === undefined) cells.state[row] = unreadable;
    cells.values[row] = rowUnit === undefined ? 0 : monthsOf(cells.values[row]!, rowUnit, payments);
  }
  return cells;
}
