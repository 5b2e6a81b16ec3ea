import { type CalendarDate, calendarDate, calendarMonthsBetween, formatDate } from '#basics/calendarDate.js';
import { currencyDecimals } from '#basics/currency.js';
import { type Problem, problem } from '#basics/problem.js';
import { levelInstallment } from '../annuity.js';
import { monthsUntil } from '../collateralMonths.js';
import { type CategoryColumn, type DateColumn, type LoanTable, repaymentTypes } from '../loanTable.js';
import { byDay } from './byDay.js';
import { Finding } from './findings.js';
import { type LoanPlace, placesText } from './loanPlaces.js';
import { type StatusClass, statusClassOf } from './loanWords.js';
import { PastDueBuckets } from './pastDueBuckets.js';

/**
 * What accepted loans say about themselves, compared: each finding is one warning with its count, its balance
 * and the first lines. Nothing is changed.
 */
export class LoanChecks {
  readonly #findings = checks.map(() => new Finding());
  readonly #monthIndex = byDay((day) => calendarMonthsBetween(firstOfMonths, day));
  readonly #pastDue = new PastDueBuckets();
  /** By the decimals that the currency may have: which it is, only the accepted loans together tell. */
  readonly #fractions: ReadonlyMap<number, Finding>;
  #untilMonths: ((day: CalendarDate) => number) | undefined;
  #rowCount = 0;

  constructor(currencies: readonly string[]) {
    const decimals = [2, ...currencies.map(currencyDecimals)];
    this.#fractions = new Map(decimals.map((d) => [d, new Finding()]));
  }

