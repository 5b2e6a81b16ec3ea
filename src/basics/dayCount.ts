import { type CalendarDate, calendarDate, daysInMonth, yearMonthDay } from './calendarDate.js';

/**
 * Day counts by their clause in the 2006 ISDA Definitions, section 4.16:
 *
 * - `act/365`      (d) Actual/365 (Fixed)
 * - `act/360`      (e) Actual/360
 * - `act/act`      (b) Actual/Actual (ISDA): days in leap years over 366, the others over 365
 * - `30/360`       (f) 30/360, Bond Basis: no rule for February
 * - `30e/360`      (g) 30E/360, Eurobond Basis: a 31st is a 30th
 * - `30e/360isda`  (h) 30E/360 (ISDA): ends of months are 30ths, but not an end of February that is maturity
 * - `30/360us`     SIFMA Standard Securities Calculation Methods with the end-of-February rule on both dates,
 *                  as spreadsheets (YEARFRAC, basis 0) and vendors have it
 *
 * They differ at month ends: of 21 published periods 7 differ between some pair of `30/360`, `30e/360` and `30/360us`.
 */
export const dayCounts = [
  'act/365',
  'act/360',
  'act/act',
  '30/360',
  '30e/360',
  '30/360us',
  '30e/360isda',
] as const;
export type DayCount = (typeof dayCounts)[number];

/** `days / basis` of a year. */
export interface DayFraction {
  readonly days: number;
  readonly basis: 360 | 365 | 366;
}

/**
 * Years from `start` (included) to `end` (excluded). `maturity` matters to `30e/360isda` alone.
 * Throws when `end` is before `start`.
 */
export function yearFraction(
  dayCount: DayCount,
  start: CalendarDate,
  end: CalendarDate,
  maturity?: CalendarDate,
): number {
  const parts = yearFractionExact(dayCount, start, end, maturity);
  return parts.reduce((years, { days, basis }) => years + days / basis, 0);
}

/** As whole days over their bases, for exact interest: one part, or under `act/act` two where leap days count. */
export function yearFractionExact(
  dayCount: DayCount,
  start: CalendarDate,
  end: CalendarDate,
  maturity?: CalendarDate,
): readonly DayFraction[] {
  const days = end - start;
  if (!(days >= 0)) throw new Error(`a period of ${days} days (from day ${start} to day ${end})`);
  switch (dayCount) {
    case 'act/365':
      return [{ days, basis: 365 }];
    case 'act/360':
      return [{ days, basis: 360 }];
    case 'act/act':
      return actualActual(start, end);
    default:
      return [{ days: days360(dayCount, start, end, maturity), basis: 360 }];
  }
}

function actualActual(start: CalendarDate, end: CalendarDate): DayFraction[] {
  const leapDays = daysOfLeapYearsBefore(end) - daysOfLeapYearsBefore(start);
  const parts: DayFraction[] = [
    { days: end - start - leapDays, basis: 365 },
    { days: leapDays, basis: 366 },
  ];
  const some = parts.filter((part) => part.days > 0);
  return some.length > 0 ? some : [{ days: 0, basis: 365 }];
}

/** Days before `date` that lie in leap years, from the year 1600 on. */
function daysOfLeapYearsBefore(date: CalendarDate): number {
  const { year } = yearMonthDay(date);
  const y = year - 1;
  const leapYears = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 387;
  const isLeap = daysInMonth(year, 2) === 29;
  return leapYears * 366 + (isLeap ? date - calendarDate(year, 1, 1) : 0);
}

type DayCount360 = Extract<DayCount, `30${string}`>;

function days360(
  dayCount: DayCount360,
  start: CalendarDate,
  end: CalendarDate,
  maturity: CalendarDate | undefined,
): number {
  const a = yearMonthDay(start);
  const b = yearMonthDay(end);
  const [day1, day2] = adjustedDays(dayCount, start, end, maturity);
  return 360 * (b.year - a.year) + 30 * (b.month - a.month) + day2 - day1;
}

function adjustedDays(
  dayCount: DayCount360,
  start: CalendarDate,
  end: CalendarDate,
  maturity: CalendarDate | undefined,
): [number, number] {
  const d1 = yearMonthDay(start).day;
  const d2 = yearMonthDay(end).day;
  const cut1 = Math.min(d1, 30);
  const cut2 = Math.min(d2, 30);
  switch (dayCount) {
    case '30/360':
      return [cut1, cut1 === 30 ? cut2 : d2];
    case '30e/360':
      return [cut1, cut2];
    case '30e/360isda':
      return [isEndOfFebruary(start) ? 30 : cut1, isEndOfFebruary(end) && end !== maturity ? 30 : cut2];
    case '30/360us':
      if (isEndOfFebruary(start)) return [30, isEndOfFebruary(end) ? 30 : cut2];
      return [cut1, cut1 === 30 ? cut2 : d2];
    default:
      throw new Error(`unknown day count ${dayCount satisfies never}`);
  }
}

function isEndOfFebruary(date: CalendarDate): boolean {
  const { year, month, day } = yearMonthDay(date);
  return month === 2 && day === daysInMonth(year, 2);
}
