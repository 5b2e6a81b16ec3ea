import type { Money } from '#basics/money.js';
import type { Rate } from '#basics/rate.js';
import type { AmountRule } from './amountRule.js';

/**
 * How a payment date is worked through: steps in order, each taking what is left in its sources. Without `from`
 * these are `collections` and then the accounts and supports that cover what the step pays.
 */
export type Step = StepCondition &
  (
    | {
        readonly do: 'pay-fees';
        readonly fees: readonly string[];
        readonly share: Share;
        readonly from: readonly string[] | undefined;
        /** At most this much for all fees of the step on one date; the rest stays due. */
        readonly cap: Money | undefined;
        /** The ledger that is debited with what other accounts than the first of `from` pay. */
        readonly lends?: string | undefined;
      }
    | {
        readonly do: 'pay-interest';
        readonly notes: readonly string[];
        readonly share: Share;
        readonly from: readonly string[] | undefined;
        readonly lends?: string | undefined;
      }
    | {
        readonly do: 'pay-principal';
        readonly notes: readonly string[];
        readonly share: Share;
        readonly from: readonly string[] | undefined;
        readonly target: PrincipalTarget;
      }
    /** Brings a reserve to its target: tops it up, and releases what is above into `from`'s first account. */
    | {
        readonly do: 'fund-reserve';
        readonly reserve: string;
        readonly from: readonly string[] | undefined;
        readonly release: boolean;
        /** The most that is added on one date, such as a share of what was collected. */
        readonly limit: AmountRule | undefined;
      }
    /** Pays back what was drawn of supports, the first first. */
    | {
        readonly do: 'repay-support';
        readonly supports: readonly string[];
        readonly from: readonly string[] | undefined;
      }
    /** Moves cash between accounts: at most `amount`, or what a ledger is short, which it credits. */
    | {
        readonly do: 'transfer';
        readonly from: readonly string[] | undefined;
        readonly to: string;
        readonly amount: TransferAmount;
      }
    /** Writes the period's losses off the balances of the classes, the first first. */
    | { readonly do: 'write-off'; readonly notes: readonly string[] }
    /** Buys loans with what the transfer amount leaves it; see `purchases` of the terms. */
    | {
        readonly do: 'buy-loans';
        readonly from: readonly string[] | undefined;
        /** Account that takes in what limits leave unspent. */
        readonly keep: string | undefined;
        readonly amount: TransferAmount;
      }
    /** All that is left, in shares; with a hurdle until the first class of `to` has earned that yearly return. */
    | {
        readonly do: 'pay-residual';
        readonly to: readonly { readonly note: string; readonly share: Rate }[];
        readonly hurdle: Rate | undefined;
        readonly from: readonly string[] | undefined;
      }
  );
export type StepKind = Step['do'];

/** A step with conditions runs when every trigger of `when` is in force and none of `unless` is. */
export interface StepCondition {
  readonly when: readonly string[];
  readonly unless: readonly string[];
}

/** In order of the list, or by amount due (fees, interest) and by balance (principal). */
export const shares = ['sequential', 'pro-rata'] as const;
export type Share = (typeof shares)[number];

/**
 * The most that a principal step pays before the legal final date, less principal already paid on the date.
 * - `all`: everything left, up to the balances of its classes (turbo).
 * - `principal-collections`: scheduled and prepaid principal and recoveries of the period.
 * - `pool-decline`: scheduled, prepaid and defaulted principal, so that excess spread makes good for defaults.
 * - `schedule`: each class down to its planned balance of the date; what was missed is caught up.
 * - `overcollateralization`: until the classes of the step owe no more than the performing balance less the target.
 */
export type PrincipalTarget =
  | { readonly kind: 'all' }
  | { readonly kind: 'principal-collections' }
  | { readonly kind: 'pool-decline' }
  | { readonly kind: 'schedule' }
  | {
      readonly kind: 'overcollateralization';
      readonly target: AmountRule;
      /** Named amounts that are taken off the pool's balance first, such as a yield supplement. */
      readonly less: readonly string[];
    };

export type TransferAmount =
  | { readonly kind: 'all' }
  | { readonly kind: 'rule'; readonly rule: AmountRule }
  | { readonly kind: 'ledger'; readonly ledger: string }
  | { readonly kind: 'named'; readonly amount: string };
