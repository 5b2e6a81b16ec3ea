import type { CalendarDate } from '#basics/calendarDate.js';
import { calendarMonthsBetween, formatDate } from '#basics/calendarDate.js';
import { currencyDecimals } from '#basics/currency.js';
import { type Problem, problem } from '#basics/problem.js';
import { levelInstallment } from '../annuity.js';
import { monthsUntil } from '../collateralMonths.js';
import { type LoanTable, repaymentTypes } from '../loanTable.js';
import { ExactSum, exactText } from './exactSum.js';
import { type LoanPlace, placesText } from './loanPlaces.js';
import { type StatusClass, statusClassOf } from './loanWords.js';
import { pastDueBuckets } from './pastDueBuckets.js';

/**
 * What accepted loans say about themselves, compared: each finding is one warning with its count, its balance
 * and the first lines. Nothing is changed.
 */
export function checkLoans(loans: LoanTable, headings: (column: string) => string): Problem[] {
  const found: Problem[] = [];
  const statusAt = statusReader(loans);
  for (const check of checks) {
    const rows: number[] = [];
    for (let row = 0; row < loans.rowCount; row++) if (check.fails(loans, row, statusAt)) rows.push(row);
    if (rows.length > 0) found.push(finding(loans, rows, check, headings(check.column)));
  }
  return found;
}

interface Check {
  readonly code: string;
  readonly column: string;
  /** After the count and the balance: "3 of 37 loans, balance 1.00: past due". */
  readonly says: string;
  fails(loans: LoanTable, row: number, statusAt: StatusAt): boolean;
  /** More about the rows that fail, after what the finding says. */
  details?(loans: LoanTable, rows: readonly number[]): string;
}

type StatusAt = (row: number) => StatusClass | undefined;

const checks: readonly Check[] = [
  {
    code: 'past-due',
    column: 'daysPastDue',
    says: 'past due, priced as performing unless roll rates are given',
    fails: isPastDue,
    details: pastDueBuckets,
  },
  {
    code: 'defaulted-with-balance',
    column: 'status',
    says: 'defaulted, charged off, paid off or closed, and still with a balance; priced as performing',
    fails: (_loans, row, statusAt) =>
      ['defaulted', 'charged-off', 'paid-off', 'closed'].includes(statusAt(row) ?? ''),
  },
  {
    code: 'status-against-days',
    column: 'status',
    says: 'called performing and more than 30 days past due',
    fails: (loans, row, statusAt) =>
      statusAt(row) === 'performing' && (numberAt(loans, 'daysPastDue', row) ?? 0) > 30,
  },
  {
    code: 'balance-above-original',
    column: 'originalBalance',
    says: 'owing more than the original balance',
    fails: (loans, row) => {
      const original = numberAt(loans, 'originalBalance', row);
      return original !== undefined && original > 0 && loans.currentBalance[row]! > original;
    },
  },
  {
    code: 'balance-above-limit',
    column: 'creditLimit',
    says: 'owing more than the credit limit',
    fails: (loans, row) => {
      const limit = numberAt(loans, 'creditLimit', row);
      return limit !== undefined && loans.currentBalance[row]! > limit;
    },
  },
  {
    code: 'fraction-of-cent',
    column: 'currentBalance',
    says: 'a balance with a fraction of the smallest unit; loans keep it, sums that are paid are rounded',
    fails: (loans, row) => {
      const decimals = loans.currency === undefined ? 2 : currencyDecimals(loans.currency);
      return hasMoreDecimals(loans.currentBalance[row]!, decimals);
    },
  },
  {
    code: 'original-not-positive',
    column: 'originalBalance',
    says: 'an original balance of zero or less',
    fails: (loans, row) => (numberAt(loans, 'originalBalance', row) ?? 1) <= 0,
  },
  {
    code: 'term-against-dates',
    column: 'originalTermMonths',
    says: 'an original term more than 2 months away from the dates',
    fails: (loans, row) => {
      const term = numberAt(loans, 'originalTermMonths', row);
      const start = dateAt(loans, 'originationDate', row);
      const end = dateAt(loans, 'maturityDate', row);
      if (term === undefined || start === undefined || end === undefined) return false;
      return Math.abs(calendarMonthsBetween(start, end) - term) > 2;
    },
  },
  {
    code: 'remaining-against-maturity',
    column: 'remainingTermMonths',
    says: 'a remaining term more than 2 months away from the maturity',
    fails: (loans, row) => {
      const end = dateAt(loans, 'maturityDate', row) ?? dateAt(loans, 'dueDate', row);
      if (end === undefined || loans.cutOffDate === undefined) return false;
      const months = monthsUntil(end, loans.cutOffDate);
      return Math.abs(Math.max(1, months) - loans.remainingTermMonths[row]!) > 2;
    },
  },
  {
    code: 'originated-after-cut-off',
    column: 'originationDate',
    says: 'beginning after the cut-off',
    fails: (loans, row) => {
      const start = dateAt(loans, 'originationDate', row);
      return start !== undefined && loans.cutOffDate !== undefined && start > loans.cutOffDate;
    },
  },
  {
    code: 'installment-against-terms',
    column: 'installment',
    says: 'paying an installment more than 2 % away from that of the original balance, rate and term',
    fails: installmentDiffers,
  },
];

