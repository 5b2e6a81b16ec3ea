import { moneyFromFloat, sum } from '#basics/money.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { DoublePledge } from '#collateral/screening/doublePledge.js';
import type { ListCoverage } from '#collateral/screening/outsideList.js';
import type { Screening } from '#collateral/screening/screenLoans.js';
import type { TapeDocument } from './documents/tapeSchema.js';

/** What `abs tape` was asked beside reading the tape. */
export interface TapeViewInputs {
  readonly screening: { readonly criteria: string; readonly result: Screening } | undefined;
  readonly lists: readonly ListCoverage[];
  readonly pledges: { readonly other: LoanTable; readonly found: readonly DoublePledge[] } | undefined;
}

/** The parts of the document that need the loans. */
export type TapeViews = Pick<TapeDocument, 'screening' | 'lists' | 'doublePledges'>;

export const noViews: TapeViews = { screening: null, lists: [], doublePledges: null };

export function tapeViews(loans: LoanTable, { screening, lists, pledges }: TapeViewInputs): TapeViews {
  return {
    screening: screening === undefined ? null : screeningPart(loans, screening.criteria, screening.result),
    lists: lists.map((list) => ({ ...list })),
    doublePledges: pledges === undefined ? null : pledgePart(loans, pledges.other, pledges.found),
  };
}

function screeningPart(loans: LoanTable, criteria: string, result: Screening): TapeDocument['screening'] {
  return {
    criteria,
    tests: result.tests.map(({ name, failed, missing, balance }) => ({ name, failed, missing, balance })),
    eligible: { ...result.eligible },
    ineligible: { ...result.ineligible },
    limits: result.limits.map((limit) => ({ ...limit })),
    ineligibleLoans: result.failures.map(({ row, tests }) => ({
      at: placeOf(loans, row),
      loanId: loans.loanId.at(row),
      balance: amountText(loans.currentBalance[row]!),
      tests: [...tests],
    })),
  };
}

function pledgePart(
  loans: LoanTable,
  other: LoanTable,
  found: readonly DoublePledge[],
): TapeDocument['doublePledges'] {
  const balances = found.map(({ row }) => moneyFromFloat(loans.currentBalance[row]!, 20));
  const total = sum(balances);
  return {
    against: other.name,
    count: found.length,
    balance: total.toFixed(Math.max(2, total.decimalPlaces())),
    pairs: found.map(({ row, otherRow, by, key }) => ({
      at: placeOf(loans, row),
      otherAt: placeOf(other, otherRow),
      by,
      key,
      balance: amountText(loans.currentBalance[row]!),
    })),
  };
}

function placeOf(loans: LoanTable, row: number): string {
  return `${loans.name}:${loans.line[row]!}`;
}

/** A balance as the tape wrote it, with two decimals or as many more as it has. */
function amountText(balance: number): string {
  const exact = moneyFromFloat(balance, 20);
  return exact.toFixed(Math.max(2, exact.decimalPlaces()));
}
