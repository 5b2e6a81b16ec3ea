import type { CsvCell } from '#basics/csvText.js';
import { assumptionTable } from './assumptionTable.js';
import type { PoolCashflowDocument } from './documents/poolCashflowSchema.js';
import { formatAmount } from './formatValue.js';
import { tapeLine, titleLine } from './headLines.js';
import {
  balanceNames,
  type MainName,
  mainLabels,
  mainNames,
  type OptionalName,
  optionalLabels,
  optionalNames,
} from './poolColumns.js';
import type { ReportContext } from './reportContext.js';
import { fitsPage, type WideColumn, wideTable } from './wideTable.js';

/** A pool's months for people: what is zero throughout is left out, what does not fit stands in a table below. */
export function poolCashflowReport(document: PoolCashflowDocument, context: ReportContext): string {
  const { messages, painter } = context;
  const sections = [
    [
      titleLine('abs cashflow --pool-only', document.run, context),
      tapeLine(document.tape, document.currency, context),
    ].join('\n'),
    assumptionTable(document.run.assumptions, context),
    `${painter.heading(messages.poolHeading)}\n${monthTable(document, context)}`,
    `${painter.strong(messages.conservation)}  ${messages.cashIn} ${formatAmount(document.totals.cash ?? '0')}`,
  ];
  if (document.problems.length > 0) {
    sections.push(painter.warning(messages.warnings(document.problems.length)));
  }
  return `${sections.join('\n\n')}\n`;
}

/** One row a month, and all columns that the pool has. */
export function poolCashflowRows(document: PoolCashflowDocument): CsvCell[][] {
  const optional = optionalNames.filter((name) => document.pool.some((row) => row[name] !== undefined));
  const names = [...mainNames, ...optional];
  return [
    ['month', 'date', ...names],
    ...document.pool.map((row): CsvCell[] => [
      row.month,
      row.date,
      ...names.map((name): CsvCell => ({ exact: row[name] ?? '0' })),
    ]),
  ];
}

/** The order of the page: what makes the balance first, then recoveries, then what only some pools have. */
const pageOrder = [
  'balanceAtStart',
  'interest',
  'scheduledPrincipal',
  'prepaidPrincipal',
  'defaultedPrincipal',
  'balanceAtEnd',
  'recoveries',
  'losses',
  ...optionalNames,
] as const;
const always: readonly string[] = ['balanceAtStart', 'interest', 'scheduledPrincipal', 'balanceAtEnd'];

function monthTable(document: PoolCashflowDocument, context: ReportContext): string {
  const { messages, language } = context;
  const { pool, totals } = document;
  const labels = { ...mainLabels, ...optionalLabels };
  const months: WideColumn = {
    header: messages.month,
    cells: pool.map(({ month, date }) => date ?? String(month)),
    total: messages.total,
  };
  const columns = pageOrder
    .filter((name) => always.includes(name) || isThere(document, name))
    .map(
      (name): WideColumn => ({
        header: labels[name][language],
        cells: pool.map((row) => formatAmount(row[name] ?? '')),
        total: balanceNames.has(name) ? '' : formatAmount(totals[name] ?? ''),
      }),
    );
  // The balance at the start of a month stands at the end of the month before.
  const shown = fitsPage(months, columns, context) ? columns : columns.slice(1);
  return wideTable(months, shown, context);
}

function isThere({ pool }: PoolCashflowDocument, name: MainName | OptionalName): boolean {
  return pool.some((row) => row[name] !== undefined && !/^-?0+(\.0+)?$/.test(row[name]));
}
