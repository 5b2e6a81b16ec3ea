import type { CategoryColumn, CategoryColumnName, LoanTable } from '../loanTable.js';
import { CompensatedSum, ExactSum, exactText } from './exactSum.js';

export interface ConcentrationGroup {
  readonly label: string;
  readonly count: number;
  readonly balance: string;
  /** Of the current balance, a fraction. */
  readonly share: number;
}

/** How far the pool hangs on few names of one kind. */
export interface Concentration {
  readonly by: CategoryColumnName;
  /** Distinct names, and loans that name none. */
  readonly names: number;
  readonly unnamed: { readonly count: number; readonly balance: string };
  /** The largest by balance, ten at most. */
  readonly largest: readonly ConcentrationGroup[];
  readonly herfindahl: number;
  readonly effectiveNumber: number;
}

const kinds = ['obligorId', 'payerId', 'acceptor', 'guarantor', 'region', 'industry'] as const;
const groupsListed = 10;

export function concentrations(loans: LoanTable): Concentration[] {
  return loans.rowCount === 0 ? [] : kinds.flatMap((by) => concentrationBy(loans, by) ?? []);
}

/**
 * Herfindahl index over names and the number of equal names that would have the same index:
 *
 *   H = sum of squared shares of the balance,  effective number = 1 / H
 *
 * Shares are fractions, so H lies in (0, 1]: 1 is a single name. A loan that names nobody counts as a name of
 * its own; how much that concerns is stated beside. Source: Hirschman 1945, Herfindahl 1950.
 */
export function concentrationBy(loans: LoanTable, by: CategoryColumnName): Concentration | undefined {
  const column = loans.categories[by];
  if (column === undefined) return undefined;
  const balances = new Float64Array(column.labels.length);
  const counts = new Uint32Array(column.labels.length);
  const unnamed = new ExactSum();
  const squares = new CompensatedSum();
  const total = new CompensatedSum();
  let unnamedCount = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    const code = column.codes[row]!;
    const balance = loans.currentBalance[row]!;
    total.add(balance);
    if (code === 0) {
      unnamed.add(balance);
      unnamedCount++;
      squares.add(balance * balance);
    } else {
      balances[code - 1]! += balance;
      counts[code - 1]!++;
    }
  }
  for (const balance of balances) squares.add(balance * balance);
  const whole = total.total();
  const herfindahl = squares.total() / (whole * whole);
  const order = largestOf(balances);
  const exact = exactBalances(loans, column, order);
  return {
    by,
    names: column.labels.length,
    unnamed: { count: unnamedCount, balance: exactText(unnamed.total()) },
    largest: order.map((i, place) => ({
      label: column.labels[i]!,
      count: counts[i]!,
      balance: exact[place]!,
      share: balances[i]! / whole,
    })),
    herfindahl,
    effectiveNumber: 1 / herfindahl,
  };
}

/** Places of the largest groups, the first of equals first. */
function largestOf(balances: Float64Array): number[] {
  const largest: number[] = [];
  for (let i = 0; i < balances.length; i++) {
    const last = largest[groupsListed - 1];
    if (last !== undefined && balances[i]! <= balances[last]!) continue;
    let place = Math.min(largest.length, groupsListed - 1);
    while (place > 0 && balances[largest[place - 1]!]! < balances[i]!) place--;
    largest.splice(place, 0, i);
    largest.length = Math.min(largest.length, groupsListed);
  }
  return largest;
}

/** Only the few groups that are shown need exact sums. */
function exactBalances(loans: LoanTable, column: CategoryColumn, groups: readonly number[]): string[] {
  const placeOf = new Map(groups.map((group, place) => [group + 1, place]));
  const sums = groups.map(() => new ExactSum());
  const isShown = new Uint8Array(column.labels.length + 1);
  for (const group of groups) isShown[group + 1] = 1;
  for (let row = 0; row < loans.rowCount; row++) {
    const code = column.codes[row]!;
    if (isShown[code] === 1) sums[placeOf.get(code)!]!.add(loans.currentBalance[row]!);
  }
  return sums.map((sum) => exactText(sum.total()));
}
