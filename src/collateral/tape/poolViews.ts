import type { LoanTable } from '../loanTable.js';
import { Concentrations } from './concentration.js';
import { HomogeneitySums } from './homogeneity.js';
import { loanBlock } from './loanBlock.js';
import { Stratifier } from './stratify.js';
import type { TapeReport } from './tapeReport.js';
import { WeightedAverages } from './weightedAverages.js';

export type PoolViews = Pick<
  TapeReport,
  | 'weightedAverageRate'
  | 'weightedAverageRemainingTermMonths'
  | 'stratifications'
  | 'concentrations'
  | 'homogeneity'
  | 'weightedAverages'
>;

/** All views of the accepted loans, added up run by run. */
export class PoolViewSums {
  readonly #strata = new Stratifier();
  readonly #concentrations = new Concentrations();
  readonly #homogeneity = new HomogeneitySums();
  readonly #averages = new WeightedAverages();
  #rowCount = 0;

  add(loans: LoanTable): void {
    const block = loanBlock(loans);
    this.#rowCount += loans.rowCount;
    this.#strata.add(block);
    this.#concentrations.add(block);
    this.#homogeneity.add(loans);
    this.#averages.add(block);
  }

  /** Averages are null for an empty pool. */
  result(): PoolViews {
    const isEmpty = this.#rowCount === 0;
    const weightedAverages = this.#averages.result();
    const averageOf = (column: string) =>
      weightedAverages.find((average) => average.column === column)?.value ?? null;
    return {
      weightedAverageRate: averageOf('annualRate'),
      weightedAverageRemainingTermMonths: averageOf('remainingTermMonths'),
      stratifications: this.#strata.result(),
      concentrations: isEmpty ? [] : this.#concentrations.result(),
      homogeneity: this.#homogeneity.result(),
      weightedAverages,
    };
  }
}
