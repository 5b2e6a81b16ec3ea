import type { LoanTable } from '../loanTable.js';
import { DoubleDouble } from './doubleDouble.js';

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
 * 0 where all loans are alike; an exponential mixture of amounts has 1. One pass: sums and sums of squares are kept
 * in two floats each, some 32 digits, so that amounts of 10^13 beside small ones lose nothing in the difference
 * n Σx² − (Σx)².
 */
export class HomogeneitySums {
  readonly #columns = [
    new Moments('currentBalance'),
    new Moments('remainingTermMonths'),
    new Moments('annualRate'),
  ];

  add(loans: LoanTable): void {
    const values = [loans.currentBalance, loans.remainingTermMonths, loans.annualRate];
    this.#columns.forEach((column, i) => void column.add(values[i]!));
  }

  result(): Homogeneity[] {
    return this.#columns.flatMap((column) => column.result() ?? []);
  }
}

class Moments {
  readonly #column: string;
  readonly #sum = new DoubleDouble();
  readonly #squares = new DoubleDouble();
  #count = 0;
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;

  constructor(column: string) {
    this.#column = column;
  }

  add(values: ArrayLike<number>): void {
    this.#count += values.length;
    this.#sum.addAll(values);
    this.#squares.addSquares(values);
    let least = this.#least;
    let greatest = this.#greatest;
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    this.#least = least;
    this.#greatest = greatest;
  }

  result(): Homogeneity | undefined {
    const [count, least, greatest] = [this.#count, this.#least, this.#greatest];
    if (count === 0) return undefined;
    const mean = this.#sum.value() / count;
    // Equal values can differ from their rounded mean by a last bit; that is no variation.
    const standardDeviation = least === greatest ? 0 : Math.sqrt(this.#sumOfSquares() / count);
    const coefficientOfVariation = mean === 0 ? null : standardDeviation / mean;
    return { column: this.#column, count, mean, standardDeviation, coefficientOfVariation, least, greatest };
  }

  /** Of the distances from the mean: Σx² − (Σx)² / n. */
  #sumOfSquares(): number {
    const scaled = new DoubleDouble();
    scaled.addScaled(this.#squares, this.#count);
    scaled.subtractSquare(this.#sum);
    return Math.max(0, scaled.value() / this.#count);
  }
}
