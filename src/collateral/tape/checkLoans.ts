import type { CalendarDate } from '#basics/calendarDate.js';
import { calendarMonthsBetween, formatDate } from '#basics/calendarDate.js';
import { type Problem, problem } from '#basics/problem.js';
import { levelInstallment } from '../annuity.js';
import { monthsUntil } from '../collateralMonths.js';
import { type LoanTable, repaymentTypes } from '../loanTable.js';
import { Finding } from './findings.js';
import { type LoanPlace, placesText } from './loanPlaces.js';
import { type StatusClass, statusClassOf } from './loanWords.js';
import { type HashSet, hashText, RepeatedRows } from './repeatedRows.js';

/**
 * What accepted loans say about themselves, compared: each finding is one warning with its count, its balance
 * and the first lines. Nothing is changed.
 */
export class LoanChecks {
  readonly #findings = checks.map(() => new Finding());
  #rowCount = 0;

  add(loans: LoanTable): void {
    this.#rowCount += loans.rowCount;
    const statusAt = statusReader(loans);
    checks.forEach((check, i) => {
      const finding = this.#findings[i]!;
      for (let row = 0; row < loans.rowCount; row++) {
        if (check.fails(loans, row, statusAt))
          finding.add(() => placeOf(loans, row), loans.currentBalance[row]!);
      }
    });
  }

  problems(tape: string, headings: (column: string) => string): Problem[] {
    return checks.flatMap((check, i) => {
      const finding = this.#findings[i]!;
      if (finding.count === 0) return [];
      const message = `${finding.count} of ${this.#rowCount} loans, balance ${finding.balance}: ${check.says} (${placesText(finding.places)})`;
      return [
        problem('warning', check.code, `${tape}:${finding.firstLine}:${headings(check.column)}`, message),
      ];
    });
  }
}

function placeOf(loans: LoanTable, row: number): LoanPlace {
  return { line: loans.line[row]!, id: loans.loanId.at(row) };
}

interface Check {
  readonly code: string;
  readonly column: string;
  /** After the count and the balance: "3 of 37 loans, balance 1.00: past due". */
  readonly says: string;
  fails(loans: LoanTable, row: number, statusAt: StatusAt): boolean;
}

type StatusAt = (row: number) => StatusClass | undefined;

const checks: readonly Check[] = [
  {
    code: 'past-due',
    column: 'daysPastDue',
    says: 'past due, priced as performing',
    fails: isPastDue,
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

function isPastDue(loans: LoanTable, row: number, statusAt: StatusAt): boolean {
  const days = numberAt(loans, 'daysPastDue', row);
  return days === undefined ? statusAt(row) === 'late' : days > 0;
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

/** Ids that occur more than once. Rows stay apart whatever they share; equal ids with other balances are bad ids. */
export class IdCheck {
  readonly #firsts: RepeatedRows<number>;
  #rowCount = 0;
  #repeats = 0;
  #differ = 0;
  #firstLine = 0;

  constructor(candidates?: HashSet) {
    this.#firsts = new RepeatedRows(candidates);
  }

  add(loans: LoanTable): void {
    this.#rowCount += loans.rowCount;
    const hashes = new Int32Array(2);
    for (let row = 0; row < loans.rowCount; row++) {
      if (loans.loanId.hashesAt === undefined) hashText(loans.loanId.at(row), hashes);
      else loans.loanId.hashesAt(row, hashes);
      const balance = loans.currentBalance[row]!;
      const seen = this.#firsts.earlier(
        hashes[0]!,
        hashes[1]!,
        () => loans.loanId.at(row),
        () => balance,
      );
      if (seen === undefined) continue;
      if (this.#repeats++ === 0) this.#firstLine = loans.line[row]!;
      if (seen !== balance) this.#differ++;
    }
  }

  /** Ids that may repeat, if a second run has to tell. */
  get candidates(): HashSet | undefined {
    return this.#firsts.candidates;
  }

  get distinct(): number {
    return this.#rowCount - this.#repeats;
  }

  problem(tape: string, heading: string): Problem | undefined {
    if (this.#repeats === 0) return undefined;
    const verdict = this.#differ > 0 ? `${this.#differ} with another balance, so the ids are at fault; ` : '';
    const message = `${this.distinct} distinct ids on ${this.#rowCount} loans: ${this.#repeats} repeat an id (${verdict}no loans are merged)`;
    return problem('warning', 'duplicate-id', `${tape}:${this.#firstLine}:${heading}`, message);
  }
}

/** Loans that should have ended by the cut-off and still owe; they are given one more month. */
export function maturedWarning(
  tape: string,
  { count, balance, places, firstLine }: Finding,
  cutOff: CalendarDate | undefined,
  heading: string,
): Problem {
  const when = cutOff === undefined ? '' : ` by ${formatDate(cutOff)}`;
  const message = `${count} loans, balance ${balance}: matured${when} and not repaid, taken to pay within a month (${placesText(places)})`;
  return problem('warning', 'matured', `${tape}:${firstLine}:${heading}`, message);
}
