import type { CalendarDate } from '#basics/calendarDate.js';
import type { Money } from '#basics/money.js';

/** Amounts by date, earliest first: from each date on its amount holds, before the first one zero. */
export type AmountSchedule = readonly { readonly from: CalendarDate; readonly amount: Money }[];
