import { formatAmount } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';

/** A payment: its number, and its date where the deal has dates. */
export interface When {
  readonly payment: number;
  readonly date: string | null;
}

/** A column of amounts; those that are zero everywhere may be left out where they say nothing. */
export interface AmountColumn<Row> {
  readonly header: string;
  readonly of: (row: Row) => string | null;
  readonly optional?: boolean;
}

/** Dates down, amounts across. Dates at the end on which nothing moves any more are drawn together. */
export function amountTable<Row extends When>(
  rows: readonly Row[],
  columns: readonly AmountColumn<Row>[],
  context: ReportContext,
): string {
  const shown = columns.filter(
    (column) => column.optional !== true || rows.some((row) => !isNothing(column.of(row))),
  );
  const lastBusy = rows.findLastIndex((row) => shown.some((column) => !isNothing(column.of(row))));
  const busy = rows.slice(0, lastBusy + 1);
  const textColumns: TextColumn[] = [
    { header: context.messages.paymentDate, align: 'left' },
    ...shown.map(({ header }): TextColumn => ({ header, align: 'right' })),
  ];
  const body = busy.map(
    (row): TextRow => ({
      cells: [whenText(row), ...shown.map((column) => formatAmount(column.of(row) ?? ''))],
    }),
  );
  const table = textTable(textColumns, body, context.painter);
  const idle = rows.length - busy.length;
  const last = rows.at(-1);
  if (idle === 0 || last === undefined) return table;
  return `${table}\n${context.painter.faint(context.messages.idleDates(idle, whenText(last)))}`;
}

export function whenText({ payment, date }: When): string {
  return date ?? `#${payment}`;
}

function isNothing(amount: string | null): boolean {
  return amount === null || /^-?0+(\.0+)?$/.test(amount);
}
