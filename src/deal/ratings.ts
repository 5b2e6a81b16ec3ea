import type { CalendarDate } from '#basics/calendarDate.js';

/** Ratings told by hand, of classes or of anybody: each holds from its date on. The scale is the user's own. */
export interface Ratings {
  /** Best first. */
  readonly scale: readonly string[];
  readonly of: readonly {
    readonly name: string;
    readonly history: readonly { readonly from: CalendarDate; readonly grade: string }[];
  }[];
}

export const noRatings: Ratings = { scale: [], of: [] };
