import { Decimal } from 'decimal.js';

/**
 * Exact amounts of money: the only door to decimal.js. Amounts enter as text, or from float64 by an
 * explicit rounding (`moneyFromFloat`); they leave as text with the currency's decimals.
 */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });

declare const moneyBrand: unique symbol;
/** An immutable decimal number of currency units. */
export type Money = Decimal & { readonly [moneyBrand]: true };

export type RoundingMode = 'half-up' | 'half-even' | 'down' | 'up';

const modes: Record<RoundingMode, Decimal.Rounding> = {
  'half-up': Decimal.ROUND_HALF_UP,
  'half-even': Decimal.ROUND_HALF_EVEN,
  down: Decimal.ROUND_DOWN,
  up: Decimal.ROUND_UP,
};

export const zero = new Exact(0) as Money;

/** Bounded so that sums of any two amounts fit in 40 digits and stay exact. */
const plainDecimal = /^-?\d{1,20}(\.\d{1,18})?$/;

/** `money('1250000.00')`. Throws on anything but a plain decimal: parse user text with `parseMoney`. */
export function money(text: string): Money {
  const parsed = parseMoney(text);
  if (parsed === undefined) throw new Error(`"${text}" is not an amount`);
  return parsed;
}

/** A plain decimal such as `-1250000.00`, without separators or exponent; otherwise undefined. */
export function parseMoney(text: string): Money | undefined {
  return plainDecimal.test(text) ? (new Exact(text) as Money) : undefined;
}

/** A float64 amount, rounded to `decimals` (half up on its shortest decimal form). Throws unless finite. */
export function moneyFromFloat(amount: number, decimals: number): Money {
  if (!Number.isFinite(amount)) throw new Error(`${amount} is not an amount`);
  return new Exact(amount).toDecimalPlaces(decimals) as Money;
}

/** Whether a value of unknown origin is an amount of ours. */
export function isMoney(value: unknown): value is Money {
  return Exact.isDecimal(value);
}

export function moneyToFloat(amount: Money): number {
  return amount.toNumber();
}

export function add(a: Money, b: Money): Money {
  return a.plus(b) as Money;
}

export function subtract(a: Money, b: Money): Money {
  return a.minus(b) as Money;
}

export function negate(a: Money): Money {
  return a.negated() as Money;
}

export function sum(amounts: Iterable<Money>): Money {
  let total = zero;
  for (const amount of amounts) total = add(total, amount);
  return total;
}

export function minimum(a: Money, b: Money): Money {
  return a.lessThan(b) ? a : b;
}

export function maximum(a: Money, b: Money): Money {
  return a.lessThan(b) ? b : a;
}

/** The amount if positive, else zero. */
export function positivePart(a: Money): Money {
  return a.isPositive() ? a : zero;
}

export function compare(a: Money, b: Money): -1 | 0 | 1 {
  return a.comparedTo(b) as -1 | 0 | 1;
}

export function isZero(a: Money): boolean {
  return a.isZero();
}

export function isNegative(a: Money): boolean {
  return a.isNegative() && !a.isZero();
}

/** Not rounded to the currency, but to 40 digits. A factor is an exact decimal or a whole number. */
export function times(amount: Money, factor: Money | number | string): Money {
  return finite(amount.times(factor));
}

/** Not rounded to the currency, but to 40 digits. Throws for a divisor of zero. */
export function dividedBy(amount: Money, divisor: Money | number | string): Money {
  return finite(amount.dividedBy(divisor));
}

function finite(amount: Decimal): Money {
  if (!amount.isFinite()) throw new Error(`an amount became ${amount}`);
  return amount as Money;
}

export function roundMoney(amount: Money, decimals: number, mode: RoundingMode = 'half-up'): Money {
  return amount.toDecimalPlaces(decimals, modes[mode]) as Money;
}

/** Plain text with exactly `decimals` decimals: `"144589166.10"`. Throws if that would round. */
export function formatMoney(amount: Money, decimals: number): string {
  if (amount.decimalPlaces() > decimals) throw new Error(`${amount} has more than ${decimals} decimals`);
  return (amount.isZero() ? zero : amount).toFixed(decimals);
}

/**
 * Splits `amount`, a whole number of minor units, in proportion to the weights; leftover minor units go to
 * the largest remainders, the earlier of equal ones first. Shares add up to `amount` and have its sign.
 * All weights zero: everything to the first. Weights must not be negative. Exact for weights of any length.
 */
export function allocate(amount: Money, weights: readonly Money[], decimals: number): Money[] {
  if (weights.length === 0) throw new Error('nobody to allocate to');
  if (weights.some(isNegative)) throw new Error('a weight is negative');
  const scale = weights.reduce((most, weight) => Math.max(most, weight.decimalPlaces()), 0);
  const parts = weights.map((weight) => integerOf(weight, scale));
  const total = parts.reduce((sum, part) => sum + part, 0n);
  if (total === 0n) return weights.map((_, i) => (i === 0 ? amount : zero));
  const units = integerOf(amount, decimals);
  const size = units < 0n ? -units : units;
  const shares = parts.map((part) => (size * part) / total);
  let left = size - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = parts
    .map((part, i) => ({ i, remainder: (size * part) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  // Fewer units are left than there are remainders above zero.
  for (const { i } of byRemainder) if (left-- > 0n) shares[i]! += 1n;
  return shares.map((share) => ofInteger(units < 0n ? -share : share, decimals));
}

/** `amount × 10^scale`. Throws if that is no whole number. */
function integerOf(amount: Money, scale: number): bigint {
  return BigInt(formatMoney(amount, scale).replace('.', ''));
}

function ofInteger(units: bigint, decimals: number): Money {
  return new Exact(`${units}e-${decimals}`) as Money;
}
