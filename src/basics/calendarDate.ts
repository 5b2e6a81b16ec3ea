/**
 * Civil dates without time or zone: whole days since 1970-01-01 in the Gregorian calendar. The only door to
 * dates; `Date` is not used anywhere, because its local time zone moves days.
 */
declare const dateBrand: unique symbol;
export type CalendarDate = number & { readonly [dateBrand]: true };

export interface YearMonthDay {
  readonly year: number;
  readonly month: number; // 1 to 12
  readonly day: number;
}

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** A date from its parts. Years 1600 to 2999; throws when there is no such day. */
export function calendarDate(year: number, month: number, day: number): CalendarDate {
  if (!isCivilDate(year, month, day)) throw new Error(`there is no day ${year}-${month}-${day}`);
  const y = year - 1;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  const days =
    y * 365 + leapDays + daysBeforeMonth[month - 1]! + (month > 2 && isLeapYear(year) ? 1 : 0) + day - 1;
  return (days - 719162) as CalendarDate;
}

export function isCivilDate(year: number, month: number, day: number): boolean {
  return (
    Number.isInteger(year) &&
    year >= 1600 &&
    year <= 2999 &&
    Number.isInteger(month) &&
    month >= 1 &&
    month <= 12 &&
    Number.isInteger(day) &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  );
}

/**
 * Years that people may state. Narrower than what dates can hold, so that a century of payments and the
 * recoveries after it stay within the years 1600 to 2999.
 */
export const statedYears = { first: 1900, last: 2199 } as const;

/** A day that a person may state: in a file, on a tape, by a flag. */
export function isStatedDate(year: number, month: number, day: number): boolean {
  return year >= statedYears.first && year <= statedYears.last && isCivilDate(year, month, day);
}

/** `2026-01-31` and nothing else; undefined otherwise. Tape spellings are read by the tape room. */
export function parseDate(text: string): CalendarDate | undefined {
  const [year, month, day] = partsOf(text);
  return isStatedDate(year, month, day) ? calendarDate(year, month, day) : undefined;
}

/** Why `parseDate` does not take a text, to be put after it: `"31/01/2026" is not a date such as 2026-01-31`. */
export function dateFault(text: string): string {
  const [year] = partsOf(text);
  if (Number.isNaN(year)) return 'is not a date such as 2026-01-31';
  const { first, last } = statedYears;
  return year < first || year > last
    ? `is outside the years ${first} to ${last}`
    : 'is no day of the calendar';
}

function partsOf(text: string): [year: number, month: number, day: number] {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
}

/** Days to parts, by counting 400-year, 100-year, 4-year and 1-year cycles from 0001-01-01. */
export function yearMonthDay(date: CalendarDate): YearMonthDay {
  let rest = inRange(date) + 719162;
  const n400 = Math.floor(rest / 146097);
  rest -= n400 * 146097;
  const n100 = Math.min(3, Math.floor(rest / 36524));
  rest -= n100 * 36524;
  const n4 = Math.floor(rest / 1461);
  rest -= n4 * 1461;
  const n1 = Math.min(3, Math.floor(rest / 365));
  rest -= n1 * 365;
  const year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1;
  let month = 1;
  while (month < 12 && rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month++;
  }
  return { year, month, day: rest + 1 };
}

export function formatDate(date: CalendarDate): string {
  const { year, month, day } = yearMonthDay(date);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Throws on what leaves the years 1600 to 2999, and on a number of days that is not whole. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return inRange(date + days);
}

/** The date of a count of days since 1970-01-01, as typed columns hold it. Throws as `addDays` does. */
export function dateFromDays(days: number): CalendarDate {
  return inRange(days);
}

function inRange(days: number): CalendarDate {
  // 1600-01-01 and 2999-12-31.
  if (Number.isInteger(days) && days >= -135140 && days <= 376199) return days as CalendarDate;
  throw new Error(`${days} is not a day of the years 1600 to 2999`);
}

/** The same day of the month `months` later, or that month's last day where there is no such day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = yearMonthDay(date);
  return onDayOfMonth(year, month + months, day);
}

/** As `addMonths`, but the last day of a month goes to the last day of a month (28 February to 31 March). */
export function addMonthsKeepingMonthEnd(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = yearMonthDay(date);
  return onDayOfMonth(year, month + months, day === daysInMonth(year, month) ? 31 : day);
}

/** Day `day` of a month counted on from January of `year` (13 is January after), cut to the month's end. */
export function onDayOfMonth(year: number, month: number, day: number): CalendarDate {
  const index = year * 12 + month - 1;
  const y = Math.floor(index / 12);
  const m = index - y * 12 + 1;
  return calendarDate(y, m, Math.min(day, daysInMonth(y, m)));
}

export function monthEnd(date: CalendarDate): CalendarDate {
  const { year, month } = yearMonthDay(date);
  return onDayOfMonth(year, month, 31);
}

/** Whole calendar months from the month of `from` to the month of `to`; days are ignored. */
export function calendarMonthsBetween(from: CalendarDate, to: CalendarDate): number {
  const a = yearMonthDay(from);
  const b = yearMonthDay(to);
  return (b.year - a.year) * 12 + b.month - a.month;
}

/** 0 is Monday, 6 is Sunday: 1970-01-01 was a Thursday. */
export function dayOfWeek(date: CalendarDate): number {
  return (((date + 3) % 7) + 7) % 7;
}
