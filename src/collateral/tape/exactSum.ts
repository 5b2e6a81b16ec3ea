import { add, type Money, money, moneyFromFloat, zero } from '#basics/money.js';

/**
 * Sums of amounts without rounding. Amounts in whole cents, which is nearly all of them, add up as integers
 * below 2^53; the rest, and what would pass that, go through exact decimals. A float64 stands for its shortest
 * decimal text, which is what the tape wrote as long as that has at most 15 digits.
 */
export class ExactSum {
  #cents = 0;
  #rest: Money = zero;

  add(amount: number): void {
    const cents = Math.round(amount * 100);
    const next = this.#cents + cents;
    if (cents / 100 === amount && Number.isSafeInteger(next)) this.#cents = next;
    else this.#rest = add(this.#rest, moneyFromFloat(amount, 20));
  }

  /** All amounts of a list; whole cents that cannot leave 2^53 behind together are not checked one by one. */
  addAll(amounts: Float64Array): void {
    let sum = 0;
    let most = 0;
    let whole = 0;
    for (; whole < amounts.length; whole++) {
      const cents = Math.round(amounts[whole]! * 100);
      if (cents / 100 !== amounts[whole]) break;
      sum += cents;
      most = Math.max(most, Math.abs(cents));
    }
    const next = this.#cents + sum;
    const isExact = most * whole <= Number.MAX_SAFE_INTEGER && Number.isSafeInteger(next);
    if (isExact) this.#cents = next;
    for (let i = isExact ? whole : 0; i < amounts.length; i++) this.add(amounts[i]!);
  }

  addSum(other: ExactSum): void {
    const next = this.#cents + other.#cents;
    if (Number.isSafeInteger(next)) this.#cents = next;
    else this.#rest = add(this.#rest, centsToMoney(other.#cents));
    if (other.#rest !== zero) this.#rest = add(this.#rest, other.#rest);
  }

  total(): Money {
    return add(this.#rest, centsToMoney(this.#cents));
  }
}

export function centsToMoney(cents: number): Money {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return money(`${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`);
}

/** Plain text with two decimals, or as many more as the amount has. */
export function exactText(amount: Money): string {
  return amount.toFixed(Math.max(2, amount.decimalPlaces()));
}

/** Neumaier's compensated sum, for weighted averages: products of balances leave 2^53 behind. */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const next = this.#sum + value;
    this.#lost +=
      Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - next + value : value - next + this.#sum;
    this.#sum = next;
  }

  /** As `add` of one after the other; what an addition loses is found without asking which is the greater (Knuth). */
  addAll(values: Float64Array): void {
    let sum = this.#sum;
    let lost = this.#lost;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const next = sum + value;
      const part = next - sum;
      lost += sum - (next - part) + (value - part);
      sum = next;
    }
    this.#sum = sum;
    this.#lost = lost;
  }

  copy(): CompensatedSum {
    const copy = new CompensatedSum();
    copy.#sum = this.#sum;
    copy.#lost = this.#lost;
    return copy;
  }

  total(): number {
    return this.#sum + this.#lost;
  }
}
