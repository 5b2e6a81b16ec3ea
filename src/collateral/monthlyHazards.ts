import { defaultCurve, defaultFreeMonths, defaultSource } from './behavior/default.js';
import { type HazardSource, ratesOfMonth } from './behavior/hazard.js';
import { prepaymentSource } from './behavior/prepayment.js';
import type { Cohorts } from './cohorts.js';
import type { LoanBehavior } from './loanBehavior.js';

export { needsAge } from './loanBehavior.js';

/** Behavior of loans that follow the same assumptions, ready to be looked up month by month. */
export interface MonthlyHazards {
  readonly prepayment: HazardTable;
  /** Undefined where defaults are given as amounts, which make one rate for all in each month. */
  readonly default: HazardTable | undefined;
  readonly defaultFreeMonths: number;
  /** Partial prepayment that re-levels loans: for the pool's flows the same as some loans prepaying in full. */
  readonly partialSmm: number;
  /** Multiples of the default rate by month of the pool; empty for none. */
  readonly defaultProfile: readonly number[];
  /** Whether rates change with a loan's age, its nearness to maturity or the pool's month. */
  readonly byLoanMonth: boolean;
}

export interface HazardTable extends HazardSource {
  /** Row of each cohort in the curve; undefined when there is one row. */
  readonly rowOf: Uint32Array | undefined;
  /** The curve's rates for months of `years`; 0 is not filled. */
  years: number;
  monthly: Float64Array;
}

/** The hazards of a pool's cohorts under one behavior. */
export function monthlyHazards(
  cohorts: Cohorts,
  behavior: LoanBehavior,
  partialSmm = 0,
  defaultProfile: readonly number[] = [],
): MonthlyHazards {
  const prepayment = prepaymentTable(cohorts, behavior);
  const defaults = defaultTable(cohorts, behavior);
  const freeMonths = defaultFreeMonths(behavior.default);
  const moves = (table: HazardTable | undefined) => table === undefined || table.curve.ageCount > 1;
  return {
    prepayment,
    default: defaults,
    defaultFreeMonths: freeMonths,
    partialSmm,
    defaultProfile,
    byLoanMonth: moves(prepayment) || moves(defaults) || freeMonths > 0 || defaultProfile.length > 0,
  };
}

/** Rates that go by a loan's remaining term have a row for each term. */
function prepaymentTable(cohorts: Cohorts, { prepayment, originalTermMonths }: LoanBehavior): HazardTable {
  const byRemaining =
    prepayment.kind === 'before-due' ||
    (prepayment.kind === 'regression' && prepayment.reading === 'probability-before-due');
  if (!byRemaining) {
    return newTable(prepaymentSource(prepayment, { originalTermMonths, remainingTermMonths: 0 }), undefined);
  }
  const terms = distinct(cohorts.remainingTermMonths);
  const sources = Array.from(terms.values, (remainingTermMonths) =>
    prepaymentSource(prepayment, { originalTermMonths, remainingTermMonths }),
  );
  const first = sources[0];
  if (first === undefined) return newTable(prepaymentSource({ kind: 'none' }, noTerms), undefined);
  const rates = new Float64Array(sources.length * first.curve.ageCount);
  sources.forEach(({ curve }, row) => {
    rates.set(curve.rates, row * curve.ageCount);
  });
  return newTable({ clock: first.clock, curve: { ...first.curve, rates } }, terms.rowOf);
}

const noTerms = { originalTermMonths: 0, remainingTermMonths: 0 };

function defaultTable(cohorts: Cohorts, behavior: LoanBehavior): HazardTable | undefined {
  if (behavior.default.kind !== 'tape') {
    const source = defaultSource(behavior.default, behavior);
    return source === undefined ? undefined : newTable(source, undefined);
  }
  const { values, rowOf } = distinct(cohorts.annualDefaultRate);
  return newTable({ clock: 'age', curve: defaultCurve(behavior.default, Float64Array.from(values)) }, rowOf);
}

function newTable(source: HazardSource, rowOf: Uint32Array | undefined): HazardTable {
  return { ...source, rowOf, years: 0, monthly: source.curve.rates };
}

function distinct(column: Float64Array | Int32Array): { values: Iterable<number>; rowOf: Uint32Array } {
  const rowOfValue = new Map<number, number>();
  const rowOf = new Uint32Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    let row = rowOfValue.get(value);
    if (row === undefined) {
      row = rowOfValue.size;
      rowOfValue.set(value, row);
    }
    rowOf[i] = row;
  }
  return { values: rowOfValue.keys(), rowOf };
}

/** Where loans stand at the start of a month. */
export interface HazardMonth {
  /** The month's length: 1/12, or actual days over 365. */
  readonly years: number;
  /** Months since these loans joined the pool, and since the pool's cut-off. */
  readonly elapsed: number;
  readonly poolMonth: number;
  /** Default rate of loans whose defaults are given as amounts. */
  readonly amountRate: number;
}

/**
 * Writes each loan's monthly prepayment and default rate of one month. `ageAtStart` + `elapsed` is a loan's age
 * when the month begins, `monthCount` − `elapsed` the months it then has left.
 */
export function fillRates(
  hazards: MonthlyHazards,
  month: HazardMonth,
  loans: { count: number; ageAtStart: Int32Array; monthCount: Int32Array; originalRow: Uint32Array },
  smm: Float64Array,
  mdr: Float64Array,
): void {
  fillFrom(hazards.prepayment, month, loans, smm);
  if (hazards.partialSmm > 0) {
    for (let i = 0; i < loans.count; i++) smm[i]! += (1 - smm[i]!) * hazards.partialSmm;
  }
  if (hazards.default === undefined) mdr.fill(month.amountRate, 0, loans.count);
  else {
    fillFrom(hazards.default, month, loans, mdr);
    multiplyBy(hazards.defaultProfile, month.poolMonth, mdr, loans.count);
  }
  const { defaultFreeMonths } = hazards;
  if (defaultFreeMonths === 0) return;
  for (let i = 0; i < loans.count; i++) {
    if (loans.monthCount[i]! - month.elapsed <= defaultFreeMonths) mdr[i] = 0;
  }
}

function multiplyBy(profile: readonly number[], poolMonth: number, mdr: Float64Array, count: number): void {
  if (profile.length === 0) return;
  const multiple = profile[Math.min(poolMonth, profile.length - 1)]!;
  for (let i = 0; i < count; i++) mdr[i] = Math.min(1, mdr[i]! * multiple);
}

function fillFrom(
  table: HazardTable,
  { years, elapsed, poolMonth }: HazardMonth,
  loans: { count: number; ageAtStart: Int32Array; originalRow: Uint32Array },
  rates: Float64Array,
): void {
  if (table.years !== years) {
    table.monthly = ratesOfMonth(table.curve, years);
    table.years = years;
  }
  const { monthly, rowOf } = table;
  const count = table.curve.ageCount;
  if (rowOf === undefined && (count === 1 || table.clock === 'month')) {
    rates.fill(monthly[Math.min(poolMonth, count - 1)]!, 0, loans.count);
    return;
  }
  for (let i = 0; i < loans.count; i++) {
    const clock = table.clock === 'age' ? loans.ageAtStart[i]! + elapsed : poolMonth;
    const row = rowOf === undefined ? 0 : rowOf[loans.originalRow[i]!]!;
    rates[i] = monthly[row * count + Math.min(clock, count - 1)]!;
  }
}
