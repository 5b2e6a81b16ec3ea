import type { CategoryColumnName, LoanTable } from '../loanTable.js';
import { repaymentTypes } from '../loanTable.js';
import { exactText } from './exactSum.js';
import { GroupSums } from './groupSums.js';
import type { LoanBlock } from './loanBlock.js';

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
export class Stratifier {
  readonly #always = [
    new StepStrata('annualRate', rateSteps, percentLabel, ({ annualRate }) => ({ values: annualRate })),
    new StepStrata('remainingTermMonths', termSteps, wholeLabel, ({ remainingTermMonths }) => ({
      values: remainingTermMonths,
    })),
    new StepStrata('currentBalance', balanceSteps, amountLabel, ({ currentBalance }) => ({
      values: currentBalance,
    })),
  ];
  readonly #age = new StepStrata('monthsOnBook', ageSteps, wholeLabel, ({ numbers }) => numbers.monthsOnBook);
  readonly #pastDue = new StepStrata(
    'daysPastDue',
    pastDueSteps,
    wholeLabel,
    ({ numbers }) => numbers.daysPastDue,
  );
  readonly #scores = scoreSteps.map(
    ({ steps }) => new StepStrata('score', steps, scoreLabel, ({ numbers }) => numbers.score),
  );
  readonly #repayments = new GroupSums();
  readonly #categories = categoryNames.map((name) => new CategoryStrata(name));
  /** All loans so far as one group: what they are to a column that nobody has filled yet. */
  readonly #all = new GroupSums();
  #scoreMost = 0;

  add(block: LoanBlock): void {
    for (const strata of [...this.#always, this.#age, this.#pastDue]) strata.add(block, this.#all);
    const { score } = block.loans.numbers;
    if (score !== undefined)
      for (const value of score.values) if (value > this.#scoreMost) this.#scoreMost = value;
    // The greatest score only rises: steps for smaller ones than have been seen are out.
    for (const strata of this.#scores.slice(0, this.#scoreSteps() + 1)) strata.add(block, this.#all);
    this.#repayments.add(block.loans.repaymentType, repaymentTypes.length, block);
    for (const strata of this.#categories) strata.add(block, this.#all);
    this.#all.add(new Uint8Array(block.loans.rowCount), 1, block);
  }

  #scoreSteps(): number {
    return scoreSteps.findIndex(({ above }) => this.#scoreMost > above);
  }

  result(): Stratification[] {
    const scores = this.#scores[this.#scoreSteps()]!;
    const stepped = [...this.#always, this.#age, this.#pastDue, scores].flatMap(
      (strata) => strata.result() ?? [],
    );
    return [
      ...stepped,
      byCodes('repaymentType', this.#repayments, (group) => repaymentTypes[group]!),
      ...this.#categories.flatMap((strata) => strata.result() ?? []),
    ];
  }
}

const categoryNames = ['status', 'region', 'industry', 'rating', 'security', 'guarantor'] as const;

/** Bureau scores run from 300 to 850 or 950, others to 100 or 10. */
const scoreSteps: readonly { readonly above: number; readonly steps: readonly number[] }[] = [
  { above: 100, steps: [0, 500, 550, 600, 640, 680, 700, 720, 740, 760, 780, 800, 850] },
  { above: 10, steps: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90] },
  { above: Number.NEGATIVE_INFINITY, steps: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
];

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

/** What a value a loan is sorted by; a column without a mask has a value for every loan. */
type ValuesOf = (loans: LoanTable) => { values: ArrayLike<number>; present?: Uint8Array } | undefined;

const stepsMost = 16;

class StepStrata {
  readonly #name: string;
  readonly #steps: Float64Array;
  readonly #stepCount: number;
  readonly #label: BucketLabel;
  readonly #valuesOf: ValuesOf;
  readonly #sums = new GroupSums();
  #isFilled = false;

  constructor(name: string, steps: readonly number[], label: BucketLabel, valuesOf: ValuesOf) {
    this.#name = name;
    if (steps.length > stepsMost) throw new Error(`${name} has more than ${stepsMost} steps`);
    this.#stepCount = steps.length;
    this.#steps = new Float64Array(stepsMost).fill(Number.POSITIVE_INFINITY);
    this.#steps.set(steps);
    this.#label = label;
    this.#valuesOf = valuesOf;
  }

  add(block: LoanBlock, before: GroupSums): void {
    const column = this.#valuesOf(block.loans);
    if (column === undefined && !this.#isFilled) return;
    if (!this.#isFilled) this.#sums.begin(before);
    this.#isFilled = true;
    const buckets = new Uint8Array(block.loans.rowCount); // 0 is missing
    if (column !== undefined) this.#sort(column.values, column.present, buckets);
    this.#sums.add(buckets, this.#stepCount + 1, block);
  }

  #sort(values: ArrayLike<number>, present: Uint8Array | undefined, buckets: Uint8Array): void {
    const steps = this.#steps;
    for (let row = 0; row < buckets.length; row++) {
      if (present !== undefined && present[row] === 0) continue;
      const value = values[row]!;
      // Halving 16 steps; the last ones are beyond every value.
      let bucket = value >= steps[8]! ? 8 : 0;
      if (value >= steps[bucket + 4]!) bucket += 4;
      if (value >= steps[bucket + 2]!) bucket += 2;
      if (value >= steps[bucket + 1]!) bucket += 1;
      buckets[row] = bucket + 1;
    }
  }

  /** Undefined for a column without a single value. */
  result(): Stratification | undefined {
    if (!this.#isFilled) return undefined;
    const steps = [...this.#steps.subarray(0, this.#stepCount)];
    const labels = ['missing', ...steps.map((from, i) => this.#label(from, steps[i + 1]))];
    const pool = poolOf(this.#sums);
    const groups = labels.map((_, group) => group).filter((group) => this.#sums.countOf(group) > 0);
    return {
      name: this.#name,
      strata: groups.map((group) => stratum(labels[group]!, this.#sums, [group], pool)),
    };
  }
}

class CategoryStrata {
  readonly #name: CategoryColumnName;
  readonly #sums = new GroupSums();
  #labels: readonly string[] | undefined;

  constructor(name: CategoryColumnName) {
    this.#name = name;
  }

  add(block: LoanBlock, before: GroupSums): void {
    const column = block.loans.categories[this.#name];
    if (column === undefined && this.#labels === undefined) return;
    if (this.#labels === undefined) this.#sums.begin(before);
    if (column !== undefined) this.#labels = column.labels;
    const codes = column?.codes ?? new Uint32Array(block.loans.rowCount);
    this.#sums.add(codes, (column?.labels.length ?? 0) + 1, block);
  }

  result(): Stratification | undefined {
    const labels = this.#labels;
    if (labels === undefined) return undefined;
    return byCodes(this.#name, this.#sums, (group) => (group === 0 ? 'missing' : labels[group - 1]!));
  }
}

/** The largest 20 by balance, the rest in one line. */
function byCodes(name: string, sums: GroupSums, label: (group: number) => string): Stratification {
  const pool = poolOf(sums);
  const filled: { group: number; balance: number; label: string }[] = [];
  for (let group = 0; group < sums.groupCount; group++) {
    if (sums.countOf(group) === 0) continue;
    filled.push({ group, balance: sums.balanceOf(group).toNumber(), label: label(group) });
  }
  filled.sort((a, b) => b.balance - a.balance || (a.label < b.label ? -1 : 1));
  const shownCount = filled.length <= categoriesShown + 1 ? filled.length : categoriesShown;
  const strata = filled.slice(0, shownCount).map((f) => stratum(f.label, sums, [f.group], pool));
  const others = filled.slice(shownCount).map(({ group }) => group);
  if (others.length > 0) strata.push(stratum(`${others.length} others`, sums, others, pool));
  return { name, strata };
}

function poolOf(sums: GroupSums): number {
  let pool = 0;
  for (let group = 0; group < sums.groupCount; group++) pool += sums.balanceOf(group).toNumber();
  return pool;
}

function stratum(label: string, sums: GroupSums, groups: readonly number[], pool: number): Stratum {
  const { count, balance, rate, term } = sums.averagesOf(groups);
  return {
    label,
    count,
    balance: exactText(balance),
    share: pool === 0 ? 0 : balance.toNumber() / pool,
    weightedAverageRate: rate,
    weightedAverageRemainingTermMonths: term,
  };
}
