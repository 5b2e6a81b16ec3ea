import type { CategoryColumnName, LoanTable } from '../loanTable.js';
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
  const sums = column.labels.map(() => new ExactSum());
  const counts = new Uint32Array(column.labels.length);
  const unnamed = new ExactSum();
  const squares = new CompensatedSum();
  let unnamedCount = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    const code = column.codes[row]!;
    const balance = loans.currentBalance[row]!;
    if (code === 0) {
      unnamed.add(balance);
      unnamedCount++;
      squares.add(balance * balance);
    } else {
      sums[code - 1]!.add(balance);
      counts[code - 1]!++;
    }
  }
  const balances = sums.map((sum) => sum.total().toNumber());
  const total = new CompensatedSum();
  total.add(unnamed.total().toNumber());
  for (const balance of balances) {
    total.add(balance);
    squares.add(balance * balance);
  }
  const whole = total.total();
  const herfindahl = squares.total() / (whole * whole);
  const order = balances.map((_, i) => i).sort((a, b) => balances[b]! - balances[a]! || a - b);
  return {
    by,
    names: column.labels.length,
    unnamed: { count: unnamedCount, balance: exactText(unnamed.total()) },
    largest: order.slice(0, groupsListed).map((i) => ({
      label: column.labels[i]!,
      count: counts[i]!,
      balance: exactText(sums[i]!.total()),
      share: balances[i]! / whole,
    })),
    herfindahl,
    effectiveNumber: 1 / herfindahl,
  };
}
