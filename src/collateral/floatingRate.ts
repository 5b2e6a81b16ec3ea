import type { LoanTable } from './loanTable.js';

/** Terms of a floating rate; caps that the tape does not have are infinite. */
export interface FloatingRate {
  readonly index: readonly number[];
  readonly margin: number;
  readonly firstResetMonths: number;
  readonly resetMonths: number;
  readonly firstCap: number;
  readonly periodicCap: number;
  readonly lifeCap: number;
  readonly floor: number;
  /** 0 is not rounded. */
  readonly rounding: number;
}

/**
 * A loan's rate after a reset in pool month `month` (months since the cut-off, whose index is element 0 of the
 * curve; the last stays): index plus margin, rounded to the nearest multiple, within the first or periodic cap
 * around the rate before, within floor and life cap. The order of a standard adjustable-rate note: rounding first,
 * then the change, then the life limits.
 */
export function rateAtReset(floating: FloatingRate, before: number, month: number, first: boolean): number {
  const index = floating.index[Math.min(month, floating.index.length - 1)] ?? 0;
  const wanted = roundToMultiple(index + floating.margin, floating.rounding);
  const cap = first ? floating.firstCap : floating.periodicCap;
  const moved = Math.min(Math.max(wanted, before - cap), before + cap);
  return Math.min(Math.max(moved, floating.floor), floating.lifeCap);
}

function roundToMultiple(value: number, multiple: number): number {
  return multiple > 0 ? Math.round(value / multiple) * multiple : value;
}

/** The index that a loan's rate follows, or undefined for a fixed rate. */
export function indexOf(loans: LoanTable, row: number): string | undefined {
  const column = loans.categories.indexName;
  const code = column?.codes[row] ?? 0;
  return code === 0 ? undefined : column!.labels[code - 1];
}

/** A loan's floating rate; throws for an index without a curve, which `checkLoans` reports. */
export function floatingRate(
  loans: LoanTable,
  row: number,
  indexRates: { readonly [index: string]: readonly number[] } | undefined,
): FloatingRate | undefined {
  const name = indexOf(loans, row);
  if (name === undefined) return undefined;
  const index = indexRates !== undefined && Object.hasOwn(indexRates, name) ? indexRates[name]! : undefined;
  if (index === undefined || index.length === 0) {
    throw new Error(`${loans.name}:${loans.line[row]}: no rates are given for the index "${name}"`);
  }
  const number = (column: keyof LoanTable['numbers'], missing: number) =>
    loans.numbers[column]?.present[row] === 1 ? loans.numbers[column]!.values[row]! : missing;
  const infinite = Number.POSITIVE_INFINITY;
  const resetMonths = Math.max(1, number('resetMonths', 1));
  const periodicCap = number('periodicRateCap', infinite);
  return {
    index,
    margin: number('margin', 0),
    firstResetMonths: number('firstResetMonths', resetMonths),
    resetMonths,
    firstCap: number('firstRateCap', periodicCap),
    periodicCap,
    lifeCap: number('lifeRateCap', infinite),
    floor: number('rateFloor', 0),
    rounding: number('rateRounding', 0),
  };
}
