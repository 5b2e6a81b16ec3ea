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
export function weightedAverages(loans: LoanTable): WeightedAverage[] {
  const always = [
    { column: 'annualRate', values: loans.annualRate, present: undefined },
    { column: 'remainingTermMonths', values: loans.remainingTermMonths, present: undefined },
  ];
  const stated = averaged.flatMap((column) => {
    const numbers = loans.numbers[column];
    return numbers === undefined ? [] : [{ column, ...numbers }];
  });
  return [...always, ...stated].flatMap(({ column, values, present }) => {
    const weighted = new CompensatedSum();
    const weights = new CompensatedSum();
    let count = 0;
    for (let row = 0; row < loans.rowCount; row++) {
      if (present !== undefined && present[row] === 0) continue;
      weighted.add(loans.currentBalance[row]! * values[row]!);
      weights.add(loans.currentBalance[row]!);
      count++;
    }
    return count === 0 ? [] : [{ column, value: weighted.total() / weights.total(), count }];
  });
}
