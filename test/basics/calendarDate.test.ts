import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addMonthsKeepingMonthEnd,
  type CalendarDate,
  calendarDate,
  calendarMonthsBetween,
  dateFault,
  dateFromDays,
  dayOfWeek,
  daysInMonth,
  formatDate,
  isCivilDate,
  isLeapYear,
  monthEnd,
  onDayOfMonth,
  parseDate,
  yearMonthDay,
} from '#basics/calendarDate.js';

const date = (text: string) => parseDate(text)!;

it('every day of 400 years in turn, as a calendar on the wall counts them', () => {
  let expected = { year: 1900, month: 1, day: 1 };
  let weekday = 0; // 1 January 1900 was a Monday.
  for (let day = calendarDate(1900, 1, 1); day < calendarDate(2300, 1, 1); day = addDays(day, 1)) {
    const { year, month, day: dayOfMonth } = yearMonthDay(day);
    if (year !== expected.year || month !== expected.month || dayOfMonth !== expected.day) {
      throw new Error(`${day}: ${year}-${month}-${dayOfMonth}, expected ${JSON.stringify(expected)}`);
    }
    if (calendarDate(year, month, dayOfMonth) !== day)
      throw new Error(`${formatDate(day)} does not round-trip`);
    if (dayOfWeek(day) !== weekday) throw new Error(`${formatDate(day)} is no weekday ${weekday}`);
    weekday = (weekday + 1) % 7;
    expected = nextOnTheWall(expected);
  }
});

function nextOnTheWall({ year, month, day }: { year: number; month: number; day: number }) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
  if (day < length) return { year, month, day: day + 1 };
  return month < 12 ? { year, month: month + 1, day: 1 } : { year: year + 1, month: 1, day: 1 };
}

it('agrees with another implementation at 2,000 days of all years', () => {
  const days = fc.integer({ min: -135140, max: 376199 });
  fc.assert(
    fc.property(days, (day) => {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(formatDate(dateFromDays(day))).toBe(text);
      const isStated = text >= '1900-01-01' && text <= '2199-12-31';
      expect(parseDate(text)).toBe(isStated ? day : undefined);
    }),
    { seed: 6, numRuns: 2000 },
  );
});

it.each([
  '2026-1-31',
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '2026-00-10',
  '1599-12-31',
  '3000-01-01',
  ' 2026-01-31',
  '2026-01-31T00:00',
  '',
  '20260131',
  '\uff12026-01-31',
])('%j is no date', (text) => expect(parseDate(text)).toBe(undefined));

it.each([
  ['1900-01-01', undefined],
  ['2199-12-31', undefined],
  ['1899-12-31', 'is outside the years 1900 to 2199'],
  ['2999-12-31', 'is outside the years 1900 to 2199'],
  ['2200-02-30', 'is outside the years 1900 to 2199'],
  ['2026-02-30', 'is no day of the calendar'],
  ['31/01/2026', 'is not a date such as 2026-01-31'],
])('%s: %s', (text, fault) => {
  if (fault === undefined) expect(parseDate(text)).toBeDefined();
  else expect([parseDate(text), dateFault(text)]).toEqual([undefined, fault]);
});

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28', '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29', '2028-02-29'],
    ['2026-02-28', 1, '2026-03-28', '2026-03-31'],
    ['2026-04-30', 1, '2026-05-30', '2026-05-31'],
    ['2026-01-15', 25, '2028-02-15', '2028-02-15'],
    ['2026-03-31', -1, '2026-02-28', '2026-02-28'],
    ['2026-01-15', -13, '2024-12-15', '2024-12-15'],
    ['2026-01-15', 0, '2026-01-15', '2026-01-15'],
  ])('%s plus %d: %s, keeping the month end %s', (start, months, plain, keeping) => {
    expect(formatDate(addMonths(date(start), months))).toBe(plain);
    expect(formatDate(addMonthsKeepingMonthEnd(date(start), months))).toBe(keeping);
  });

  it('month after month from a day all months have is additive', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: -600, max: 600 }), (day, months) => {
        const start = calendarDate(2026, 1, day);
        expect(addMonths(addMonths(start, months), -months)).toBe(start);
        expect(calendarMonthsBetween(start, addMonths(start, months))).toBe(months);
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  it.each([
    [2026, 2, 31, '2026-02-28'],
    [2026, 14, 30, '2027-02-28'],
    [2026, 0, 31, '2025-12-31'],
    [2026, -11, 5, '2025-01-05'],
    [2026, 12, 31, '2026-12-31'],
  ])('day of month %d, %d, %d is %s', (year, month, day, text) => {
    expect(formatDate(onDayOfMonth(year, month, day))).toBe(text);
  });

  it('month ends', () => {
    expect(formatDate(monthEnd(date('2024-02-01')))).toBe('2024-02-29');
    expect([1900, 2000, 2024, 2100].map(isLeapYear)).toEqual([false, true, true, false]);
    expect([1, 2, 4, 12].map((month) => daysInMonth(2025, month))).toEqual([31, 28, 30, 31]);
  });
});

describe('what is no day throws', () => {
  it.each([
    [2026, 2, 30],
    [Number.NaN, 1, 1],
    [2026, 1.5, 1],
    [2026, 1, Number.POSITIVE_INFINITY],
    [1599, 12, 31],
    [3000, 1, 1],
  ])('%d-%d-%d', (year, month, day) => {
    expect(isCivilDate(year, month, day)).toBe(false);
    expect(() => calendarDate(year, month, day)).toThrow();
  });

  it.each([Number.NaN, 0.5, Number.POSITIVE_INFINITY, 376200, -135141])('day %d', (days) => {
    expect(() => dateFromDays(days)).toThrow('not a day');
    expect(() => formatDate(days as CalendarDate)).toThrow('not a day');
    expect(() => addDays(0 as CalendarDate, days)).toThrow('not a day');
  });
});
