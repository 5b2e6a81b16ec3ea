import {
  addDays,
  type CalendarDate,
  calendarDate,
  dayOfWeek,
  onDayOfMonth,
  yearMonthDay,
} from './calendarDate.js';

/**
 * Easter Sunday of the Gregorian calendar: the algorithm of Butcher (1876), as in Meeus, Astronomical
 * Algorithms, chapter 8; whole numbers only, right for every year.
 */
export function easterSunday(year: number): CalendarDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return calendarDate(year, Math.floor(n / 31), (n % 31) + 1);
}

/**
 * Closing days of TARGET on weekdays, as the European Central Bank has kept them since 2000: New Year's Day,
 * Good Friday, Easter Monday, 1 May, 25 and 26 December; and 31 December 2001, for the changeover to cash.
 */
export function isTargetHoliday(date: CalendarDate): boolean {
  const { year, month, day } = yearMonthDay(date);
  if (month === 1 && day === 1) return true;
  if (month === 5 && day === 1) return true;
  if (month === 12 && (day === 25 || day === 26 || (day === 31 && year === 2001))) return true;
  const fromEaster = date - easterSunday(year);
  return fromEaster === -2 || fromEaster === 1;
}

/**
 * Holidays of the Federal Reserve Banks, which settle payments in dollars (Regulation and FedACH calendars):
 * on a Sunday they are kept the Monday after; on a Saturday the Banks are open the Friday before.
 * Martin Luther King's birthday since 1986, Juneteenth since 2022. Good Friday is a banking day, although
 * SIFMA recommends that bonds do not trade: whose contract says so adds it as a day of its own.
 */
export function isFederalReserveHoliday(date: CalendarDate): boolean {
  const { year, month, day } = yearMonthDay(date);
  const monday = dayOfWeek(date) === 0;
  const onDay = (m: number, d: number) =>
    (month === m && day === d) || (monday && addDays(date, -1) === calendarDate(year, m, d));
  const nth = Math.ceil(day / 7);
  return (
    onDay(1, 1) ||
    (year >= 2022 && onDay(6, 19)) ||
    onDay(7, 4) ||
    onDay(11, 11) ||
    onDay(12, 25) ||
    (monday && month === 1 && nth === 3 && year >= 1986) ||
    (monday && month === 2 && nth === 3) ||
    (monday && month === 5 && date + 7 > onDayOfMonth(year, 5, 31)) ||
    (monday && month === 9 && nth === 1) ||
    (monday && month === 10 && nth === 2) ||
    (dayOfWeek(date) === 3 && month === 11 && nth === 4)
  );
}
