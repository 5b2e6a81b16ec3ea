import { expect, it } from 'vitest';
import { parseDate } from '#basics/calendarDate.js';
import { pathDiscount } from '#pricing/montecarlo/pathDiscount.js';
import { monthPosition } from '#pricing/montecarlo/paymentTimes.js';

const date = (text: string) => parseDate(text)!;

it.each([
  // A cut-off at a month's end has months that end with the month.
  ['2026-01-31', '2026-01-31', 0, 0],
  ['2026-01-31', '2026-02-28', 1, 0],
  ['2026-02-28', '2026-03-31', 1, 0],
  ['2026-01-31', '2026-02-10', 0, 10 / 28],
  ['2026-01-31', '2026-03-26', 1, 26 / 31],
  ['2026-01-15', '2028-02-29', 25, 14 / 29],
  ['2026-01-01', '2036-01-01', 120, 0],
])('cut-off %s, date %s: month %i and %f of the next', (cutOff, at, month, fraction) => {
  const found = monthPosition(date(cutOff), date(at));
  expect(found.month).toBe(month);
  expect(found.fraction).toBeCloseTo(fraction, 15);
});

it('a date before the cut-off has no position', () => {
  expect(() => monthPosition(date('2026-01-31'), date('2026-01-30'))).toThrow(/before the cut-off/);
});

it('discounts by months and by simple interest in a part of one, from closing', () => {
  const times = {
    month: Int32Array.of(1, 2),
    fraction: Float64Array.of(0, 0.5),
    years: Float64Array.of(0, 0),
    closingMonth: 0,
    closingFraction: 0.25,
  };
  const rates = Float64Array.of(0.012, 0.024, 0.036);
  const factors = new Float64Array(4);
  pathDiscount(times, Float64Array.of(0, 0.012))(rates, factors);
  const month = (rate: number, part = 1) => 1 / (1 + (part * rate) / 12);
  expect(factors[0]).toBeCloseTo(month(0.012) / month(0.012, 0.25), 15);
  expect(factors[2]).toBeCloseTo((month(0.012) * month(0.024) * month(0.036, 0.5)) / month(0.012, 0.25), 15);
  expect(factors[1]).toBeCloseTo(month(0.024) / month(0.024, 0.25), 15);
});
