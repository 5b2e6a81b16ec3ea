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
      strata.map(({ label, count, balance, share, weightedAverageRate }) =>
        row(['stratum', name, label, count, { exact: balance }, share, null, weightedAverageRate]),
      ),
    ),
    ...viewRows(document),
    ...document.rejects.map(({ at, loanId, code, value, reason }) =>
      row(['reject', code, null, null, null, null, at, value, reason, loanId]),
    ),
  ];
}

function viewRows(document: TapeDocument): CsvCell[][] {
  const { screening, doublePledges } = document;
  return [
    ...document.concentrations.flatMap(({ by, largest, herfindahl, effectiveNumber, names }) => [
      row(['herfindahl', by, null, names, null, null, null, herfindahl]),
      row(['effective-number', by, null, names, null, null, null, effectiveNumber]),
      ...largest.map(({ label, count, balance, share }) =>
        row(['largest', by, label, count, { exact: balance }, share]),
      ),
    ]),
    ...document.homogeneity.map(({ column, count, coefficientOfVariation }) =>
      row(['variation', column, null, count, null, null, null, coefficientOfVariation]),
    ),
    ...document.weightedAverages.map(({ column, count, value }) =>
      row(['average', column, null, count, null, null, null, value]),
    ),
    ...document.lists.map(({ list, by, listed, balance, share }) =>
      row(['list', list, by, listed, { exact: balance }, share]),
    ),
    ...(screening?.tests ?? []).map(({ name, failed, balance }) =>
      row(['criterion', name, null, failed, { exact: balance }]),
    ),
    ...(screening?.limits ?? []).map(({ name, group, balance, share, keeps }) =>
      row(['limit', name, group, null, { exact: balance }, share, null, keeps ? 'keeps' : 'exceeds']),
    ),
    ...(screening?.ineligibleLoans ?? []).map(({ at, loanId, balance, tests }) =>
      row(['ineligible', null, null, null, { exact: balance }, null, at, null, tests.join('; '), loanId]),
    ),
    ...(doublePledges?.pairs ?? []).map(({ at, otherAt, by, key, balance }) =>
      row(['double-pledge', by, key, null, { exact: balance }, null, at, otherAt]),
    ),
  ];
}

/** The ineligible loans alone, for those who must take them out of the pool. */
export function ineligibleRows({ screening }: TapeDocument): CsvCell[][] {
  return [
    ['place', 'loanId', 'balance', 'fails'],
    ...(screening?.ineligibleLoans ?? []).map(({ at, loanId, balance, tests }) => [
      at,
      loanId,
      { exact: balance },
      tests.join('; '),
    ]),
  ];
}

function row(cells: readonly CsvCell[]): CsvCell[] {
  return [...cells, ...Array.from({ length: header.length - cells.length }, () => null)];
}
