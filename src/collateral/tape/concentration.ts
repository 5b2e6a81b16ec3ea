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

  add(block: LoanBlock): void {
    for (const kind of this.#kinds) kind.add(block);
  }

  result(): Concentration[] {
    return this.#kinds.flatMap((kind) => kind.result() ?? []);
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
  #balances = new Float64Array(0);
  #counts = new Float64Array(0);
  /** Whole cents by name; amounts that are none stand in `#rest`. */
  #cents = new Float64Array(0);
  readonly #rest = new Map<number, ExactSum>();
  readonly #unnamed = new ExactSum();
  readonly #squares = new CompensatedSum();
  readonly #total = new CompensatedSum();
  #unnamedCount = 0;

  constructor(by: CategoryColumnName) {
    this.#by = by;
  }

  add({ loans, cents }: LoanBlock): void {
    const column = loans.categories[this.#by];
    if (column !== undefined) {
      this.#labels = column.labels;
      this.#reserve(column.labels.length);
    }
    for (let row = 0; row < loans.rowCount; row++) {
      const code = column?.codes[row] ?? 0;
      const balance = loans.currentBalance[row]!;
      this.#total.add(balance);
      if (code > 0) {
        this.#addNamed(code - 1, balance, cents[row]!);
        continue;
      }
      this.#unnamed.add(balance);
      this.#unnamedCount++;
      this.#squares.add(balance * balance);
    }
  }

  /** Undefined where no loan has such a name. */
  result(): Concentration | undefined {
    const labels = this.#labels;
    if (labels === undefined) return undefined;
    const balances = this.#balances.subarray(0, labels.length);
    for (const balance of balances) this.#squares.add(balance * balance);
    const whole = this.#total.total();
    const herfindahl = this.#squares.total() / (whole * whole);
    return {
      by: this.#by,
      names: labels.length,
      unnamed: { count: this.#unnamedCount, balance: exactText(this.#unnamed.total()) },
      largest: largestOf(balances).map((name) => ({
        label: labels[name]!,
        count: this.#counts[name]!,
        balance: exactText(this.#balanceOf(name)),
        share: balances[name]! / whole,
      })),
      herfindahl,
      effectiveNumber: 1 / herfindahl,
    };
  }

  #addNamed(name: number, balance: number, cents: number): void {
    this.#balances[name]! += balance;
    this.#counts[name]!++;
    const next = this.#cents[name]! + cents;
    if (cents >= 0 && next <= Number.MAX_SAFE_INTEGER) {
      this.#cents[name] = next;
      return;
    }
    const rest = this.#rest.get(name) ?? new ExactSum();
    rest.add(balance);
    this.#rest.set(name, rest);
  }

  #balanceOf(name: number): Money {
    return add(centsToMoney(this.#cents[name]!), this.#rest.get(name)?.total() ?? zero);
  }

  #reserve(names: number): void {
    if (names <= this.#counts.length) return;
    const size = Math.max(names, this.#counts.length * 2);
    this.#balances = longer(this.#balances, size);
    this.#counts = longer(this.#counts, size);
    this.#cents = longer(this.#cents, size);
  }
}

function longer(list: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const array = new Float64Array(length);
  array.set(list);
  return array;
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
