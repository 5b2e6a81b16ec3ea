import type { LoanTable } from '../loanTable.js';
import { CompensatedSum } from './exactSum.js';

/** How alike the loans are in one column: each loan counts once, whatever its balance. */
export interface Homogeneity {
  readonly column: string;
  readonly count: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** Null where the mean is zero. */
  readonly coefficientOfVariation: number | null;
  readonly least: number;
  readonly greatest: number;
}

/**
 * Coefficient of variation of amount, term and rate:
 *
 *   standard deviation / mean,  both over the pool as it is (divided by n, not n − 1)
 *
 * 0 where all loans are alike; an exponential mixture of amounts has 1. Two passes, so that amounts of
 * 10^13 beside small ones lose nothing.
 */
export function homogeneity(loans: LoanTable): Homogeneity[] {
  if (loans.rowCount === 0) return [];
  return [
    variation('currentBalance', loans.currentBalance, loans.rowCount),
    variation('remainingTermMonths', loans.remainingTermMonths, loans.rowCount),
    variation('annualRate', loans.annualRate, loans.rowCount),
  ];
}

function variation(column: string, values: ArrayLike<number>, count: number): Homogeneity {
  const sum = new CompensatedSum();
  let least = values[0]!;
  let greatest = values[0]!;
  for (let row = 0; row < count; row++) {
    const value = values[row]!;
    sum.add(value);
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const mean = sum.total() / count;
  const squares = new CompensatedSum();
  for (let row = 0; row < count; row++) squares.add((values[row]! - mean) * (values[row]! - mean));
  // Equal values can differ from their rounded mean by a last bit; that is no variation.
  const standardDeviation = least === greatest ? 0 : Math.sqrt(squares.total() / count);
  const coefficientOfVariation = mean === 0 ? null : standardDeviation / mean;
  return { column, count, mean, standardDeviation, coefficientOfVariation, least, greatest };
}
