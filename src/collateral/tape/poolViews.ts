import type { LoanTable } from '../loanTable.js';
import { Concentrations } from './concentration.js';
import { CompensatedSum } from './exactSum.js';
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
  readonly #weights = new CompensatedSum();
  readonly #rates = new CompensatedSum();
  readonly #terms = new CompensatedSum();
  #rowCount = 0;

  add(loans: LoanTable): void {
    const block = loanBlock(loans);
    this.#rowCount += loans.rowCount;
    this.#strata.add(block);
    this.#concentrations.add(block);
    this.#homogeneity.add(loans);
    this.#averages.add(loans);
    for (let row = 0; row < loans.rowCount; row++) {
      this.#weights.add(loans.currentBalance[row]!);
      this.#rates.add(block.balanceTimesRate[row]!);
      this.#terms.add(block.balanceTimesTerm[row]!);
    }
  }

  /** Averages are null for an empty pool. */
  result(): PoolViews {
    const isEmpty = this.#rowCount === 0;
    const weight = this.#weights.total();
    return {
      weightedAverageRate: isEmpty ? null : this.#rates.total() / weight,
      weightedAverageRemainingTermMonths: isEmpty ? null : this.#terms.total() / weight,
      stratifications: this.#strata.result(),
      concentrations: isEmpty ? [] : this.#concentrations.result(),
      homogeneity: this.#homogeneity.result(),
      weightedAverages: this.#averages.result(),
    };
  }
}
