import { segmentColumns } from '#collateral/assumptions.js';
import { type LoanTable, repaymentTypes } from '#collateral/loanTable.js';

/** What the defaults of a run depend on: which default rates the tape has, and how its loans repay. */
export interface PoolFacts {
  readonly loanCount: number;
  readonly lastMaturityMonths: number;
  /** Share of balance that is discount instruments, paid at face on the due date. */
  readonly discountShare: number;
  /** Undefined when the tape has no column annualDefaultRate. */
  readonly defaultRates: TapeDefaultRates | undefined;
  /** By column, the label with the largest balance; the first of equal ones. */
  readonly largestLabels: { readonly [column: string]: string };
}

export interface TapeDefaultRates {
  /** Weighted by current balance, over loans that have a rate. */
  readonly mean: number;
  readonly missing: number;
}

export function poolFacts(loans: LoanTable): PoolFacts {
  const discountCode = repaymentTypes.indexOf('discount');
  let balance = 0;
  let discount = 0;
  let lastMaturityMonths = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    balance += loans.currentBalance[row]!;
    if (loans.repaymentType[row] === discountCode) discount += loans.currentBalance[row]!;
    lastMaturityMonths = Math.max(lastMaturityMonths, loans.remainingTermMonths[row]!);
  }
  return {
    loanCount: loans.rowCount,
    lastMaturityMonths,
    discountShare: balance === 0 ? 0 : discount / balance,
    defaultRates: tapeDefaultRates(loans),
    largestLabels: largestLabels(loans),
  };
}

function largestLabels(loans: LoanTable): { [column: string]: string } {
  const largest: { [column: string]: string } = {};
  for (const name of segmentColumns) {
    if (name === 'repaymentType') continue;
    const column = loans.categories[name];
    if (column === undefined || column.labels.length === 0) continue;
    const balances = new Float64Array(column.labels.length + 1);
    for (let row = 0; row < loans.rowCount; row++)
      balances[column.codes[row]!]! += loans.currentBalance[row]!;
    let best = 1;
    for (let code = 2; code < balances.length; code++) if (balances[code]! > balances[best]!) best = code;
    largest[name] = column.labels[best - 1]!;
  }
  return largest;
}

/** undefined without the column. */
export function tapeDefaultRates(loans: LoanTable): TapeDefaultRates | undefined {
  const column = loans.numbers.annualDefaultRate;
  if (column === undefined) return undefined;
  let weighted = 0;
  let balance = 0;
  let missing = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    if (column.present[row] === 0) {
      missing++;
      continue;
    }
    weighted += column.values[row]! * loans.currentBalance[row]!;
    balance += loans.currentBalance[row]!;
  }
  return balance === 0 ? undefined : { mean: weighted / balance, missing };
}
