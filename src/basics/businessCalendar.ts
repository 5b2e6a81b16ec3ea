import {
  addDays,
  addMonths,
  type CalendarDate,
  dayOfWeek,
  formatDate,
  yearMonthDay,
} from './calendarDate.js';
import { chinaPublishedFrom, chinaPublishedUntil, isChinaBusinessDay } from './chinaHolidays.js';
import { isFederalReserveHoliday, isTargetHoliday } from './holidayRules.js';

/**
 * - `none`         every day is a business day
 * - `weekends`     Saturdays and Sundays are shut
 * - `cn-interbank` mainland China, interbank market: make-up weekend days are open
 * - `cn-exchange`  mainland China, stock exchanges: weekends are always shut
 * - `target`       euro payments, by rule since 2000
 * - `us`           Federal Reserve Banks, by rule since 1971
 */
export const calendarNames = ['none', 'weekends', 'cn-interbank', 'cn-exchange', 'target', 'us'] as const;
export type CalendarName = (typeof calendarNames)[number];

export interface BusinessCalendar {
  readonly name: string;
  isOpen(date: CalendarDate): boolean;
  /** First and last day that are known and not projected; undefined where a rule knows every day. */
  readonly published: { readonly from: CalendarDate; readonly until: CalendarDate } | undefined;
  /** The user's own days, where there are any. */
  readonly ownDays?: OwnDays;
}

export interface OwnDays {
  readonly closed?: readonly CalendarDate[];
  readonly open?: readonly CalendarDate[];
}

/** What a date that is no business day moves to: how contracts call it, ISDA 2006 section 4.12. */
export const rolls = ['none', 'following', 'modified-following', 'preceding'] as const;
export type Roll = (typeof rolls)[number];

export function businessCalendar(name: CalendarName): BusinessCalendar {
  const china = { from: chinaPublishedFrom, until: chinaPublishedUntil };
  const isWeekday = (date: CalendarDate) => dayOfWeek(date) < 5;
  switch (name) {
    case 'none':
      return { name, isOpen: () => true, published: undefined };
    case 'weekends':
      return { name, isOpen: isWeekday, published: undefined };
    case 'cn-interbank':
      return { name, isOpen: (date) => isChinaBusinessDay(date, 'interbank'), published: china };
    case 'cn-exchange':
      return { name, isOpen: (date) => isChinaBusinessDay(date, 'exchange'), published: china };
    case 'target':
      return { name, isOpen: (date) => isWeekday(date) && !isTargetHoliday(date), published: undefined };
    case 'us':
      return {
        name,
        isOpen: (date) => isWeekday(date) && !isFederalReserveHoliday(date),
        published: undefined,
      };
  }
}

/** A user's own list of days over a calendar: `closed` days are shut, `open` days are open whatever else says. */
export function calendarWithDays(base: BusinessCalendar, days: OwnDays): BusinessCalendar {
  const closed = new Set(days.closed);
  const open = new Set(days.open);
  const isOpen = (date: CalendarDate) => open.has(date) || (!closed.has(date) && base.isOpen(date));
  return { name: `${base.name} with own days`, isOpen, published: base.published, ownDays: days };
}

export function isBusinessDay(calendar: BusinessCalendar, date: CalendarDate): boolean {
  return calendar.isOpen(date);
}

/** `modified-following` is the day after, unless that is in another month: then the day before. */
export function rollDate(calendar: BusinessCalendar, date: CalendarDate, roll: Roll): CalendarDate {
  switch (roll) {
    case 'none':
      return date;
    case 'following':
      return nextOpenDay(calendar, date, 1);
    case 'preceding':
      return nextOpenDay(calendar, date, -1);
    case 'modified-following': {
      const later = nextOpenDay(calendar, date, 1);
      const sameMonth = yearMonthDay(later).month === yearMonthDay(date).month;
      return sameMonth ? later : nextOpenDay(calendar, date, -1);
    }
  }
}

/** The n-th business day after `date` (before it for n < 0); for 0 the date itself, whatever day it is. */
export function addBusinessDays(calendar: BusinessCalendar, date: CalendarDate, count: number): CalendarDate {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left--) day = nextOpenDay(calendar, addDays(day, step), step);
  return day;
}

/** What to tell the user when dates up to `last` rest on a projected calendar; undefined when none does. */
export function projectedCalendarWarning(calendar: BusinessCalendar, last: CalendarDate): string | undefined {
  if (calendar.published === undefined || last <= calendar.published.until) return undefined;
  const until = formatDate(calendar.published.until);
  return `projected calendar: the holidays of ${calendar.name} are published until ${until}, later ones are estimates`;
}

function nextOpenDay(calendar: BusinessCalendar, date: CalendarDate, step: 1 | -1): CalendarDate {
  const limit = addMonths(date, 12 * step);
  for (let day = date; day !== limit; day = addDays(day, step)) if (calendar.isOpen(day)) return day;
  throw new Error(`calendar ${calendar.name} has no business day within a year of ${formatDate(date)}`);
}
