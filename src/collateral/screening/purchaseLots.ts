import type { LoanTable } from '../loanTable.js';
import type { ConcentrationLimit, Criteria } from './criteria.js';
import { wordReader } from './screenedColumns.js';
import { eligibleLoans } from './screenLoans.js';

/**
 * The loans of a tape as lots: those that purchases treat alike. A lot that is not eligible is never bought; the
 * others are bought in proportion to `share`, unless a limit stops some of them (`allotPurchase`).
 */
export interface PurchaseLots {
  readonly count: number;
  readonly ofLoan: Uint32Array;
  /** Of the eligible balance; 0 for lots that are not eligible, and everywhere where no loan is. */
  readonly share: Float64Array;
  readonly limits: readonly PurchaseLimit[];
}

export interface PurchaseLimit {
  readonly name: string;
  readonly atMost: number;
  /** By lot: which name of the limit's column it has; −1 for none that the limit can hold. */
  readonly nameOfLot: Int32Array;
  readonly names: readonly string[];
}

/** More lots than this would cost more than they tell; the limit is then too fine for a line of loans. */
export const purchaseLotCountMax = 400;

/** All loans alike: no criteria. */
export function oneLot(loans: LoanTable): PurchaseLots {
  return { count: 1, ofLoan: new Uint32Array(loans.rowCount), share: Float64Array.of(1), limits: [] };
}

export function purchaseLots(loans: LoanTable, criteria: Criteria): PurchaseLots {
  const eligible = eligibleLoans(loans, criteria.eligibility);
  const watched = criteria.limits.map((limit) => watchedNames(loans, eligible, limit));
  const lotOfKey = new Map<string, number>();
  const firstRow: number[] = [];
  const ofLoan = Uint32Array.from({ length: loans.rowCount }, (_, row) => {
    const key = `${eligible[row]} ${watched.map(({ nameOf }) => nameOf(row)).join(' ')}`;
    let lot = lotOfKey.get(key);
    if (lot === undefined) {
      lot = firstRow.push(row) - 1;
      lotOfKey.set(key, lot);
    }
    return lot;
  });
  return {
    count: firstRow.length,
    ofLoan,
    share: eligibleShares(loans, eligible, ofLoan, firstRow.length),
    limits: criteria.limits.map(({ name, atMost }, k) => ({
      name,
      atMost,
      nameOfLot: Int32Array.from(firstRow, (row) => watched[k]!.nameOf(row)),
      names: watched[k]!.names,
    })),
  };
}

function eligibleShares(
  loans: LoanTable,
  eligible: Uint8Array,
  ofLoan: Uint32Array,
  count: number,
): Float64Array {
  const share = new Float64Array(count);
  let total = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    if (eligible[row] !== 1) continue;
    share[ofLoan[row]!]! += loans.currentBalance[row]!;
    total += loans.currentBalance[row]!;
  }
  return total === 0 ? share : share.map((balance) => balance / total);
}

/**
 * The names that a limit could ever stop: those with more than half of it, of the pool or of what is eligible. Others
 * are kept together, so that thousands of small borrowers are not thousands of lots. Loans without a name belong to
 * no name, as everywhere.
 */
function watchedNames(loans: LoanTable, eligible: Uint8Array, limit: ConcentrationLimit) {
  const word = wordReader(loans, limit.by);
  const inPool = new Map<string, number>();
  const inLine = new Map<string, number>();
  let pool = 0;
  let line = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    const balance = loans.currentBalance[row]!;
    const name = word(row);
    pool += balance;
    if (eligible[row] === 1) line += balance;
    if (name === undefined || (limit.of !== undefined && name !== limit.of)) continue;
    inPool.set(name, (inPool.get(name) ?? 0) + balance);
    if (eligible[row] === 1) inLine.set(name, (inLine.get(name) ?? 0) + balance);
  }
  const half = limit.atMost / 2;
  const names = [...inPool.keys()].filter(
    (name) => inPool.get(name)! > half * pool || (inLine.get(name) ?? 0) > half * line,
  );
  const index = new Map(names.map((name, k) => [name, k]));
  return { names, nameOf: (row: number): number => index.get(word(row) ?? '') ?? -1 };
}
