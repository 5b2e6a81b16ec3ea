import { add, type Money, zero } from '#basics/money.js';
import { centsToMoney, ExactSum } from './exactSum.js';
import type { LoanBlock } from './loanBlock.js';

/**
 * Loans by group: number, exact balance, and balance times rate and term, which averages need. Groups are small
 * numbers, arrays grow with them. The sums of products are Neumaier's, as in exactSum.ts.
 */
export class GroupSums {
  #counts = new Float64Array(0);
  #cents = new Float64Array(0);
  readonly #rest = new Map<number, ExactSum>();
  #rates = new Float64Array(0);
  #ratesLost = new Float64Array(0);
  #terms = new Float64Array(0);
  #termsLost = new Float64Array(0);

  get groupCount(): number {
    return this.#counts.length;
  }

  /** Adds the loans of a block, each to its group. */
  add(groups: ArrayLike<number>, groupCount: number, block: LoanBlock): void {
    this.#reserve(groupCount);
    const { cents, balanceTimesRate, balanceTimesTerm } = block;
    const [counts, sums] = [this.#counts, this.#cents];
    for (let row = 0; row < cents.length; row++) {
      const group = groups[row]!;
      const next = sums[group]! + cents[row]!;
      counts[group]!++;
      if (cents[row]! >= 0 && next <= Number.MAX_SAFE_INTEGER) sums[group] = next;
      else this.#addRest(group, block.loans.currentBalance[row]!);
    }
    addByGroup(groups, balanceTimesRate, this.#rates, this.#ratesLost);
    addByGroup(groups, balanceTimesTerm, this.#terms, this.#termsLost);
  }

  countOf(group: number): number {
    return this.#counts[group] ?? 0;
  }

  balanceOf(group: number): Money {
    const rest = this.#rest.get(group);
    const whole = centsToMoney(this.#cents[group] ?? 0);
    return rest === undefined ? whole : add(whole, rest.total());
  }

  /** Of the groups together; an average of none is zero. */
  averagesOf(groups: readonly number[]): { rate: number; term: number; balance: Money; count: number } {
    let balance = zero;
    let [count, rates, terms] = [0, 0, 0];
    for (const group of groups) {
      balance = add(balance, this.balanceOf(group));
      count += this.countOf(group);
      rates += (this.#rates[group] ?? 0) + (this.#ratesLost[group] ?? 0);
      terms += (this.#terms[group] ?? 0) + (this.#termsLost[group] ?? 0);
    }
    const weight = balance.toNumber();
    return { count, balance, rate: count === 0 ? 0 : rates / weight, term: count === 0 ? 0 : terms / weight };
  }

  #addRest(group: number, balance: number): void {
    let rest = this.#rest.get(group);
    if (rest === undefined) {
      rest = new ExactSum();
      this.#rest.set(group, rest);
    }
    rest.add(balance);
  }

  #reserve(groupCount: number): void {
    if (groupCount <= this.#counts.length) return;
    const size = Math.max(groupCount, this.#counts.length * 2);
    this.#counts = longer(this.#counts, size);
    this.#cents = longer(this.#cents, size);
    this.#rates = longer(this.#rates, size);
    this.#ratesLost = longer(this.#ratesLost, size);
    this.#terms = longer(this.#terms, size);
    this.#termsLost = longer(this.#termsLost, size);
  }
}

function addByGroup(
  groups: ArrayLike<number>,
  values: Float64Array,
  sums: Float64Array,
  lost: Float64Array,
): void {
  for (let row = 0; row < values.length; row++) {
    const group = groups[row]!;
    const sum = sums[group]!;
    const value = values[row]!;
    const next = sum + value;
    lost[group]! += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sums[group] = next;
  }
}

function longer(list: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const array = new Float64Array(length);
  array.set(list);
  return array;
}
