import type { Money } from '#basics/money.js';
import type { Rate } from '#basics/rate.js';

/** What changes hands at closing; the statement of it is `waterfall/closingStatement.ts`. */
export interface ClosingTerms {
  /** Of the pool's balance at the cut-off; undefined where nobody stated a price. */
  readonly poolPrice: Rate | undefined;
  /** Paid from the proceeds of the classes. */
  readonly fees: readonly ClosingFee[];
}

export interface ClosingFee {
  readonly name: string;
  readonly size:
    | { readonly kind: 'amount'; readonly amount: Money }
    | { readonly kind: 'share'; readonly rate: Rate; readonly of: 'initial pool' | 'initial notes' };
}
