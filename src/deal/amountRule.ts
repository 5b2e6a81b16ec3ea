import type { Money } from '#basics/money.js';
import type { Rate } from '#basics/rate.js';

/**
 * A quantity of money that a target is a share of. `pool` is the performing balance at the end of the
 * collection period, `notes` what all classes owe before the payment (the residual class too), or the classes
 * named; the initial ones are balances at the cut-off and at closing. The bases of collections are
 * what arrived in the period: interest, principal (scheduled, prepaid and recovered), or both.
 */
export type Base =
  | { readonly kind: 'pool' }
  | { readonly kind: 'initial-pool' }
  | { readonly kind: 'notes'; readonly notes: readonly string[] | 'all' }
  | { readonly kind: 'initial-notes' }
  | { readonly kind: CollectedBase };

/** Known only on a payment date, so nothing that is fixed at closing can be a share of them. */
export const collectedBases = ['collections', 'interest collections', 'principal collections'] as const;
export type CollectedBase = (typeof collectedBases)[number];

/** `1% of pool` or `500000.00`, with an optional floor and cap. */
export interface AmountRule {
  readonly measure:
    | { readonly kind: 'fixed'; readonly amount: Money }
    | { readonly kind: 'share'; readonly share: Rate; readonly of: Base };
  readonly floor: Money | undefined;
  readonly cap: Money | undefined;
}
