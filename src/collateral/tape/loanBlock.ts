import type { LoanTable } from '../loanTable.js';

/** Accepted loans of a run of rows, with what every view weighs by. */
export interface LoanBlock {
  readonly loans: LoanTable;
  /** Balances as whole cents, −1 where they are none. */
  readonly cents: Float64Array;
  readonly balanceTimesRate: Float64Array;
  readonly balanceTimesTerm: Float64Array;
}

export function loanBlock(loans: LoanTable): LoanBlock {
  const { currentBalance, annualRate, remainingTermMonths, rowCount } = loans;
  const cents = new Float64Array(rowCount);
  const balanceTimesRate = new Float64Array(rowCount);
  const balanceTimesTerm = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const balance = currentBalance[row]!;
    const whole = Math.round(balance * 100);
    cents[row] = whole / 100 === balance ? whole : -1;
    balanceTimesRate[row] = balance * annualRate[row]!;
    balanceTimesTerm[row] = balance * remainingTermMonths[row]!;
  }
  return { loans, cents, balanceTimesRate, balanceTimesTerm };
}
