import { type CalendarDate, calendarDate, calendarMonthsBetween, formatDate } from '#basics/calendarDate.js';
import { currencyDecimals } from '#basics/currency.js';
import { type Problem, problem } from '#basics/problem.js';
import { levelInstallment } from '../annuity.js';
import { monthsUntil } from '../collateralMonths.js';
import { type DateColumn, type LoanTable, repaymentTypes } from '../loanTable.js';
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
    const columns = { loans, statusAt: statusReader(loans), monthsOf: this.#monthsOf(loans.cutOffDate) };
    for (const [decimals, finding] of this.#fractions) addFractions(loans, decimals, finding);
    checks.forEach((check, i) => {
      const fails = check.test(columns);
      if (fails === undefined) return;
      const finding = this.#findings[i]!;
      for (let row = 0; row < loans.rowCount; row++) {
        if (!fails(row)) continue;
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
  /** Tells the rows of a table that fail; undefined where it lacks the columns. */
  test(columns: CheckedColumns): ((row: number) => boolean) | undefined;
}

interface CheckedColumns {
  readonly loans: LoanTable;
  readonly statusAt: ((row: number) => StatusClass | undefined) | undefined;
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

const checks: readonly Check[] = [
  {
    code: 'past-due',
    column: 'daysPastDue',
    says: 'past due, priced as performing unless roll rates are given',
    test: ({ loans: { numbers }, statusAt }) => {
      const days = numbers.daysPastDue;
      if (days === undefined) return statusAt === undefined ? undefined : (row) => statusAt(row) === 'late';
      return (row) => (days.present[row] === 1 ? days.values[row]! > 0 : statusAt?.(row) === 'late');
    },
  },
  {
    code: 'defaulted-with-balance',
    column: 'status',
    says: 'defaulted, charged off, paid off or closed, and still with a balance; priced as performing',
    test: ({ statusAt }) => (statusAt === undefined ? undefined : (row) => ended.has(statusAt(row))),
  },
  {
    code: 'status-against-days',
    column: 'status',
    says: 'called performing and more than 30 days past due',
    test: ({ loans: { numbers }, statusAt }) => {
      const days = numbers.daysPastDue;
      if (days === undefined || statusAt === undefined) return undefined;
      return (row) => days.values[row]! > 30 && statusAt(row) === 'performing';
    },
  },
  {
    code: 'balance-above-original',
    column: 'originalBalance',
    says: 'owing more than the original balance',
    test: ({ loans: { numbers, currentBalance } }) => {
      const original = numbers.originalBalance?.values;
      if (original === undefined) return undefined;
      return (row) => original[row]! > 0 && currentBalance[row]! > original[row]!;
    },
  },
  {
    code: 'balance-above-limit',
    column: 'creditLimit',
    says: 'owing more than the credit limit',
    test: ({ loans: { numbers, currentBalance } }) => {
      const limit = numbers.creditLimit;
      if (limit === undefined) return undefined;
      return (row) => limit.present[row] === 1 && currentBalance[row]! > limit.values[row]!;
    },
  },
  {
    code: 'fraction-of-cent',
    column: 'currentBalance',
    says: 'a balance with a fraction of the smallest unit; loans keep it, sums that are paid are rounded',
    test: () => undefined, // counted by itself, see addFractions
  },
  {
    code: 'original-not-positive',
    column: 'originalBalance',
    says: 'an original balance of zero or less',
    test: ({ loans: { numbers } }) => {
      const original = numbers.originalBalance;
      if (original === undefined) return undefined;
      return (row) => original.present[row] === 1 && original.values[row]! <= 0;
    },
  },
  {
    code: 'term-against-dates',
    column: 'originalTermMonths',
    says: 'an original term more than 2 months away from the dates',
    test: ({ loans: { numbers, dates }, monthsOf }) => {
      const term = numbers.originalTermMonths;
      const { originationDate: start, maturityDate: end } = dates;
      if (term === undefined || start === undefined || end === undefined) return undefined;
      return (row) =>
        term.present[row] === 1 &&
        start.present[row] === 1 &&
        end.present[row] === 1 &&
        Math.abs(monthsOf.index(dayAt(end, row)) - monthsOf.index(dayAt(start, row)) - term.values[row]!) > 2;
    },
  },
  {
    code: 'remaining-against-maturity',
    column: 'remainingTermMonths',
    says: 'a remaining term more than 2 months away from the maturity',
    test: ({ loans: { dates, remainingTermMonths }, monthsOf: { until } }) => {
      const { maturityDate, dueDate } = dates;
      if (until === undefined || (maturityDate === undefined && dueDate === undefined)) return undefined;
      return (row) => {
        const end = maturityDate?.present[row] === 1 ? maturityDate : dueDate;
        if (end?.present[row] !== 1) return false;
        return Math.abs(Math.max(1, until(dayAt(end, row))) - remainingTermMonths[row]!) > 2;
      };
    },
  },
  {
    code: 'originated-after-cut-off',
    column: 'originationDate',
    says: 'beginning after the cut-off',
    test: ({ loans: { dates, cutOffDate } }) => {
      const start = dates.originationDate;
      if (start === undefined || cutOffDate === undefined) return undefined;
      return (row) => start.present[row] === 1 && start.days[row]! > cutOffDate;
    },
  },
  {
    code: 'installment-against-terms',
    column: 'installment',
    says: 'paying an installment more than 2 % away from that of the original balance, rate and term',
    test: ({ loans }) => {
      const { installment, originalBalance, originalTermMonths } = loans.numbers;
      if (installment === undefined || originalBalance === undefined || originalTermMonths === undefined) {
        return undefined;
      }
      return (row) => installmentDiffers(loans, row);
    },
  },
];

function dayAt({ days }: DateColumn, row: number): CalendarDate {
  return days[row] as CalendarDate;
}

/** 2 % lets rounding, a first period of odd length and dealer's fees pass. */
function installmentDiffers(loans: LoanTable, row: number): boolean {
  const installment = numberAt(loans, 'installment', row);
  const original = numberAt(loans, 'originalBalance', row);
  const term = numberAt(loans, 'originalTermMonths', row);
  if (installment === undefined || original === undefined || term === undefined) return false;
  if (loans.repaymentType[row] !== levelCode || !(original > 0) || !(term >= 1)) return false;
  const perYear = numberAt(loans, 'paymentFrequency', row) ?? 12;
  const payments = Math.max(1, Math.round((term * perYear) / 12));
  const level = levelInstallment(original, loans.annualRate[row]! / perYear, payments);
  return Math.abs(installment - level) > 0.02 * level;
}

const levelCode = repaymentTypes.indexOf('level');

type NumberName = 'originalBalance' | 'originalTermMonths' | 'installment' | 'paymentFrequency';

function numberAt(loans: LoanTable, name: NumberName, row: number): number | undefined {
  const column = loans.numbers[name];
  return column?.present[row] === 1 ? column.values[row] : undefined;
}

/** Class of the status of a row, each label looked up once. */
function statusReader(loans: LoanTable): ((row: number) => StatusClass | undefined) | undefined {
  const column = loans.categories.status;
  if (column === undefined) return undefined;
  const classes = column.labels.map(statusClassOf);
  return (row) => (column.codes[row] === 0 ? undefined : classes[column.codes[row]! - 1]);
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
