import type { CategoryColumn, LoanTable } from '../loanTable.js';
import { repaymentTypes } from '../loanTable.js';
import { CompensatedSum, ExactSum, exactText } from './exactSum.js';

export interface Stratum {
  readonly label: string;
  readonly count: number;
  readonly balance: string;
  /** Of the current balance, a fraction. */
  readonly share: number;
  /** By current balance. */
  readonly weightedAverageRate: number;
  readonly weightedAverageRemainingTermMonths: number;
}

export interface Stratification {
  readonly name: string;
  readonly strata: readonly Stratum[];
}

/** Steps of the buckets; a value falls into the bucket whose lower end it reaches. */
const rateSteps = [0, 0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.21, 0.24, 0.3, 0.36];
const termSteps = [1, 4, 7, 13, 25, 37, 49, 61, 73, 121, 241];
const balanceSteps = [
  0, 1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 10_000_000,
];
const ageSteps = [0, 4, 7, 13, 25, 37, 61];
const pastDueSteps = [0, 1, 31, 61, 91, 181];
const categoriesShown = 20;

/** The pool by rate, term, size, age, days past due and by each category column, in number and in balance. */
export function stratify(loans: LoanTable): Stratification[] {
  const found: Stratification[] = [
    bySteps(loans, 'annualRate', loans.annualRate, undefined, rateSteps, percentLabel),
    bySteps(loans, 'remainingTermMonths', loans.remainingTermMonths, undefined, termSteps, wholeLabel),
    bySteps(loans, 'currentBalance', loans.currentBalance, undefined, balanceSteps, amountLabel),
  ];
  const { monthsOnBook, daysPastDue, score } = loans.numbers;
  if (monthsOnBook !== undefined) {
    found.push(
      bySteps(loans, 'monthsOnBook', monthsOnBook.values, monthsOnBook.present, ageSteps, wholeLabel),
    );
  }
  if (daysPastDue !== undefined) {
    found.push(
      bySteps(loans, 'daysPastDue', daysPastDue.values, daysPastDue.present, pastDueSteps, wholeLabel),
    );
  }
  if (score !== undefined) {
    const steps = scoreStepsFor(score.values);
    found.push(bySteps(loans, 'score', score.values, score.present, steps, scoreLabel));
  }
  found.push(byCodes(loans, 'repaymentType', (row) => loans.repaymentType[row]! + 1, repaymentTypes));
  for (const name of ['status', 'region', 'industry', 'rating', 'security', 'guarantor'] as const) {
    const column: CategoryColumn | undefined = loans.categories[name];
    if (column !== undefined) found.push(byCodes(loans, name, (row) => column.codes[row]!, column.labels));
  }
  return found;
}

/** Bureau scores run from 300 to 850 or 950, others to 100 or 10. */
function scoreStepsFor(values: Float64Array): readonly number[] {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  if (most > 100) return [0, 500, 550, 600, 640, 680, 700, 720, 740, 760, 780, 800, 850];
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => (most > 10 ? 10 * step : step));
}

function scoreLabel(from: number, to: number | undefined): string {
  if (to === undefined) return `${from} and more`;
  return from === 0 ? `under ${to}` : `${from} to under ${to}`;
}

type BucketLabel = (from: number, to: number | undefined) => string;

function percentLabel(from: number, to: number | undefined): string {
  const percent = (rate: number) => Math.round(rate * 100);
  return to === undefined ? `${percent(from)} % and more` : `${percent(from)} % to under ${percent(to)} %`;
}

function wholeLabel(from: number, to: number | undefined): string {
  if (to === undefined) return `${from} and more`;
  return to === from + 1 ? `${from}` : `${from} to ${to - 1}`;
}

function amountLabel(from: number, to: number | undefined): string {
  return to === undefined ? `${from} and more` : `${from} to under ${to}`;
}

function bySteps(
  loans: LoanTable,
  name: string,
  values: ArrayLike<number>,
  present: Uint8Array | undefined,
  steps: readonly number[],
  label: BucketLabel,
): Stratification {
  const bucketOf = (row: number) => {
    if (present !== undefined && present[row] === 0) return 0;
    let bucket = 1;
    while (bucket < steps.length && values[row]! >= steps[bucket]!) bucket++;
    return bucket;
  };
  const strata = collect(loans, steps.length + 1, bucketOf);
  const labels = ['missing', ...steps.map((from, i) => label(from, steps[i + 1]))];
  return { name, strata: strata.flatMap((s, i) => (s.count === 0 ? [] : [{ label: labels[i]!, ...s }])) };
}

/** The largest 20 by balance, the rest in one line. */
function byCodes(
  loans: LoanTable,
  name: string,
  codeOf: (row: number) => number,
  labels: readonly string[],
): Stratification {
  const strata = collect(loans, labels.length + 1, codeOf)
    .map((stratum, code) => ({ label: code === 0 ? 'missing' : labels[code - 1]!, ...stratum }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.share - a.share || (a.label < b.label ? -1 : 1));
  if (strata.length <= categoriesShown + 1) return { name, strata };
  const shown = strata.slice(0, categoriesShown);
  const kept = new Set(shown.map(({ label }) => label));
  const isOther = labels.map((label) => !kept.has(label));
  const otherOf = (row: number) => {
    const code = codeOf(row);
    return (code === 0 ? !kept.has('missing') : isOther[code - 1]!) ? 1 : 0;
  };
  const other = collect(loans, 2, otherOf)[1]!;
  return { name, strata: [...shown, { label: `${strata.length - shown.length} others`, ...other }] };
}

function collect(loans: LoanTable, bucketCount: number, bucketOf: (row: number) => number) {
  const sums = Array.from({ length: bucketCount }, () => new ExactSum());
  const counts = new Uint32Array(bucketCount);
  const rates = Array.from({ length: bucketCount }, () => new CompensatedSum());
  const terms = Array.from({ length: bucketCount }, () => new CompensatedSum());
  for (let row = 0; row < loans.rowCount; row++) {
    const bucket = bucketOf(row);
    const balance = loans.currentBalance[row]!;
    sums[bucket]!.add(balance);
    rates[bucket]!.add(balance * loans.annualRate[row]!);
    terms[bucket]!.add(balance * loans.remainingTermMonths[row]!);
    counts[bucket]!++;
  }
  const totals = sums.map((sum) => sum.total());
  const pool = totals.reduce((all, amount) => all + amount.toNumber(), 0);
  return totals.map((amount, i) => ({
    count: counts[i]!,
    balance: exactText(amount),
    share: pool === 0 ? 0 : amount.toNumber() / pool,
    weightedAverageRate: counts[i] === 0 ? 0 : rates[i]!.total() / amount.toNumber(),
    weightedAverageRemainingTermMonths: counts[i] === 0 ? 0 : terms[i]!.total() / amount.toNumber(),
  }));
}
