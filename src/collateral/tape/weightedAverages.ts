import type { LoanTable, NumberColumnName } from '../loanTable.js';
import { CompensatedSum } from './exactSum.js';

export interface WeightedAverage {
  readonly column: string;
  /** Over the loans that state a value. */
  readonly value: number;
  readonly count: number;
}

const averaged = [
  'originalTermMonths',
  'monthsOnBook',
  'score',
  'daysPastDue',
  'annualDefaultRate',
  'debtRatio',
  'currentRatio',
  'netMargin',
  'yearsInBusiness',
  'cashFlowGrowth',
] as const satisfies readonly NumberColumnName[];

/** Averages by current balance, each over the loans that have a value in the column: missing is not zero. */
export class WeightedAverages {
  readonly #columns = ['annualRate', 'remainingTermMonths', ...averaged].map((column) => ({
    column,
    weighted: new CompensatedSum(),
    weights: new CompensatedSum(),
    count: 0,
  }));

  add(loans: LoanTable): void {
    this.#columns.forEach((sums, i) => {
      const own = i === 0 ? loans.annualRate : i === 1 ? loans.remainingTermMonths : undefined;
      const stated = i < 2 ? undefined : loans.numbers[averaged[i - 2]!];
      const values = own ?? stated?.values;
      if (values === undefined) return;
      for (let row = 0; row < loans.rowCount; row++) {
        if (stated !== undefined && stated.present[row] === 0) continue;
        sums.weighted.add(loans.currentBalance[row]! * values[row]!);
        sums.weights.add(loans.currentBalance[row]!);
        sums.count++;
      }
    });
  }

  result(): WeightedAverage[] {
    return this.#columns
      .filter(({ count }) => count > 0)
      .map(({ column, weighted, weights, count }) => ({
        column,
        value: weighted.total() / weights.total(),
        count,
      }));
  }
}
