import type { LoanTable, RepaymentType } from './loanTable.js';
import { type ShortInterval, shortFrequencies } from './shortIntervals.js';

/** Months between payments of a loan by its paymentFrequency (payments a year); 1 where the tape has none. */
export function paymentInterval(loans: LoanTable, row: number): number {
  const frequency = loans.numbers.paymentFrequency;
  if (frequency?.present[row] !== 1) return 1;
  const perYear = frequency.values[row]!;
  if (!monthlyOrSlower(perYear)) {
    throw new Error(`${loans.name}:${loans.line[row]}: ${perYear} payments a year cannot be projected yet`);
  }
  return 12 / perYear;
}

/** Payment frequencies that fall on whole months: 12, 6, 4, 3, 2 and 1 a year. */
export function monthlyOrSlower(perYear: number): boolean {
  return perYear > 0 && Number.isInteger(12 / perYear);
}

/** Types whose payments follow the tape's frequency. */
export function paysByInstallments(type: RepaymentType): boolean {
  return type === 'level' || type === 'equal-principal' || type === 'interest-only' || type === 'flat-fee';
}

/** A loan's payments a year where they are more than twelve. */
export function shortFrequency(loans: LoanTable, row: number): ShortInterval['perYear'] | undefined {
  const frequency = loans.numbers.paymentFrequency;
  if (frequency?.present[row] !== 1) return undefined;
  return shortFrequencies.find((perYear) => perYear === frequency.values[row]);
}
