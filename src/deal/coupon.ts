import type { CalendarDate } from '#basics/calendarDate.js';
import type { Rate } from '#basics/rate.js';

/**
 * The rate of a class, of an account, or of one leg of a hedge. `fixed` for good; `stepped` by date, the first
 * step from the beginning; `floating`: max(floor, min(cap, fixing + margin)), where the margin may step too.
 */
export type Coupon =
  | { readonly kind: 'fixed'; readonly rate: Rate }
  | { readonly kind: 'stepped'; readonly steps: readonly RateStep[] }
  | {
      readonly kind: 'floating';
      readonly index: string;
      readonly margins: readonly RateStep[];
      readonly floor: Rate | undefined;
      readonly cap: Rate | undefined;
      /**
       * `period`: the fixing in force when the accrual period starts holds for all of it. `fixing`: a fixing inside
       * the period splits it.
       */
      readonly resets: 'period' | 'fixing';
    };

/** From the date on; without one from the beginning. */
export interface RateStep {
  readonly from: CalendarDate | undefined;
  readonly rate: Rate;
}

/** Fixings of an index, earliest first; one is in force from its date until the next. */
export interface RateIndex {
  readonly name: string;
  readonly fixings: readonly { readonly date: CalendarDate; readonly rate: Rate }[];
}
