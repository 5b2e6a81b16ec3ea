import type { CsvCell } from '#basics/csvText.js';
import type { TapeDocument } from './documents/tapeSchema.js';

const header = ['kind', 'name', 'label', 'count', 'balance', 'share', 'place', 'value', 'reason', 'loanId'];

/** Totals, strata and rejected cells as rows, told apart by their kind. */
export function tapeRows(document: TapeDocument): CsvCell[][] {
  const { money } = document;
  const total = (label: string, count: number, balance: string): CsvCell[] =>
    row(['total', 'rows', label, count, { exact: balance }]);
  return [
    header,
    total('accepted', document.accepted, money.accepted),
    total('rejected', document.rejected, money.rejected),
    total('ignored', document.ignored, money.ignored),
    total('all', document.rows, money.total),
    ...document.stratifications.flatMap(({ name, strata }) =>
      strata.map(({ label, count, balance, share }) =>
        row(['stratum', name, label, count, { exact: balance }, share]),
      ),
    ),
    ...document.rejects.map(({ at, loanId, code, value, reason }) =>
      row(['reject', code, null, null, null, null, at, value, reason, loanId]),
    ),
  ];
}

function row(cells: readonly CsvCell[]): CsvCell[] {
  return [...cells, ...Array.from({ length: header.length - cells.length }, () => null)];
}
