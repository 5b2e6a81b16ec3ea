import { type Problem, problem } from '#basics/problem.js';
import type { LoanTable } from '../loanTable.js';
import { FirstRows } from './firstRows.js';

/** Ids that occur more than once. Rows stay apart whatever they share; equal ids with other balances are bad ids. */
export function checkIds(
  loans: LoanTable,
  heading: string,
): { distinct: number; problem: Problem | undefined } {
  const firsts = firstRowFinder(loans);
  let distinct = 0;
  let first: number | undefined;
  let differ = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    const seen = firsts(row);
    if (seen === undefined) distinct++;
    else {
      first ??= row;
      if (loans.currentBalance[seen] !== loans.currentBalance[row]) differ++;
    }
  }
  if (first === undefined) return { distinct, problem: undefined };
  const again = loans.rowCount - distinct;
  const verdict = differ > 0 ? `${differ} with another balance, so the ids are at fault; ` : '';
  const message = `${distinct} distinct ids on ${loans.rowCount} loans: ${again} repeat an id (${verdict}no loans are merged)`;
  const at = `${loans.name}:${loans.line[first]}:${heading}`;
  return { distinct, problem: problem('warning', 'duplicate-id', at, message) };
}

function firstRowFinder({ loanId, rowCount }: LoanTable): (row: number) => number | undefined {
  if (loanId.bytes !== undefined) {
    const rows = new FirstRows(rowCount, loanId.bytes.hashAt, loanId.bytes.isSame);
    return (row) => rows.earlier(row);
  }
  const rowOf = new Map<string, number>();
  return (row) => {
    const id = loanId.at(row);
    const seen = rowOf.get(id);
    if (seen === undefined) rowOf.set(id, row);
    return seen;
  };
}
