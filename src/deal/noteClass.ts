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
