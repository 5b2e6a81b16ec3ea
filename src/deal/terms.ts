import type { BusinessCalendar, Roll } from '#basics/businessCalendar.js';
import type { CalendarDate } from '#basics/calendarDate.js';
import type { WrittenLimit, WrittenTest } from '#basics/criteriaForm.js';
import type { Rate } from '#basics/rate.js';
import type { Account } from './account.js';
import type { ClosingTerms } from './closingTerms.js';
import type { RateIndex } from './coupon.js';
import type { Fee } from './fee.js';
import type { Hedge } from './hedge.js';
import type { Ledger } from './ledger.js';
import type { CollectInto, NamedAmount } from './namedAmount.js';
import type { NoteClass } from './noteClass.js';
import type { Party } from './party.js';
import type { Ratings } from './ratings.js';
import type { Step } from './step.js';
import type { Support } from './support.js';
import type { Trigger } from './trigger.js';

/** What was promised: a deal file read and checked. Names still refer to names; nothing is sized or dated. */
export interface DealTerms {
  readonly name: string;
  readonly currency: string;
  /** Decimals of the currency's minor unit. */
  readonly decimals: number;
  readonly dates: DealDates;
  readonly notes: readonly NoteClass[];
  readonly accounts: readonly Account[];
  readonly collect: CollectInto;
  /** Told from outside, payment by payment. */
  readonly amounts: readonly NamedAmount[];
  readonly indices: readonly RateIndex[];
  readonly hedges: readonly Hedge[];
  readonly ledgers: readonly Ledger[];
  readonly supports: readonly Support[];
  readonly fees: readonly Fee[];
  readonly triggers: readonly Trigger[];
  readonly purchases: Purchases;
  readonly ratings: Ratings;
  readonly parties: readonly Party[];
  readonly closing: ClosingTerms;
  readonly steps: readonly Step[];
}

/** How loans are bought by `buy-loans` steps: they look like the pool at the cut-off. */
export interface Purchases {
  /** Payment dates before this one buy; without it all do until legal final. */
  readonly until: CalendarDate | undefined;
  /** Payments that distribute collections of at most this many months since the cut-off buy. */
  readonly months: number | undefined;
  /** How often principal collected inside a payment period buys; on payment dates alone by default. */
  readonly every: PurchaseRhythm;
  /** Cash for one unit of principal; par where it is not stated. */
  readonly price: Rate | undefined;
  /** Instead of a price: what the scheduled payments of the line yield at it, compounded monthly. */
  readonly yield: Rate | undefined;
  /** What a loan must be to be bought, and how much of the pool may hang on one name, as written. */
  readonly eligibility: readonly WrittenTest[];
  readonly limits: readonly WrittenLimit[];
}

export const purchaseRhythms = ['payment', 'month', 'week', 'day'] as const;
export type PurchaseRhythm = (typeof purchaseRhythms)[number];

/** Dates left out are derived from the pool's cut-off; the rules are in docs/methodology/waterfall.md. */
export interface DealDates {
  readonly cutOff: CalendarDate | undefined;
  readonly closing: CalendarDate | undefined;
  readonly firstPayment: CalendarDate | undefined;
  readonly legalFinal: CalendarDate | undefined;
  readonly firstCollectionEnd: CalendarDate | undefined;
  /** Day of the month, cut to the month's end; 31 is the last day. */
  readonly paymentDay: number | undefined;
  /** Months from one payment date to the next: 1, 3, 6 or 12. */
  readonly paymentMonths: number;
  readonly calendar: BusinessCalendar;
  readonly roll: Roll;
  /** Whether interest accrues to the date as rolled, or to the scheduled one. */
  readonly accrual: 'scheduled' | 'rolled';
}