  add(loans: LoanTable): void {
    this.#rowCount += loans.rowCount;
    const columns = { loans, statuses: rowsByStatus(loans), monthsOf: this.#monthsOf(loans.cutOffDate) };
    for (const [decimals, finding] of this.#fractions) addFractions(loans, decimals, finding);
    checks.forEach((check, i) => {
      const finding = this.#findings[i]!;
      for (const row of check.failing(columns)) {
        finding.add(() => placeOf(loans, row), loans.currentBalance[row]!);
        if (check.code === 'past-due') this.#pastDue.add(loans, row);
      }
    });
  }

  /** `cutOff` is the same for all runs of a tape. */
  #monthsOf(cutOff: CalendarDate | undefined): Months {
    if (cutOff !== undefined) this.#untilMonths ??= byDay((day) => monthsUntil(day, cutOff));
    return { index: this.#monthIndex, until: this.#untilMonths };
  }

  problems(tape: string, headings: (column: string) => string, currency: string | undefined): Problem[] {
    return checks.flatMap((check, i) => {
      const decimals = currency === undefined ? 2 : currencyDecimals(currency);
      const finding = check.code === 'fraction-of-cent' ? this.#fractions.get(decimals)! : this.#findings[i]!;
      if (finding.count === 0) return [];
      const says = `${check.says}${check.code === 'past-due' ? this.#pastDue.text() : ''}`;
      const message = `${finding.count} of ${this.#rowCount} loans, balance ${finding.balance}: ${says} (${placesText(finding.places)})`;
      return [
        problem('warning', check.code, `${tape}:${finding.firstLine}:${headings(check.column)}`, message),
      ];
    });
  }
}

/** On the shortest decimal text of a float64, which is what the tape wrote. */
function addFractions(loans: LoanTable, decimals: number, finding: Finding): void {
  const scale = [1, 10, 100, 1000, 10_000][decimals];
  if (scale === undefined) throw new Error(`no currency has ${decimals} decimals`);
  const { currentBalance } = loans;
  for (let row = 0; row < loans.rowCount; row++) {
    const value = currentBalance[row]!;
    if (Math.round(value * scale) / scale !== value) finding.add(() => placeOf(loans, row), value);
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
  /** Rows of a table that fail, in order; none where it lacks the columns. A loop of its own is what makes it fast. */
  failing(columns: CheckedColumns): readonly number[];
}

interface CheckedColumns {
  readonly loans: LoanTable;
  readonly statuses: RowsByStatus | undefined;
  readonly monthsOf: Months;
}

/** Calendar months of a day since 1900, and collection months from the cut-off until it has come. */
interface Months {
  readonly index: (day: CalendarDate) => number;
  readonly until: ((day: CalendarDate) => number) | undefined;
}

const firstOfMonths = calendarDate(1900, 1, 1);
const ended: ReadonlySet<StatusClass | undefined> = new Set<StatusClass | undefined>([
  'defaulted',
  'charged-off',
  'paid-off',
  'closed',
]);

const none: readonly number[] = [];

const checks: readonly Check[] = [
  {
    code: 'past-due',
    column: 'daysPastDue',
    says: 'past due, priced as performing unless roll rates are given',
    failing: pastDue,
  },
  {
    code: 'defaulted-with-balance',
    column: 'status',
    says: 'defaulted, charged off, paid off or closed, and still with a balance; priced as performing',
    failing: ({ statuses }) => statuses?.rowsOf((status) => ended.has(status)) ?? none,
  },
  {
    code: 'status-against-days',
    column: 'status',
    says: 'called performing and more than 30 days past due',
    failing: ({ loans: { numbers }, statuses }) => {
      const days = numbers.daysPastDue;
      if (days === undefined || statuses === undefined) return none;
      const isPerforming = statuses.tellsOf((status) => status === 'performing');
      const rows: number[] = [];
      for (let row = 0; row < days.values.length; row++)
        if (days.values[row]! > 30 && isPerforming[statuses.codes[row]!] === 1) rows.push(row);
      return rows;
    },
  },
  {
    code: 'balance-above-original',
    column: 'originalBalance',
    says: 'owing more than the original balance',
    failing: ({ loans: { numbers, currentBalance } }) => {
      const original = numbers.originalBalance?.values;
      const rows: number[] = [];
      if (original === undefined) return rows;
      for (let row = 0; row < original.length; row++)
        if (currentBalance[row]! > original[row]! && original[row]! > 0) rows.push(row);
      return rows;
    },
  },
  {
    code: 'balance-above-limit',
    column: 'creditLimit',
    says: 'owing more than the credit limit',
    failing: ({ loans: { numbers, currentBalance } }) => {
      const limit = numbers.creditLimit;
      const rows: number[] = [];
      if (limit === undefined) return rows;
      for (let row = 0; row < limit.values.length; row++)
        if (currentBalance[row]! > limit.values[row]! && limit.present[row] === 1) rows.push(row);
      return rows;
    },
  },
  {
    code: 'fraction-of-cent',
    column: 'currentBalance',
    says: 'a balance with a fraction of the smallest unit; loans keep it, sums that are paid are rounded',
    failing: () => none, // counted by itself, see addFractions
  },
  {
    code: 'original-not-positive',
    column: 'originalBalance',
    says: 'an original balance of zero or less',
    failing: ({ loans: { numbers } }) => {
      const original = numbers.originalBalance;
      const rows: number[] = [];
      if (original === undefined) return rows;
      for (let row = 0; row < original.values.length; row++)
        if (original.values[row]! <= 0 && original.present[row] === 1) rows.push(row);
      return rows;
    },
  },
  {
    code: 'term-against-dates',
    column: 'originalTermMonths',
    says: 'an original term more than 2 months away from the dates',
    failing: ({ loans: { numbers, dates }, monthsOf: { index } }) => {
      const term = numbers.originalTermMonths;
      const { originationDate: start, maturityDate: end } = dates;
      const rows: number[] = [];
      if (term === undefined || start === undefined || end === undefined) return rows;
      for (let row = 0; row < term.values.length; row++) {
        if (term.present[row] !== 1 || start.present[row] !== 1 || end.present[row] !== 1) continue;
        const months = index(dayAt(end, row)) - index(dayAt(start, row));
        if (Math.abs(months - term.values[row]!) > 2) rows.push(row);
      }
      return rows;
    },
  },
  {
    code: 'remaining-against-maturity',
    column: 'remainingTermMonths',
    says: 'a remaining term more than 2 months away from the maturity',
    failing: ({ loans: { dates, remainingTermMonths }, monthsOf: { until } }) => {
      const { maturityDate, dueDate } = dates;
      const rows: number[] = [];
      if (until === undefined || (maturityDate === undefined && dueDate === undefined)) return rows;
      for (let row = 0; row < remainingTermMonths.length; row++) {
        const end = maturityDate?.present[row] === 1 ? maturityDate : dueDate;
        if (end?.present[row] !== 1) continue;
        if (Math.abs(Math.max(1, until(dayAt(end, row))) - remainingTermMonths[row]!) > 2) rows.push(row);
      }
      return rows;
    },
  },
  {
    code: 'originated-after-cut-off',
    column: 'originationDate',
    says: 'beginning after the cut-off',
    failing: ({ loans: { dates, cutOffDate } }) => {
      const start = dates.originationDate;
      const rows: number[] = [];
      if (start === undefined || cutOffDate === undefined) return rows;
      for (let row = 0; row < start.days.length; row++)
        if (start.days[row]! > cutOffDate && start.present[row] === 1) rows.push(row);
      return rows;
    },
  },
  {
    code: 'installment-against-terms',
    column: 'installment',
    says: 'paying an installment more than 2 % away from that of the original balance, rate and term',
    failing: ({ loans }) => differingInstallments(loans),
  },
];

function pastDue({ loans: { numbers, rowCount }, statuses }: CheckedColumns): readonly number[] {
  const days = numbers.daysPastDue;
  if (days === undefined) return statuses?.rowsOf((status) => status === 'late') ?? none;
  const isLate = statuses?.tellsOf((status) => status === 'late');
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    if (days.present[row] === 1 ? days.values[row]! > 0 : isLate?.[statuses!.codes[row]!] === 1)
      rows.push(row);
  }
  return rows;
}

function dayAt({ days }: DateColumn, row: number): CalendarDate {
  return days[row] as CalendarDate;
}

/** 2 % lets rounding, a first period of odd length and dealer's fees pass. */
function differingInstallments({ numbers, repaymentType, annualRate, rowCount }: LoanTable): number[] {
  const { installment, originalBalance: original, originalTermMonths: term, paymentFrequency } = numbers;
  const rows: number[] = [];
  if (installment === undefined || original === undefined || term === undefined) return rows;
  for (let row = 0; row < rowCount; row++) {
    if (repaymentType[row] !== levelCode || !(original.values[row]! > 0) || !(term.values[row]! >= 1))
      continue;
    if (installment.present[row] !== 1 || original.present[row] !== 1 || term.present[row] !== 1) continue;
    const perYear = paymentFrequency?.present[row] === 1 ? paymentFrequency.values[row]! : 12;
    const payments = Math.max(1, Math.round((term.values[row]! * perYear) / 12));
    const level = levelInstallment(original.values[row]!, annualRate[row]! / perYear, payments);
    if (Math.abs(installment.values[row]! - level) > 0.02 * level) rows.push(row);
  }
  return rows;
}

const levelCode = repaymentTypes.indexOf('level');

type StatusTest = (status: StatusClass | undefined) => boolean;

/** Rows by the class of their status, each label looked up once. */
class RowsByStatus {
  readonly codes: Uint32Array;
  /** By code; a row without a status has none. */
  readonly #classes: readonly (StatusClass | undefined)[];

  constructor({ codes, labels }: CategoryColumn) {
    this.codes = codes;
    this.#classes = [undefined, ...labels.map(statusClassOf)];
  }

  /** 1 for the codes whose class is meant. */
  tellsOf(test: StatusTest): Uint8Array {
    return Uint8Array.from(this.#classes, (status) => (test(status) ? 1 : 0));
  }

  rowsOf(test: StatusTest): readonly number[] {
    const tells = this.tellsOf(test);
    const { codes } = this;
    const rows: number[] = [];
    if (!tells.includes(1)) return rows;
    for (let row = 0; row < codes.length; row++) if (tells[codes[row]!] === 1) rows.push(row);
    return rows;
  }
}

function rowsByStatus({ categories: { status } }: LoanTable): RowsByStatus | undefined {
  return status === undefined ? undefined : new RowsByStatus(status);
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
