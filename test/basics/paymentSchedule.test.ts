import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessCalendar, type CalendarName, type Roll } from '#basics/businessCalendar.js';
import { addMonths, type CalendarDate, calendarDate, formatDate, parseDate } from '#basics/calendarDate.js';
import { paymentSchedule } from '#basics/paymentSchedule.js';

const date = (text: string) => parseDate(text)!;

function schedule(
  first: string,
  last: string,
  months: number,
  day?: number,
  name: CalendarName = 'none',
  roll: Roll = 'none',
) {
  return paymentSchedule({
    firstPayment: date(first),
    lastPayment: date(last),
    intervalMonths: months,
    paymentDay: day,
    calendar: businessCalendar(name),
    roll,
  }).map(({ scheduled, payment }) =>
    scheduled === payment ? formatDate(payment) : `${formatDate(scheduled)}>${formatDate(payment)}`,
  );
}

describe('payment dates', () => {
  it.each([
    [
      'monthly',
      schedule('2026-03-26', '2026-06-26', 1),
      ['2026-03-26', '2026-04-26', '2026-05-26', '2026-06-26'],
    ],
    [
      'quarterly',
      schedule('2026-03-26', '2026-12-26', 3),
      ['2026-03-26', '2026-06-26', '2026-09-26', '2026-12-26'],
    ],
    [
      'month ends',
      schedule('2026-01-31', '2026-04-30', 1),
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
    ],
    [
      'a first payment on another day',
      schedule('2026-03-10', '2026-05-26', 1, 26),
      ['2026-03-10', '2026-04-26', '2026-05-26'],
    ],
    [
      'the last date off the cycle',
      schedule('2026-03-26', '2026-05-10', 1),
      ['2026-03-26', '2026-04-26', '2026-05-10'],
    ],
    ['one payment', schedule('2026-03-26', '2026-03-26', 1), ['2026-03-26']],
    [
      'rolled, scheduled dates kept',
      schedule('2026-09-26', '2026-11-26', 1, 26, 'cn-interbank', 'following'),
      ['2026-09-26>2026-09-28', '2026-10-26', '2026-11-26'],
    ],
    [
      'a regular date that rolls onto the last is given up',
      schedule('2026-03-31', '2026-06-01', 1, 31, 'weekends', 'following'),
      ['2026-03-31', '2026-04-30', '2026-06-01'],
    ],
  ])('%s', (_name, dates, expected) => expect(dates).toEqual(expected));

  it('refuses a last date before the first, and no interval', () => {
    expect(() => schedule('2026-03-26', '2026-03-25', 1)).toThrow('before');
    expect(() => schedule('2026-03-26', '2026-04-26', 0)).toThrow('0 months');
    expect(() => schedule('2026-03-26', '2026-04-26', Number.NaN)).toThrow('NaN months');
  });

  it('rises, starts at the first, ends at the last, and has about a date an interval', () => {
    const start = fc.integer({
      min: calendarDate(2010, 1, 1),
      max: calendarDate(2040, 1, 1),
    }) as fc.Arbitrary<CalendarDate>;
    const months = fc.constantFrom(1, 3, 6, 12);
    const day = fc.option(fc.integer({ min: 1, max: 31 }), { nil: undefined });
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 0, max: 120 }),
        months,
        day,
        (first, length, interval, paymentDay) => {
          const last = addMonths(first, length);
          const dates = paymentSchedule({
            firstPayment: first,
            lastPayment: last,
            intervalMonths: interval,
            paymentDay,
            calendar: businessCalendar('cn-interbank'),
            roll: 'modified-following',
          });
          expect(dates[0]!.scheduled).toBe(first);
          expect(dates.at(-1)!.scheduled).toBe(last);
          for (let k = 1; k < dates.length; k++) {
            expect(dates[k]!.scheduled).toBeGreaterThan(dates[k - 1]!.scheduled);
            expect(dates[k]!.payment).toBeGreaterThan(dates[k - 1]!.payment);
          }
          expect(Math.abs(dates.length - 1 - length / interval)).toBeLessThanOrEqual(2);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });
});
