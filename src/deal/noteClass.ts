import type { CalendarDate } from '#basics/calendarDate.js';
import type { DayCount } from '#basics/dayCount.js';
import type { Money } from '#basics/money.js';
import type { Rate } from '#basics/rate.js';
import type { AmountSchedule } from './amountSchedule.js';
import type { Coupon } from './coupon.js';

/** A class of notes as promised. A residual class has no coupon of its own; it may have a balance. */
export interface NoteClass {
  readonly name: string;
  readonly kind: 'interest-bearing' | 'residual';
  readonly size: NoteSize;
  readonly coupon: Coupon | undefined;
  readonly dayCount: DayCount;
  readonly unpaidInterest: UnpaidInterest;
  /** Classes on whose balances interest accrues instead of its own: an interest-only class. */
  readonly notional: readonly string[];
  /** No principal is paid before this date, but on the legal final date. */
  readonly lockout: CalendarDate | undefined;
  /** No interest is paid before this date, nor before the classes named are repaid; what becomes of it is `unpaidInterest`. */
  readonly interestFrom: CalendarDate | undefined;
  readonly interestAfter: readonly string[];
  /** Planned balances, for `target: schedule`. */
  readonly schedule: AmountSchedule | undefined;
  readonly profile: Profile | undefined;
  /** Proceeds at closing for one unit of balance, and the share of the class that is sold for cash. */
  readonly issuePrice: Rate;
  readonly sold: Rate;
  /** Who holds the class, by units; empty where no register is stated. */
  readonly holders: readonly Holder[];
}

/** A share of the pool balance at the cut-off, or an amount; a residual class may have no balance at all. */
export type NoteSize =
  | { readonly kind: 'share'; readonly share: Rate }
  | { readonly kind: 'balance'; readonly balance: Money }
  | { readonly kind: 'none' };

/**
 * What becomes of interest that was due and not paid on a payment date: it is carried to the next date without
 * or with interest on it at the coupon, added to the balance of the class, or lost.
 */
export const unpaidInterestRules = ['carried', 'carried-with-interest', 'capitalized', 'lost'] as const;
export type UnpaidInterest = (typeof unpaidInterestRules)[number];

/**
 * How the principal of a class is distributed; it bounds every principal step of the class until legal final.
 * - `level-installments` (等额本息): principal and interest of a payment add up to the same amount.
 * - `pro-rata-by-units` (按比例): the principal that the pool paid in the period goes to holders by units held.
 * - `interest-then-principal` (先息后本): principal at maturity; what is received early waits in an account.
 */
export type Profile =
  | { readonly kind: 'level-installments'; readonly installments: number }
  | { readonly kind: 'pro-rata-by-units' }
  | {
      readonly kind: 'interest-then-principal';
      readonly maturity: CalendarDate | undefined;
      readonly accumulation: string;
    };

export const profileKinds = ['level-installments', 'pro-rata-by-units', 'interest-then-principal'] as const;
export type ProfileKind = (typeof profileKinds)[number];

export interface Holder {
  readonly name: string;
  readonly units: number;
}
