import { add, type Money, zero } from '#basics/money.js';
import type { CategoryColumnName } from '../loanTable.js';
import { CompensatedSum, centsToMoney, ExactSum, exactText } from './exactSum.js';
import type { LoanBlock } from './loanBlock.js';

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

/** Concentrations by every kind of name that the loans have. */
export class Concentrations {
  readonly #kinds = kinds.map((by) => new ConcentrationBy(by));
  readonly #total = new CompensatedSum();
  /** All loans so far: what they are to a kind of which no name has come yet. */
  readonly #all = new UnnamedLoans();

  add(block: LoanBlock): void {
    for (const kind of this.#kinds) kind.add(block, this.#all);
    this.#total.addAll(block.loans.currentBalance);
    this.#all.addAll(block.loans.currentBalance);
  }

  result(): Concentration[] {
    const whole = this.#total.total();
    return this.#kinds.flatMap((kind) => kind.result(whole) ?? []);
  }
}

/** Loans that name nobody, each a name of its own. */
class UnnamedLoans {
  count = 0;
  readonly balance = new ExactSum();
  squares = new CompensatedSum();

  add(balance: number): void {
    this.count++;
    this.balance.add(balance);
    this.squares.add(balance * balance);
  }

  addAll(balances: Float64Array): void {
    this.count += balances.length;
    this.balance.addAll(balances);
    const squares = new Float64Array(balances.length);
    for (let row = 0; row < squares.length; row++) squares[row] = balances[row]! * balances[row]!;
    this.squares.addAll(squares);
  }

  begin(other: UnnamedLoans): void {
    this.count = other.count;
    this.balance.addSum(other.balance);
    this.squares = other.squares.copy();
  }
}

/**
 * Herfindahl index over names and the number of equal names that would have the same index:
 *
 *   H = sum of squared shares of the balance,  effective number = 1 / H
 *
 * Shares are fractions, so H lies in (0, 1]: 1 is a single name. A loan that names nobody counts as a name of
 * its own; how much that concerns is stated beside. Source: Hirschman 1945, Herfindahl 1950.
 */
class ConcentrationBy {
  readonly #by: CategoryColumnName;
  #labels: readonly string[] | undefined;
  /** Balance, number and whole cents of each name, one after the other; amounts that are no cents stand in `#rest`. */
  #sums = new Float64Array(0);
  readonly #rest = new Map<number, ExactSum>();
  readonly #unnamed = new UnnamedLoans();

  constructor(by: CategoryColumnName) {
    this.#by = by;
  }

  add({ loans, cents }: LoanBlock, before: UnnamedLoans): void {
    const column = loans.categories[this.#by];
    if (column === undefined && this.#labels === undefined) return;
    if (this.#labels === undefined) this.#unnamed.begin(before);
    if (column === undefined) {
      this.#unnamed.addAll(loans.currentBalance);
      return;
    }
    this.#labels = column.labels;
    this.#reserve(column.labels.length);
    const { codes } = column;
    const { currentBalance } = loans;
    const sums = this.#sums;
    for (let row = 0; row < codes.length; row++) {
      const balance = currentBalance[row]!;
      if (codes[row] === 0) {
        this.#unnamed.add(balance);
        continue;
      }
      const at = (codes[row]! - 1) * stride;
      sums[at]! += balance;
      sums[at + 1]!++;
      const whole = sums[at + 2]! + cents[row]!;
      if (cents[row]! >= 0 && whole <= Number.MAX_SAFE_INTEGER) sums[at + 2] = whole;
      else this.#addRest(codes[row]! - 1, balance);
    }
  }

  /** Undefined where no loan has such a name; `whole` is the balance of the pool. */
  result(whole: number): Concentration | undefined {
    const labels = this.#labels;
    if (labels === undefined) return undefined;
    const balances = Float64Array.from(labels, (_, name) => this.#sums[name * stride]!);
    const squares = this.#unnamed.squares.copy();
    for (const balance of balances) squares.add(balance * balance);
    const herfindahl = squares.total() / (whole * whole);
    return {
      by: this.#by,
      names: labels.length,
      unnamed: { count: this.#unnamed.count, balance: exactText(this.#unnamed.balance.total()) },
      largest: largestOf(balances).map((name) => ({
        label: labels[name]!,
        count: this.#sums[name * stride + 1]!,
        balance: exactText(this.#balanceOf(name)),
        share: balances[name]! / whole,
      })),
      herfindahl,
      effectiveNumber: 1 / herfindahl,
    };
  }

  #addRest(name: number, balance: number): void {
    const rest = this.#rest.get(name) ?? new ExactSum();
    rest.add(balance);
    this.#rest.set(name, rest);
  }

  #balanceOf(name: number): Money {
    return add(centsToMoney(this.#sums[name * stride + 2]!), this.#rest.get(name)?.total() ?? zero);
  }

  #reserve(names: number): void {
    if (names * stride <= this.#sums.length) return;
    const longer = new Float64Array(Math.max(names * stride, this.#sums.length * 2));
    longer.set(this.#sums);
    this.#sums = longer;
  }
}

const stride = 4;

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
