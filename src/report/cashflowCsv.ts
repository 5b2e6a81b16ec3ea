import type { CsvCell } from '#basics/csvText.js';
import type { CashflowDocument, ExplanationRecord } from './documents/cashflowSchema.js';

/** The columns that only some kinds of rows have are empty in the others. */
const columns = [
  'balanceAtStart',
  'interest',
  'scheduledPrincipal',
  'prepaidPrincipal',
  'defaultedPrincipal',
  'recoveries',
  'losses',
  'interestDue',
  'interestPaid',
  'interestShortfall',
  'interestCapitalized',
  'principalPaid',
  'residualPaid',
  'due',
  'received',
  'paid',
  'shortfall',
  'target',
  'balanceAtEnd',
] as const;

type Amounts = { readonly [column in (typeof columns)[number]]?: string | null };

/** The movements of cash behind one payment, in order, one row each. */
export function explanationRows({ steps }: ExplanationRecord): CsvCell[][] {
  const header = ['step', 'do', 'kind', 'name', 'available', 'due', 'paid', 'limit'];
  const rows = steps.map((step): CsvCell[] => [
    step.step,
    step.do,
    step.kind,
    step.name,
    { exact: step.available },
    { exact: step.due },
    { exact: step.paid },
    step.limit,
  ]);
  return [header, ...rows];
}

/** One row for the pool and each class, fee and account on each payment date. */
export function cashflowRows(document: CashflowDocument): CsvCell[][] {
  const rows: CsvCell[][] = [['payment', 'date', 'kind', 'name', ...columns]];
  const add = (kind: string, name: string, row: Amounts & { payment: number; date: string | null }): void => {
    const amounts = columns.map((column): CsvCell => {
      const amount = row[column];
      return amount === undefined || amount === null ? null : { exact: amount };
    });
    rows.push([row.payment, row.date, kind, name, ...amounts]);
  };
  for (const row of document.pool) add('pool', 'pool', row);
  for (const kind of ['notes', 'fees', 'accounts', 'inflows', 'ledgers'] as const) {
    for (const [name, list] of Object.entries(document[kind] ?? {})) {
      for (const row of list) add(kind.slice(0, -1), name, row);
    }
  }
  return rows;
}
