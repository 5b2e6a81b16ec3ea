import { type CalendarDate, parseDate } from '#basics/calendarDate.js';
import { didYouMean } from '#basics/closestName.js';
import { type Money, parseMoney, zero } from '#basics/money.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { parseRecords } from '#collateral/tape/parseRecords.js';
import type { TapeRows } from '#collateral/tape/tapeRows.js';

export const reportedColumns = [
  'interest',
  'scheduledPrincipal',
  'prepaidPrincipal',
  'recoveries',
  'defaultedPrincipal',
  'poolBalanceEnd',
] as const;
export type ReportedColumn = (typeof reportedColumns)[number];

/** One payment date of a collections file. */
export interface ReportedRow {
  readonly line: number;
  readonly date: CalendarDate;
  readonly amounts: { readonly [name in ReportedColumn]: Money };
  /** Undefined without a column of that name: then losses are defaults less recoveries. */
  readonly losses: Money | undefined;
  readonly named: ReadonlyMap<string, Money>;
  /** Of the pool's balance at the end: up to 30, up to 60 and up to 90 days late. */
  readonly late: readonly [Money, Money, Money];
}

/** Columns that a report may have: without them nothing is late. */
export const lateColumns = ['delinquent1To30', 'delinquent31To60', 'delinquent61To90'] as const;

/** What a report cannot do without; others are zero when their column is missing, which is said. */
const needed: readonly string[] = ['date', 'interest', 'scheduledPrincipal', 'poolBalanceEnd'];

/**
 * Reads reported collections: CSV with a heading, one row for each payment date, plain amounts (`1250000.00`).
 * `named` are the amounts that the deal lets a report tell.
 */
export function parseCollections(
  text: string,
  name: string,
  named: readonly string[],
  decimals: number,
): Outcome<readonly ReportedRow[]> {
  const records = parseRecords(text.replace(/^\uFEFF/, ''), ',', name);
  if (!records.ok) return failed(records.problems);
  const rows = records.value;
  const headings = Array.from({ length: rows.rowCount === 0 ? 0 : rows.widthOf(0) }, (_, column) =>
    rows.cell(0, column).trim(),
  );
  const problems = checkHeadings(headings, named, name);
  if (problems.some(({ severity }) => severity === 'error')) return failed(problems);
  const read = dataRows(rows).map((row) => readRow(rows, row, headings, { name, named, decimals }, problems));
  if (read.length === 0)
    problems.push(problem('error', 'empty-file', name, 'there is no row of collections'));
  return outcomeOf(problems, () => read);
}

function dataRows(rows: TapeRows): number[] {
  const all = Array.from({ length: rows.rowCount }, (_, row) => row).slice(1);
  return all.filter((row) => rows.widthOf(row) > 1 || rows.cell(row, 0).trim() !== '');
}

function checkHeadings(headings: readonly string[], named: readonly string[], name: string): Problem[] {
  const known = ['date', ...reportedColumns, 'losses', ...lateColumns, ...named];
  const at = `${name}:1`;
  const problems: Problem[] = [];
  headings.forEach((heading, k) => {
    if (!known.includes(heading)) {
      const hint = didYouMean(heading, known) || `; known are ${known.join(', ')}`;
      problems.push(
        problem('error', 'unknown-column', at, `column ${quoted(heading)} means nothing here${hint}`),
      );
    } else if (headings.indexOf(heading) < k) {
      problems.push(problem('error', 'duplicate-name', at, `column ${heading} is there twice`));
    }
  });
  for (const column of ['date', ...reportedColumns, ...named]) {
    if (headings.includes(column)) continue;
    problems.push(
      needed.includes(column)
        ? problem('error', 'missing-column', at, `there is no column ${column}`)
        : problem(
            'warning',
            'missing-column',
            at,
            `there is no column ${column}; ${whatInstead(column, named)}`,
          ),
    );
  }
  return problems;
}

function whatInstead(column: string, named: readonly string[]): string {
  return named.includes(column) ? "the deal's schedule is used, or zero" : 'it is taken as zero';
}

interface Reading {
  readonly name: string;
  readonly named: readonly string[];
  readonly decimals: number;
}

function readRow(
  rows: TapeRows,
  row: number,
  headings: readonly string[],
  { name, named, decimals }: Reading,
  problems: Problem[],
): ReportedRow {
  const line = rows.lineOf(row);
  const error = (column: string, message: string): void => {
    problems.push(problem('error', 'bad-cell', `${name}:${line}:${column}`, message));
  };
  if (rows.widthOf(row) !== headings.length) {
    error('', `${rows.widthOf(row)} fields under ${headings.length} headings`);
  }
  const textOf = (column: string): string => rows.cell(row, headings.indexOf(column)).trim();
  const amountOf = (column: string): Money => {
    if (!headings.includes(column)) return zero;
    const amount = parseMoney(textOf(column));
    if (amount === undefined) error(column, `${quoted(textOf(column))} is not an amount; write 1250000.00`);
    else if (amount.isNegative() && !amount.isZero() && column !== 'losses')
      error(column, `${amount} is negative`);
    else if (amount.decimalPlaces() > decimals) error(column, `${amount} has more than ${decimals} decimals`);
    return amount ?? zero;
  };
  const date = parseDate(textOf('date'));
  if (date === undefined) error('date', `${quoted(textOf('date'))} is not a date; write 2026-01-31`);
  return {
    line,
    date: date ?? (0 as CalendarDate),
    amounts: {
      interest: amountOf('interest'),
      scheduledPrincipal: amountOf('scheduledPrincipal'),
      prepaidPrincipal: amountOf('prepaidPrincipal'),
      recoveries: amountOf('recoveries'),
      defaultedPrincipal: amountOf('defaultedPrincipal'),
      poolBalanceEnd: amountOf('poolBalanceEnd'),
    },
    losses: headings.includes('losses') ? amountOf('losses') : undefined,
    late: [amountOf(lateColumns[0]), amountOf(lateColumns[1]), amountOf(lateColumns[2])],
    named: new Map(named.filter((one) => headings.includes(one)).map((one) => [one, amountOf(one)])),
  };
}
