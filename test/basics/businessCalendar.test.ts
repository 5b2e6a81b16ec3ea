import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  businessCalendar,
  calendarNames,
  calendarWithDays,
  isBusinessDay,
  projectedCalendarWarning,
  type Roll,
  rollDate,
} from '#basics/businessCalendar.js';
import {
  addDays,
  type CalendarDate,
  calendarDate,
  dayOfWeek,
  formatDate,
  parseDate,
  yearMonthDay,
} from '#basics/calendarDate.js';
import { lunarFestivals } from '#basics/chinaHolidayData.js';
import { chinaPublishedFrom, chinaPublishedUntil } from '#basics/chinaHolidays.js';
import { easterSunday } from '#basics/holidayRules.js';

const date = (text: string) => parseDate(text)!;
const interbank = businessCalendar('cn-interbank');
const exchange = businessCalendar('cn-exchange');

/** Weekdays on which a calendar is shut in a year, as MM-DD. */
function shutWeekdays(name: 'us' | 'target' | 'cn-interbank', year: number): string[] {
  const calendar = businessCalendar(name);
  const shut: string[] = [];
  for (let day = calendarDate(year, 1, 1); day <= calendarDate(year, 12, 31); day = addDays(day, 1)) {
    if (dayOfWeek(day) < 5 && !isBusinessDay(calendar, day)) shut.push(formatDate(day).slice(5));
  }
  return shut;
}

// Holiday schedules of the Federal Reserve (federalreserve.gov/aboutthefed/k8.htm).
describe('reference: Federal Reserve Banks', () => {
  it.each([
    [2021, ['01-01', '01-18', '02-15', '05-31', '07-05', '09-06', '10-11', '11-11', '11-25']],
    [2022, ['01-17', '02-21', '05-30', '06-20', '07-04', '09-05', '10-10', '11-11', '11-24', '12-26']],
    [2023, ['01-02', '01-16', '02-20', '05-29', '06-19', '07-04', '09-04', '10-09', '11-23', '12-25']],
    [2026, ['01-01', '01-19', '02-16', '05-25', '06-19', '09-07', '10-12', '11-11', '11-26', '12-25']],
  ])('%d', (year, days) => expect(shutWeekdays('us', year)).toEqual(days));
});

// Closing days of TARGET (ecb.europa.eu, TARGET closing days).
describe('reference: TARGET', () => {
  it.each([
    [2001, ['01-01', '04-13', '04-16', '05-01', '12-25', '12-26', '12-31']],
    [2024, ['01-01', '03-29', '04-01', '05-01', '12-25', '12-26']],
    [2025, ['01-01', '04-18', '04-21', '05-01', '12-25', '12-26']],
    [2026, ['01-01', '04-03', '04-06', '05-01', '12-25']],
  ])('%d', (year, days) => expect(shutWeekdays('target', year)).toEqual(days));
});

// Meeus, Astronomical Algorithms, chapter 8; and the earliest and latest that Easter can be.
it.each([
  [1991, '03-31'],
  [1992, '04-19'],
  [1993, '04-11'],
  [1954, '04-18'],
  [2000, '04-23'],
  [1818, '03-22'],
  [2038, '04-25'],
])('reference: Easter of %d is on %s', (year, day) =>
  expect(formatDate(easterSunday(year)).slice(5)).toBe(day),
);

// Notice of the General Office of the State Council on the holidays of 2026 (国办发明电〔2025〕7号).
describe('reference: mainland China, 2026', () => {
  const shut = [
    '01-01',
    '01-02',
    '02-16',
    '02-17',
    '02-18',
    '02-19',
    '02-20',
    '02-23',
    '04-06',
    '05-01',
    '05-04',
    '05-05',
    '06-19',
    '09-25',
    '10-01',
    '10-02',
    '10-05',
    '10-06',
    '10-07',
  ];
  it('weekdays off', () => expect(shutWeekdays('cn-interbank', 2026)).toEqual(shut));
  it.each(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])(
    '%s is a make-up day: open between banks, shut on the exchanges',
    (day) => {
      expect(isBusinessDay(interbank, date(day))).toBe(true);
      expect(isBusinessDay(exchange, date(day))).toBe(false);
    },
  );
});

describe('mainland China, all published years', () => {
  const require = createRequire(import.meta.url);
  const source: { holidays: Record<string, string>; workdays: Record<string, string> } = JSON.parse(
    readFileSync(require.resolve('chinese-days/dist/chinese-days.json'), 'utf8'),
  );
  it('the table says what its source says, day by day', () => {
    const lastYear = String(yearMonthDay(chinaPublishedUntil).year);
    for (let day = chinaPublishedFrom; day <= chinaPublishedUntil; day = addDays(day, 1)) {
      const text = formatDate(day);
      const weekday = dayOfWeek(day) < 5;
      const open = text in source.workdays || (weekday && !(text in source.holidays));
      if (isBusinessDay(interbank, day) !== open) throw new Error(`${text}: expected open ${open}`);
      if (isBusinessDay(exchange, day) !== (weekday && open)) throw new Error(`${text} on the exchange`);
    }
    // A newer package has a newer notice: then run scripts/chinaHolidays.mjs.
    expect(
      Object.keys(source.holidays)
        .sort((a, b) => (a < b ? -1 : 1))
        .at(-1)!
        .slice(0, 4),
    ).toBe(lastYear);
  });
});

