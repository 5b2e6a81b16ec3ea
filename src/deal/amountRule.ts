import type { Money } from '#basics/money.js';
import type { Rate } from '#basics/rate.js';

/**
 * A quantity of money that a target is a share of. `pool` is the performing balance at the end of the
 * collection period, `notes` what all classes owe before the payment (the residual class too), or the classes
 * named; the initial ones are balances at the cut-off and at closing.
 */
export type Base =
  | { readonly kind: 'pool' }
  | { readonly kind: 'initial-pool' }
  | { readonly kind: 'notes'; readonly notes: readonly string[] | 'all' }
  | { readonly kind: 'initial-notes' };

/** `1% of pool` or `500000.00`, with an optional floor and cap. */
export interface AmountRule {
  readonly measure:
    | { readonly kind: 'fixed'; readonly amount: Money }
    | { readonly kind: 'share'; readonly share: Rate; readonly of: Base };
  readonly floor: Money | undefined;
  readonly cap: Money | undefined;
}
