import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type CalendarDate,
  calendarDate,
  isLeapYear,
  parseDate,
  yearMonthDay,
} from '#basics/calendarDate.js';
import { type DayCount, dayCounts, yearFraction, yearFractionExact } from '#basics/dayCount.js';

interface Table {
  readonly columns: readonly [string, string, ...DayCount[]];
  readonly rows: readonly (readonly [string, string, ...number[]])[];
}
const references: { isda30360: Table; yearfrac: Table } = JSON.parse(
  readFileSync(new URL('../../fixtures/reference/dayCounts.json', import.meta.url), 'utf8'),
);
const date = (text: string) => parseDate(text)!;
const days = (dayCount: DayCount, start: string, end: string, maturity?: string) =>
  yearFractionExact(dayCount, date(start), date(end), maturity === undefined ? undefined : date(maturity))[0]!
    .days;

describe('reference: published periods', () => {
  const { columns, rows } = references.isda30360;
  it('has 21 of them', () => expect(rows).toHaveLength(21));
  it.each(rows.map(([start, end, ...rest]) => [start, end, rest] as const))(
    '%s to %s: 30/360 bond basis, 30E/360, 30/360 US',
    (start, end, expected) => {
      expect((columns.slice(2) as DayCount[]).map((name) => days(name, start, end))).toEqual(expected);
    },
  );
});

describe('reference: YEARFRAC', () => {
  const { columns, rows } = references.yearfrac;
  it.each(rows.map(([start, end, ...rest]) => [start, end, rest] as const))(
    '%s to %s',
    (start, end, expected) => {
      for (const [i, name] of (columns.slice(2) as DayCount[]).entries()) {
        expect(Math.abs(yearFraction(name, date(start), date(end)) - expected[i]!)).toBeLessThanOrEqual(6e-9);
      }
    },
  );
});

// ISDA memorandum "EMU and Market Conventions" (1998), its examples of Actual/Actual (ISDA).
describe('reference: act/act', () => {
  it.each<[string, string, [number, number][]]>([
    [
      '2003-11-01',
      '2004-05-01',
      [
        [61, 365],
        [121, 366],
      ],
    ],
    ['1999-02-01', '1999-07-01', [[150, 365]]],
    ['2002-08-15', '2003-07-15', [[334, 365]]],
    [
      '1999-07-30',
      '2000-01-30',
      [
        [155, 365],
        [29, 366],
      ],
    ],
    [
      '1999-11-30',
      '2000-04-30',
      [
        [32, 365],
        [120, 366],
      ],
    ],
    ['2000-02-29', '2000-02-29', [[0, 365]]],
  ])('%s to %s', (start, end, parts) => {
    const expected = parts.map(([n, basis]) => ({ days: n, basis }));
    expect(yearFractionExact('act/act', date(start), date(end))).toEqual(expected);
  });
});

// By the clause: ISDA 2006, 4.16(h). February's end is a 30th, except where the period ends at maturity.
describe('30E/360 (ISDA)', () => {
  it.each([
    ['2006-08-31', '2007-02-28', undefined, 180],
    ['2006-08-31', '2007-02-28', '2007-02-28', 178],
    ['2008-02-29', '2009-02-28', undefined, 360],
    ['2008-02-29', '2009-02-28', '2009-02-28', 358],
    ['2008-02-28', '2008-03-31', undefined, 32],
    ['2007-02-28', '2007-03-31', undefined, 30],
  ])('%s to %s, maturity %s: %d days', (start, end, maturity, expected) => {
    expect(days('30e/360isda', start, end, maturity)).toBe(expected);
  });
});

describe('properties', () => {
  const anyDate = fc.integer({
    min: calendarDate(1600, 1, 1),
    max: calendarDate(2999, 12, 31),
  }) as fc.Arbitrary<CalendarDate>;
  const period = fc
    .tuple(anyDate, anyDate)
    .map(([a, b]) => (a <= b ? [a, b] : [b, a]) as [CalendarDate, CalendarDate]);

  it('act/act is the sum over single days of one over the length of their year', () => {
    const start = fc.integer({
      min: calendarDate(1600, 1, 1),
      max: calendarDate(2990, 1, 1),
    }) as fc.Arbitrary<CalendarDate>;
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 1500 }), (first, length) => {
        let leapDays = 0;
        for (let k = 0; k < length; k++) if (isLeapYear(yearMonthDay(addDays(first, k)).year)) leapDays++;
        const expected = leapDays / 366 + (length - leapDays) / 365;
        expect(yearFraction('act/act', first, addDays(first, length))).toBeCloseTo(expected, 12);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it.each(dayCounts)('%s: nothing over no time, never negative, and close to the true time', (dayCount) => {
    fc.assert(
      fc.property(period, ([start, end]) => {
        const fraction = yearFraction(dayCount, start, end);
        // Under 30/360 a 31st is a 30th, so that neighboring days may be no time apart or (bond basis) a day back.
        expect(fraction).toBeGreaterThanOrEqual(end - start <= 3 ? -2 / 360 : 0);
        expect(Math.abs(fraction - (end - start) / 365.2425)).toBeLessThan(0.02 * (1 + fraction));
        expect(yearFraction(dayCount, start, start)).toBe(0);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('a period must not run backwards', () => {
    expect(() => yearFraction('act/365', date('2026-02-01'), date('2026-01-31'))).toThrow('-1 days');
    expect(() => yearFraction('act/365', Number.NaN as CalendarDate, date('2026-01-31'))).toThrow();
  });
});
