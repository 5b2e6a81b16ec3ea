import { type CalendarDate, calendarDate, isStatedDate } from '#basics/calendarDate.js';
import type { DateOrder } from './tapeOptions.js';

/**
 * How a cell can be read as a date. `fixed` has one reading; `dayMonth` is `3/4/2018` or `18-03-04`, with a
 * date for each order of day, month and year that makes one; `serial` counts days, as Excel (from 1899-12-30) or SAS
 * (from 1960-01-01) do, and five digits such as `42012` can also be a month and its year.
 */
export type DateReading =
  | { readonly kind: 'fixed'; readonly style: string; readonly date: CalendarDate }
  | ({ readonly kind: 'dayMonth'; readonly style: string; readonly shortYear: boolean } & {
      readonly [order in DateOrder]: CalendarDate | undefined;
    })
  | {
      readonly kind: 'serial';
      readonly style: string;
      readonly excel: CalendarDate | undefined;
      readonly sas: CalendarDate | undefined;
      readonly monthYear: CalendarDate | undefined;
    };

const longestDate = 40;

/** Undefined for what is no date in any style; times of day after the date are passed over. */
export function readDateText(text: string): DateReading | undefined {
  if (text.length > longestDate) return undefined;
  const day = text.replace(/[ T]\d{1,2}:\d{2}.*$/, '').trim();
  if (/^\d+$/.test(day)) return digitsOnly(day);
  return numericDate(day) ?? writtenMonth(day);
}

const styleWithoutDay: ReadonlySet<string> = new Set([
  'year-month',
  'month/year',
  'Mon-year',
  'yyyymm',
  'mmyyyy',
]);

/** Whether a cell says which day of the month it means. */
export function namesDay(reading: DateReading): boolean {
  return !styleWithoutDay.has(reading.style);
}

export type SerialSystem = 'excel' | 'sas' | 'monthYear';

/** Without an order: for a reading that is the same day in all of them. */
export function dateUnder(
  reading: DateReading,
  order: DateOrder | undefined,
  system: SerialSystem,
): CalendarDate | undefined {
  if (reading.kind === 'fixed') return reading.date;
  if (reading.kind === 'serial') return reading[system];
  return order === undefined ? (reading.dmy ?? reading.mdy ?? reading.ymd) : reading[order];
}

function fixed(style: string, year: number, month: number, day: number): DateReading | undefined {
  return isStatedDate(year, month, day)
    ? { kind: 'fixed', style, date: calendarDate(year, month, day) }
    : undefined;
}

function numericDate(text: string): DateReading | undefined {
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (full !== null) return fixed('year-month-day', Number(full[1]), Number(full[2]), Number(full[3]));
  const month = /^(\d{4})[-/.年](\d{1,2})月?$/.exec(text);
  if (month !== null) return fixed('year-month', Number(month[1]), Number(month[2]), 1);
  const reversed = /^(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (reversed !== null) return fixed('month/year', Number(reversed[2]), Number(reversed[1]), 1);
  const parts = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const [first, second, third] = [parts[1]!, parts[2]!, parts[3]!];
  const yearFirst = first.length === 2 && third.length === 2 ? [first, second, third] : undefined;
  return dayMonth(Number(first), Number(second), fullYear(third), yearFirst);
}

/** `yearFirst` are the parts of `18-03-04`, of which any may be the year. */
function dayMonth(
  first: number,
  second: number,
  year: number,
  yearFirst?: readonly string[],
): DateReading | undefined {
  const dmy = stated(year, second, first);
  const mdy = stated(year, first, second);
  const ymd =
    yearFirst === undefined
      ? undefined
      : stated(fullYear(yearFirst[0]!), Number(yearFirst[1]), Number(yearFirst[2]));
  if (dmy === undefined && mdy === undefined && ymd === undefined) return undefined;
  const shortYear = yearFirst !== undefined;
  const style = shortYear ? 'day, month and year of two digits' : 'day and month';
  return { kind: 'dayMonth', style, shortYear, dmy, mdy, ymd };
}

function stated(year: number, month: number, day: number): CalendarDate | undefined {
  return isStatedDate(year, month, day) ? calendarDate(year, month, day) : undefined;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function writtenMonth(text: string): DateReading | undefined {
  const monthYear = /^([A-Za-z]{3,9})[-/ .,]*(\d{4})$/.exec(text);
  if (monthYear !== null) return fixed('Mon-year', Number(monthYear[2]), monthNumber(monthYear[1]!), 1);
  const dayFirst = /^(\d{1,2})[-/ ]([A-Za-z]{3,9})[-/ .,]*(\d{4}|\d{2})$/.exec(text);
  if (dayFirst !== null) {
    return fixed('day-Mon-year', fullYear(dayFirst[3]!), monthNumber(dayFirst[2]!), Number(dayFirst[1]));
  }
  const monthFirst = /^([A-Za-z]{3,9})[-/ .]+(\d{1,2}),? +(\d{4})$/.exec(text);
  if (monthFirst === null) return undefined;
  return fixed('Mon day, year', Number(monthFirst[3]), monthNumber(monthFirst[1]!), Number(monthFirst[2]));
}

/** 1 to 12, or 0 for what is no month's name or its first three letters. */
function monthNumber(word: string): number {
  return monthNames.indexOf(word.toLowerCase().slice(0, 3)) + 1;
}

/** Two digits: 70 to 99 are 1970 to 1999, 00 to 69 are 2000 to 2069. */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length === 4 ? year : year + (year < 70 ? 2000 : 1900);
}

/** Years written in a run of digits are believed from 1900 to 2099, so `201905` and `082012` have one reading. */
function digitsOnly(text: string): DateReading | undefined {
  if (/^(?:19|20)\d{6}$/.test(text)) {
    const date = fixed('yyyymmdd', Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
    if (date !== undefined) return date;
  }
  if (text.length === 8) {
    return dayMonth(Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4)));
  }
  if (/^(?:19|20)\d{4}$/.test(text)) {
    return fixed('yyyymm', Number(text.slice(0, 4)), Number(text.slice(4)), 1);
  }
  if (/^\d{1,2}(?:19|20)\d{2}$/.test(text)) {
    const monthYear = fixed('mmyyyy', Number(text.slice(-4)), Number(text.slice(0, -4)), 1);
    const counted = text.length === 5 ? serial(Number(text)) : undefined;
    if (counted?.kind !== 'serial' || monthYear?.kind !== 'fixed') return monthYear ?? counted;
    return { ...counted, monthYear: monthYear.date };
  }
  return serial(Number(text));
}

/** Day counts that fall into 1980 to 2059; the two systems overlap there from 29221 to 36524. */
function serial(days: number): DateReading | undefined {
  const first = calendarDate(1980, 1, 1);
  const last = calendarDate(2059, 12, 31);
  const within = (date: number) => (date >= first && date <= last ? (date as CalendarDate) : undefined);
  const excel = within(days - 25569);
  const sas = within(days - 3653);
  if (excel === undefined && sas === undefined) return undefined;
  return { kind: 'serial', style: 'day count', excel, sas, monthYear: undefined };
}
