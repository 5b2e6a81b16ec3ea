import type { DayCount } from '#basics/dayCount.js';
import type { Money } from '#basics/money.js';
import type { Rate } from '#basics/rate.js';

/** A fee; what cash does not cover is carried to the next payment date, without interest, or lost. */
export interface Fee {
  readonly name: string;
  readonly charge: Charge;
  readonly unpaid: 'carried' | 'lost';
}

/**
 * `annual`: rate × day count fraction of the accrual period (or of the collection period) × balance at its
 * start. `collected`: a share of what was collected, as taxes on income are. `named`: as reported for the date. `fixed`: an amount each payment,
 * each month of collections, each year by day count, or once on the first payment date.
 */
export type Charge =
  | {
      readonly kind: 'annual';
      readonly rate: Rate;
      /**
       * A balance; an account or support by name: what it holds, or what is left of its limit; what is drawn of a
       * support; or the balances of classes.
       */
      readonly of:
        | FeeBase
        | { readonly account: string }
        | { readonly drawn: string }
        | { readonly notes: readonly string[] };
      readonly dayCount: DayCount;
      readonly over: 'accrual' | 'collection';
    }
  | { readonly kind: 'collected'; readonly rate: Rate; readonly of: 'interest' | 'collections' }
  | { readonly kind: 'named'; readonly amount: string }
  | {
      readonly kind: 'fixed';
      readonly amount: Money;
      readonly per: 'payment' | 'month' | 'year' | 'once';
      readonly dayCount: DayCount;
    };

export const feeBases = ['pool', 'notes', 'initial pool', 'initial notes'] as const;
export type FeeBase = (typeof feeBases)[number];

/** Before the name of a support: what was drawn of it and not repaid. */
export const drawnWord = 'drawn ';
