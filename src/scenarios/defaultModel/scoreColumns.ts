import type { CategoryColumnName, LoanTable, NumberColumnName } from '#collateral/loanTable.js';

/** Number columns that say something of a loan or its borrower at the cut-off. */
const optional = [
  'score',
  'debtRatio',
  'currentRatio',
  'netMargin',
  'yearsInBusiness',
  'cashFlowGrowth',
  'originalBalance',
  'originalTermMonths',
  'monthsOnBook',
  'installment',
  'daysPastDue',
  'creditLimit',
  'faceAmount',
] as const satisfies readonly NumberColumnName[];
const always = ['currentBalance', 'annualRate', 'remainingTermMonths'] as const;
export const numberColumns = [...optional, ...always] as const;

export const labelColumns = [
  'rating',
  'industry',
  'region',
  'status',
  'payerType',
  'guarantor',
  'acceptor',
  'security',
] as const satisfies readonly CategoryColumnName[];

/** The value of a number column, undefined where the loan has none; undefined altogether without the column. */
export function numberReader(
  loans: LoanTable,
  name: string,
): ((row: number) => number | undefined) | undefined {
  const plain = always.find((one) => one === name);
  if (plain !== undefined) return (row) => loans[plain][row]!;
  const known = optional.find((one) => one === name);
  const column = known === undefined ? undefined : loans.numbers[known];
  return column && ((row) => (column.present[row] === 1 ? column.values[row]! : undefined));
}

/** The label of a category column, undefined where the loan has none; undefined altogether without the column. */
export function labelReader(
  loans: LoanTable,
  name: string,
): ((row: number) => string | undefined) | undefined {
  const known = labelColumns.find((one) => one === name);
  const column = known === undefined ? undefined : loans.categories[known];
  return column && ((row) => (column.codes[row] === 0 ? undefined : column.labels[column.codes[row]! - 1]));
}
