import type { Money } from '#basics/money.js';

/**
 * What changes hands at closing. Amounts that come in are positive, what is paid out negative; the lines add up to
 * zero. The originator sells the pool: it is paid in cash and in classes that were not sold, and what the proceeds
 * exceed the price by (a discount of the pool is not assumed) goes to it too.
 */
export interface ClosingStatement {
  readonly lines: readonly ClosingLine[];
  readonly total: Money;
  readonly cashToOriginator: Money;
}

export interface ClosingLine {
  readonly kind:
    | 'proceeds'
    | 'unsold'
    | 'pool-price'
    | 'fee'
    | 'reserve'
    | 'surplus-to-originator'
    | 'paid-by-originator';
  /** The class, fee or account; empty for the pool. */
  readonly name: string;
  readonly amount: Money;
}
