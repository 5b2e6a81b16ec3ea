import type { LoanTable } from '../loanTable.js';
import { repaymentTypes } from '../loanTable.js';
import { type CanonicalKind, type CanonicalName, canonicalNames, kindOf } from '../tape/canonicalColumns.js';

/** How a criterion on a column is written: as a range of numbers, rates or dates, or as words. */
export type ScreenedKind = 'number' | 'rate' | 'date' | 'words';

const kinds: { readonly [kind in CanonicalKind]: ScreenedKind } = {
  id: 'words',
  money: 'number',
  rate: 'rate',
  term: 'number',
  date: 'date',
  number: 'number',
  days: 'number',
  category: 'words',
  word: 'words',
};

/** Columns that describe the tape rather than its loans. */
const notScreened: ReadonlySet<CanonicalName> = new Set<CanonicalName>([
  'cutOffDate',
  'currency',
  'lastPaymentDate',
  'lastUpdateDate',
  'paymentFrequency',
]);

export const screenedColumns: readonly CanonicalName[] = canonicalNames.filter(
  (name) => !notScreened.has(name),
);

export function screenedKind(column: string): ScreenedKind | undefined {
  const name = screenedColumns.find((known) => known === column);
  return name === undefined ? undefined : kinds[kindOf(name)];
}

/** The number of a loan in a column, dates as days; undefined where the loan has none. */
export function numberReader(loans: LoanTable, column: string): (row: number) => number | undefined {
  const always = { currentBalance: 1, annualRate: 1, remainingTermMonths: 1 } as const;
  if (isKeyOf(always, column)) {
    const values = loans[column];
    return (row) => values[row];
  }
  const numbers = Object.entries(loans.numbers).find(([name]) => name === column)?.[1];
  if (numbers !== undefined) return (row) => (numbers.present[row] === 1 ? numbers.values[row] : undefined);
  const dates = Object.entries(loans.dates).find(([name]) => name === column)?.[1];
  if (dates !== undefined) return (row) => (dates.present[row] === 1 ? dates.days[row] : undefined);
  return () => undefined;
}

/** The word of a loan in a column; undefined where the loan has none. */
export function wordReader(loans: LoanTable, column: string): (row: number) => string | undefined {
  if (column === 'loanId') return (row) => loans.loanId.at(row);
  if (column === 'repaymentType') return (row) => repaymentTypes[loans.repaymentType[row]!];
  const words = Object.entries(loans.categories).find(([name]) => name === column)?.[1];
  if (words === undefined) return () => undefined;
  return (row) => (words.codes[row] === 0 ? undefined : words.labels[words.codes[row]! - 1]);
}

function isKeyOf<T extends object>(object: T, key: string): key is string & keyof T {
  return Object.hasOwn(object, key);
}
