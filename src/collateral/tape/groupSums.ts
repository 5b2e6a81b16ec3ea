import { add, type Money, zero } from '#basics/money.js';
import { centsToMoney, ExactSum } from './exactSum.js';
import type { LoanBlock } from './loanBlock.js';

/**
 * Loans by group: number, exact balance, and balance times rate and term, which averages need. Groups are small
 * numbers, arrays grow with them. The sums of products are Neumaier's, as in exactSum.ts.
 */
export class GroupSums {
  /** Figures of a group, one after the other: they are fetched together. */
  #sums = new Float64Array(0);
  readonly #rest = new Map<number, ExactSum>();

  get groupCount(): number {
    return this.#sums.length / stride;
  }

  /** Adds the loans of a block, each to its group. */
  add(groups: Uint8Array | Uint32Array, groupCount: number, block: LoanBlock): void {
    this.#reserve(groupCount);
    const { cents, balanceTimesRate, balanceTimesTerm } = block;
    if (isOneGroup(groups)) {
      this.#addToOne(groups[0]!, block);
      return;
    }
    const sums = this.#sums;
    for (let row = 0; row < cents.length; row++) {
      const at = groups[row]! * stride;
      sums[at]!++;
      const whole = sums[at + 1]! + cents[row]!;
      if (cents[row]! >= 0 && whole <= Number.MAX_SAFE_INTEGER) sums[at + 1] = whole;
      else this.#addRest(groups[row]!, block.loans.currentBalance[row]!);
      // What an addition loses, exactly (Knuth).
      const byRate = balanceTimesRate[row]!;
      const rates = sums[at + 2]! + byRate;
      const ratePart = rates - sums[at + 2]!;
      sums[at + 3]! += sums[at + 2]! - (rates - ratePart) + (byRate - ratePart);
      sums[at + 2] = rates;
      const byTerm = balanceTimesTerm[row]!;
      const terms = sums[at + 4]! + byTerm;
      const termPart = terms - sums[at + 4]!;
      sums[at + 5]! += sums[at + 4]! - (terms - termPart) + (byTerm - termPart);
      sums[at + 4] = terms;
    }
  }

  /** As `add`, without a step through memory a row. */
  #addToOne(group: number, { loans, cents, balanceTimesRate, balanceTimesTerm }: LoanBlock): void {
    const sums = this.#sums;
    const at = group * stride;
    let whole = sums[at + 1]!;
    let rates = sums[at + 2]!;
    let ratesLost = sums[at + 3]!;
    let terms = sums[at + 4]!;
    let termsLost = sums[at + 5]!;
    for (let row = 0; row < cents.length; row++) {
      const next = whole + cents[row]!;
      if (cents[row]! >= 0 && next <= Number.MAX_SAFE_INTEGER) whole = next;
      else this.#addRest(group, loans.currentBalance[row]!);
      const byRate = balanceTimesRate[row]!;
      const nextRates = rates + byRate;
      const ratePart = nextRates - rates;
      ratesLost += rates - (nextRates - ratePart) + (byRate - ratePart);
      rates = nextRates;
      const byTerm = balanceTimesTerm[row]!;
      const nextTerms = terms + byTerm;
      const termPart = nextTerms - terms;
      termsLost += terms - (nextTerms - termPart) + (byTerm - termPart);
      terms = nextTerms;
    }
    sums[at]! += cents.length;
    sums[at + 1] = whole;
    sums[at + 2] = rates;
    sums[at + 3] = ratesLost;
    sums[at + 4] = terms;
    sums[at + 5] = termsLost;
  }

  /** Takes over what was added up in the first group of another. */
  begin(other: GroupSums): void {
    this.#sums = other.#sums.slice(0, stride);
    const rest = other.#rest.get(0);
    if (rest !== undefined) this.#restOf(0).addSum(rest);
  }

  countOf(group: number): number {
    return this.#sums[group * stride] ?? 0;
  }

  balanceOf(group: number): Money {
    const rest = this.#rest.get(group);
    const whole = centsToMoney(this.#sums[group * stride + 1] ?? 0);
    return rest === undefined ? whole : add(whole, rest.total());
  }

  /** Of the groups together; an average of none is zero. */
  averagesOf(groups: readonly number[]): { rate: number; term: number; balance: Money; count: number } {
    let balance = zero;
    let [count, rates, terms] = [0, 0, 0];
    for (const group of groups) {
      const [, , rate = 0, rateLost = 0, term = 0, termLost = 0] = this.#sums.subarray(group * stride);
      balance = add(balance, this.balanceOf(group));
      count += this.countOf(group);
      rates += rate + rateLost;
      terms += term + termLost;
    }
    const weight = balance.toNumber();
    return { count, balance, rate: count === 0 ? 0 : rates / weight, term: count === 0 ? 0 : terms / weight };
  }

  #addRest(group: number, balance: number): void {
    this.#restOf(group).add(balance);
  }

  #restOf(group: number): ExactSum {
    let rest = this.#rest.get(group);
    if (rest === undefined) {
      rest = new ExactSum();
      this.#rest.set(group, rest);
    }
    return rest;
  }

  #reserve(groupCount: number): void {
    if (groupCount <= this.groupCount) return;
    const longer = new Float64Array(Math.max(groupCount, this.groupCount * 2) * stride);
    longer.set(this.#sums);
    this.#sums = longer;
  }
}

function isOneGroup(groups: Uint8Array | Uint32Array): boolean {
  const first = groups[0];
  for (let row = 0; row < groups.length; row++) if (groups[row] !== first) return false;
  return first !== undefined;
}

/** Number, cents, balance times rate and what its sum has lost, the same of the term; a line of the cache. */
const stride = 8;
