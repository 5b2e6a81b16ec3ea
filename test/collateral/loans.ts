import { type CalendarDate, calendarDate, parseDate } from '#basics/calendarDate.js';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { noRecovery } from '#collateral/assumptions.js';
import {
  type CategoryColumn,
  type CategoryColumnName,
  type LoanTable,
  type NumberColumn,
  type NumberColumnName,
  type RepaymentType,
  repaymentTypes,
} from '#collateral/loanTable.js';

/** One loan of a test, in words; what is left out the tape does not have. */
export interface TestLoan extends Partial<Record<NumberColumnName, number>> {
  balance: number;
  rate: number;
  term: number;
  type?: RepaymentType;
  labels?: Partial<Record<CategoryColumnName, string>>;
}

export const cutOff: CalendarDate = calendarDate(2025, 1, 1);

export function day(text: string): CalendarDate {
  const date = parseDate(text);
  if (date === undefined) throw new Error(`"${text}" is not a date`);
  return date;
}

/** A loan table as a tape reader would give it. */
export function loanTable(loans: readonly TestLoan[]): LoanTable {
  const numbers: Partial<Record<NumberColumnName, NumberColumn>> = {};
  const known = new Set(['balance', 'rate', 'term', 'type', 'labels']);
  const names = new Set(loans.flatMap((loan) => Object.keys(loan)).filter((name) => !known.has(name)));
  for (const name of names as Set<NumberColumnName>) {
    numbers[name] = {
      values: Float64Array.from(loans, (loan) => loan[name] ?? 0),
      present: Uint8Array.from(loans, (loan) => (loan[name] === undefined ? 0 : 1)),
    };
  }
  return {
    name: 'test.csv',
    rowCount: loans.length,
    currency: undefined,
    cutOffDate: cutOff,
    line: Uint32Array.from(loans, (_, i) => i + 2),
    loanId: { at: (row) => `L${row + 1}` },
    currentBalance: Float64Array.from(loans, (loan) => loan.balance),
    annualRate: Float64Array.from(loans, (loan) => loan.rate),
    remainingTermMonths: Int32Array.from(loans, (loan) => loan.term),
    repaymentType: Uint8Array.from(loans, (loan) => repaymentTypes.indexOf(loan.type ?? 'level')),
    numbers,
    dates: {},
    categories: categories(loans),
  };
}

function categories(loans: readonly TestLoan[]): LoanTable['categories'] {
  const columns: { [name in CategoryColumnName]?: CategoryColumn } = {};
  const names = new Set(loans.flatMap(({ labels }) => Object.keys(labels ?? {}))) as Set<CategoryColumnName>;
  for (const name of names) {
    const labels = [...new Set(loans.flatMap((loan) => loan.labels?.[name] ?? []))];
    const codes = Uint32Array.from(loans, (loan) => labels.indexOf(loan.labels?.[name] ?? '') + 1);
    columns[name] = { codes, labels };
  }
  return columns;
}

/** Assumptions under which nothing happens but the schedule, changed by what is given. */
export function assume(changes: Partial<CollateralAssumptions> = {}): CollateralAssumptions {
  return {
    order: 'survivors',
    prepayment: { kind: 'none' },
    default: { kind: 'none' },
    recovery: noRecovery,
    ...changes,
  };
}

export function total(values: Iterable<number>): number {
  let result = 0;
  for (const value of values) result += value;
  return result;
}

/** Six decimals, so that tables written by hand can be compared. */
export function rounded(values: Iterable<number> | undefined): number[] {
  return Array.from(values ?? [], (value) => Math.round(value * 1e6) / 1e6 + 0);
}
