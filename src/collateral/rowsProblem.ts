import { formatMoney, moneyFromFloat } from '#basics/money.js';
import { type Problem, problem } from '#basics/problem.js';
import type { LoanTable } from './loanTable.js';

/** One problem for all rows that fit: placed at the first, with count and balance of all. `about` is an assumption that it clashes with. */
export function rowsProblem(
  loans: LoanTable,
  severity: Problem['severity'],
  code: string,
  column: string,
  message: string,
  fits: (row: number) => boolean,
  about?: string,
): Problem | undefined {
  let first = -1;
  let count = 0;
  let balance = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    if (!fits(row)) continue;
    if (first < 0) first = row;
    count++;
    balance += loans.currentBalance[row]!;
  }
  if (first < 0) return undefined;
  const amount = formatMoney(moneyFromFloat(balance, 2), 2);
  const who = `${count} ${count === 1 ? 'loan' : 'loans'}, balance ${amount}`;
  const found = problem(
    severity,
    code,
    `${loans.name}:${loans.line[first]!}:${column}`,
    `${who}: ${message}`,
  );
  return about === undefined ? found : { ...found, about };
}
