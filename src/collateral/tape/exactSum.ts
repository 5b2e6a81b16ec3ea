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

  total(): number {
    return this.#sum + this.#lost;
  }
}