describe('mainland China, projected', () => {
  // Hong Kong Observatory, Gregorian-lunar calendar conversion tables: Spring Festival, Dragon Boat, Mid-Autumn.
  it.each([
    [2027, '02-06', '06-09', '09-15'],
    [2028, '01-26', '05-28', '10-03'],
    [2029, '02-13', '06-16', '09-22'],
    [2030, '02-03', '06-05', '09-12'],
  ])('reference: lunar festivals of %d', (year, ...days) => {
    const [spring, , boat, autumn] = lunarFestivals[year]!.split(' ').map(
      (text) => `${text.slice(0, 2)}-${text.slice(2)}`,
    );
    expect([spring, boat, autumn]).toEqual(days);
  });

  it('weekdays off in 2028: by rule, Spring Festival from its eve for eight days', () => {
    expect(shutWeekdays('cn-interbank', 2028)).toEqual([
      ...[
        '01-25',
        '01-26',
        '01-27',
        '01-28',
        '01-31',
        '02-01',
        '04-04',
        '05-01',
        '05-02',
        '05-03',
        '05-04',
        '05-05',
      ],
      ...['10-02', '10-03', '10-04', '10-05', '10-06'],
    ]);
  });

  it('National Day stays a holiday after the last notice, and make-up days are not invented', () => {
    expect(isBusinessDay(interbank, date('2027-10-01'))).toBe(false);
    expect(isBusinessDay(interbank, date('2060-10-04'))).toBe(false);
    for (let day = date('2027-01-01'); day < date('2030-01-01'); day = addDays(day, 1)) {
      if (dayOfWeek(day) >= 5) expect(isBusinessDay(interbank, day)).toBe(false);
    }
  });

  it('warns', () => {
    expect(projectedCalendarWarning(interbank, date('2026-12-31'))).toBe(undefined);
    expect(projectedCalendarWarning(interbank, date('2027-01-01'))).toBe(
      'projected calendar: the holidays of cn-interbank are published until 2026-12-31, later ones are estimates',
    );
    expect(projectedCalendarWarning(businessCalendar('target'), date('2099-01-01'))).toBe(undefined);
  });
});

describe('rolling', () => {
  const weekends = businessCalendar('weekends');
  it.each([
    // 2026-01-31 is a Saturday, 2026-03-01 a Sunday.
    ['2026-01-31', 'none', '2026-01-31'],
    ['2026-01-31', 'following', '2026-02-02'],
    ['2026-01-31', 'modified-following', '2026-01-30'],
    ['2026-01-31', 'preceding', '2026-01-30'],
    ['2026-03-01', 'following', '2026-03-02'],
    ['2026-03-01', 'modified-following', '2026-03-02'],
    ['2026-03-01', 'preceding', '2026-02-27'],
    ['2026-03-03', 'following', '2026-03-03'],
  ] as [string, Roll, string][])('%s %s: %s', (day, roll, expected) => {
    expect(formatDate(rollDate(weekends, date(day), roll))).toBe(expected);
  });

  it('through the Spring Festival of 2026, up to a make-up Saturday', () => {
    expect(formatDate(rollDate(interbank, date('2026-02-15'), 'following'))).toBe('2026-02-24');
    expect(formatDate(rollDate(interbank, date('2026-02-15'), 'preceding'))).toBe('2026-02-14');
    expect(formatDate(rollDate(exchange, date('2026-02-15'), 'preceding'))).toBe('2026-02-13');
  });

  it('business days are counted over holidays', () => {
    expect(formatDate(addBusinessDays(interbank, date('2026-02-12'), 3))).toBe('2026-02-24');
    expect(formatDate(addBusinessDays(interbank, date('2026-02-24'), -3))).toBe('2026-02-12');
    expect(formatDate(addBusinessDays(interbank, date('2026-02-16'), 0))).toBe('2026-02-16');
  });

  it("a list of one's own closes and opens days", () => {
    const own = calendarWithDays(weekends, { closed: [date('2026-02-02')], open: [date('2026-01-31')] });
    expect(isBusinessDay(own, date('2026-02-02'))).toBe(false);
    expect(isBusinessDay(own, date('2026-01-31'))).toBe(true);
    expect(isBusinessDay(own, date('2026-02-03'))).toBe(true);
    expect(own.name).toBe('weekends with own days');
  });

  it('a calendar without business days throws and does not hang', () => {
    const closed = Array.from({ length: 800 }, (_, i) => addDays(date('2025-06-01'), i));
    const never = calendarWithDays(weekends, { closed });
    expect(() => rollDate(never, date('2025-06-15'), 'following')).toThrow('no business day within a year');
  });

  it.each(calendarNames)('%s: a rolled date is open, near, and rolls to itself', (name) => {
    const calendar = businessCalendar(name);
    const days = fc.integer({
      min: calendarDate(1990, 1, 1),
      max: calendarDate(2100, 1, 1),
    }) as fc.Arbitrary<CalendarDate>;
    const roll = fc.constantFrom<Roll>('following', 'modified-following', 'preceding');
    fc.assert(
      fc.property(days, roll, (day, how) => {
        const rolled = rollDate(calendar, day, how);
        expect(isBusinessDay(calendar, rolled)).toBe(true);
        expect(Math.abs(rolled - day)).toBeLessThanOrEqual(11);
        expect(rollDate(calendar, rolled, how)).toBe(rolled);
        if (how === 'modified-following') expect(yearMonthDay(rolled).month).toBe(yearMonthDay(day).month);
      }),
      { seed: 10, numRuns: 300 },
    );
  });
});
