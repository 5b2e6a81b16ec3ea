import { addDays, type CalendarDate, calendarDate, dayOfWeek, yearMonthDay } from './calendarDate.js';
import { lunarFestivals, publishedYears } from './chinaHolidayData.js';

/**
 * Business days of mainland China. Up to the last published year by the notices of the State Council; on the
 * interbank market the make-up weekend days are open, on the exchanges all weekends are shut. After it the
 * calendar is projected: New Year's Day, Spring Festival from its eve for eight days, Qingming, Labor Day for
 * five days, Dragon Boat, Mid-Autumn and National Day for seven days, as recent notices have them, without
 * make-up days, which nobody knows beforehand.
 */
export function isChinaBusinessDay(date: CalendarDate, market: 'interbank' | 'exchange'): boolean {
  const weekend = dayOfWeek(date) >= 5;
  const { open, closed } = daysOf(yearMonthDay(date).year);
  if (weekend) return market === 'interbank' && open.has(date);
  return !closed.has(date);
}

const years = Object.keys(publishedYears).map(Number);
export const chinaPublishedFrom = calendarDate(Math.min(...years), 1, 1);
export const chinaPublishedUntil = calendarDate(Math.max(...years), 12, 31);

interface ChinaYear {
  readonly closed: ReadonlySet<CalendarDate>;
  readonly open: ReadonlySet<CalendarDate>;
}

// A memo of pure values: the same for whoever asks first.
const memo = new Map<number, ChinaYear>();

function daysOf(year: number): ChinaYear {
  let days = memo.get(year);
  if (days === undefined) {
    const notice = publishedYears[year];
    days =
      notice === undefined
        ? { closed: projectedDays(year), open: new Set() }
        : { closed: daysIn(year, notice.closed), open: daysIn(year, notice.open) };
    memo.set(year, days);
  }
  return days;
}

function daysIn(year: number, list: string): Set<CalendarDate> {
  const days = new Set<CalendarDate>();
  for (const range of list.split(' ').filter((text) => text !== '')) {
    const [first = '', last = first] = range.split('-');
    for (let day = monthDay(year, first); day <= monthDay(year, last); day = addDays(day, 1)) days.add(day);
  }
  return days;
}

function projectedDays(year: number): Set<CalendarDate> {
  const fixed = daysIn(year, '0101 0501-0505 1001-1007');
  const festivals = lunarFestivals[year]?.split(' ').map((text) => monthDay(year, text)) ?? [];
  for (const day of festivals.slice(1)) fixed.add(day);
  const spring = festivals[0];
  if (spring !== undefined) for (let k = -1; k <= 6; k++) fixed.add(addDays(spring, k));
  return fixed;
}

function monthDay(year: number, text: string): CalendarDate {
  return calendarDate(year, Number(text.slice(0, 2)), Number(text.slice(2)));
}