function finding(loans: LoanTable, rows: readonly number[], check: Check, heading: string): Problem {
  const sum = new ExactSum();
  for (const row of rows) sum.add(loans.currentBalance[row]!);
  const placeOf = (row: number) => ({ line: loans.line[row]!, id: loans.loanId.at(row) });
  const says = `${check.says}${check.details?.(loans, rows) ?? ''}`;
  const message = `${rows.length} of ${loans.rowCount} loans, balance ${exactText(sum.total())}: ${says} (${placesText(rows, placeOf)})`;
  return problem('warning', check.code, `${loans.name}:${placeOf(rows[0]!).line}:${heading}`, message);
}

function isPastDue(loans: LoanTable, row: number, statusAt: StatusAt): boolean {
  const days = numberAt(loans, 'daysPastDue', row);
  return days === undefined ? statusAt(row) === 'late' : days > 0;
}

/** On the shortest decimal text of a float64, which is what the tape wrote. */
function hasMoreDecimals(value: number, decimals: number): boolean {
  const scale = [1, 10, 100, 1000, 10_000][decimals];
  if (scale === undefined) throw new Error(`no currency has ${decimals} decimals`);
  return Math.round(value * scale) / scale !== value;
}

/** 2 % lets rounding, a first period of odd length and dealer's fees pass. */
function installmentDiffers(loans: LoanTable, row: number): boolean {
  const installment = numberAt(loans, 'installment', row);
  const original = numberAt(loans, 'originalBalance', row);
  const term = numberAt(loans, 'originalTermMonths', row);
  if (installment === undefined || original === undefined || term === undefined) return false;
  if (repaymentTypes[loans.repaymentType[row]!] !== 'level' || !(original > 0) || !(term >= 1)) return false;
  const perYear = numberAt(loans, 'paymentFrequency', row) ?? 12;
  const payments = Math.max(1, Math.round((term * perYear) / 12));
  const level = levelInstallment(original, loans.annualRate[row]! / perYear, payments);
  return Math.abs(installment - level) > 0.02 * level;
}

type NumberName =
  | 'originalBalance'
  | 'originalTermMonths'
  | 'installment'
  | 'daysPastDue'
  | 'creditLimit'
  | 'paymentFrequency';

function numberAt(loans: LoanTable, name: NumberName, row: number): number | undefined {
  const column = loans.numbers[name];
  return column?.present[row] === 1 ? column.values[row] : undefined;
}

function dateAt(
  loans: LoanTable,
  name: 'originationDate' | 'maturityDate' | 'dueDate',
  row: number,
): CalendarDate | undefined {
  const column = loans.dates[name];
  return column?.present[row] === 1 ? (column.days[row] as CalendarDate) : undefined;
}

/** Class of the status of a row, each label looked up once. */
function statusReader(loans: LoanTable): (row: number) => StatusClass | undefined {
  const column = loans.categories.status;
  if (column === undefined) return () => undefined;
  const classes = column.labels.map(statusClassOf);
  return (row) => (column.codes[row] === 0 ? undefined : classes[column.codes[row]! - 1]);
}

/** Loans that should have ended by the cut-off and still owe; they are given one more month. */
export function maturedWarning(
  tape: string,
  rows: readonly number[],
  placeOf: (row: number) => LoanPlace,
  balance: string,
  cutOff: CalendarDate | undefined,
  heading: string,
): Problem {
  const when = cutOff === undefined ? '' : ` by ${formatDate(cutOff)}`;
  const message = `${rows.length} loans, balance ${balance}: matured${when} and not repaid, taken to pay within a month (${placesText(rows, placeOf)})`;
  return problem('warning', 'matured', `${tape}:${placeOf(rows[0]!).line}:${heading}`, message);
}
