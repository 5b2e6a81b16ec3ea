import type { NumberColumn, NumberColumnName } from '../loanTable.js';
import { CompensatedSum } from './exactSum.js';
import type { LoanBlock } from './loanBlock.js';

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

  #products = new Float64Array(0);

  add({ loans, balanceTimesRate, balanceTimesTerm }: LoanBlock): void {
    const { currentBalance, numbers } = loans;
    this.#columns.forEach((sums, i) => {
      const stated = i < 2 ? undefined : numbers[averaged[i - 2]!];
      if (i >= 2 && stated === undefined) return;
      const own = i === 0 ? balanceTimesRate : balanceTimesTerm;
      const products = stated === undefined ? own : this.#weighted(currentBalance, stated);
      sums.weighted.addAll(products);
      sums.weights.addAll(stated === undefined ? currentBalance : weights(currentBalance, stated));
      sums.count += stated === undefined ? loans.rowCount : countOf(stated.present);
    });
  }

  /** A loan without a value weighs nothing: adding zero changes no sum. */
  #weighted(balances: Float64Array, { values, present }: NumberColumn): Float64Array {
    if (this.#products.length !== values.length) this.#products = new Float64Array(values.length);
    const products = this.#products;
    for (let row = 0; row < products.length; row++)
      products[row] = present[row] === 1 ? balances[row]! * values[row]! : 0;
    return products;
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

function weights(balances: Float64Array, { present }: NumberColumn): Float64Array {
  if (!present.includes(0)) return balances;
  return balances.map((balance, row) => (present[row] === 1 ? balance : 0));
}

function countOf(present: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < present.length; row++) count += present[row]!;
  return count;
}
