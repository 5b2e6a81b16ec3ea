import type { CalendarDate } from '#basics/calendarDate.js';

const firstDay = -135_140; // 1600-01-01
const lastDay = 376_199; // 2999-12-31
const unknown = -32_768;

/** A whole number below 2^15 that depends on a day alone, computed once for each day: tapes repeat their dates. */
export function byDay(compute: (day: CalendarDate) => number): (day: CalendarDate) => number {
  const known = new Int16Array(lastDay - firstDay + 1).fill(unknown);
  return (day) => {
    const value = known[day - firstDay];
    if (value !== undefined && value !== unknown) return value;
    const computed = compute(day);
    if (!Number.isInteger(computed) || Math.abs(computed) >= -unknown)
      throw new Error(`${computed} is not kept by day`);
    known[day - firstDay] = computed;
    return computed;
  };
}
