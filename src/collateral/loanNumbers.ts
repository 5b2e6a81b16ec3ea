import type { LoanTable, NumberColumnName } from './loanTable.js';

/** A loan's number where the tape has one. */
export function numberAt(loans: LoanTable, name: NumberColumnName, row: number): number | undefined {
  const column = loans.numbers[name];
  return column?.present[row] === 1 ? column.values[row] : undefined;
}

/** Whole months of a column, 0 where the tape has none. */
export function wholeMonths(loans: LoanTable, row: number, name: NumberColumnName): number {
  const column = loans.numbers[name];
  return column?.present[row] === 1 ? Math.max(0, Math.floor(column.values[row]!)) : 0;
}

/** Share of the current balance that the last payment brings besides its installment; below 1. */
export function balloonShare(loans: LoanTable, row: number): number {
  const column = loans.numbers.balloonAmount;
  if (column?.present[row] !== 1) return 0;
  return Math.min(Math.max(0, column.values[row]! / loans.currentBalance[row]!), 1 - 1e-9);
}
