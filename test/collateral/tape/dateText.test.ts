import { describe, expect, it } from 'vitest';
import { formatDate } from '#basics/calendarDate.js';
import { dateUnder, readDateText } from '#collateral/tape/dateText.js';

/** Every style here stands on a tape that was looked at. */
describe('readDateText', () => {
  it.each([
    ['2018-02-24', '2018-02-24'],
    ['2018/3/1', '2018-03-01'],
    ['2018年3月1日', '2018-03-01'],
    ['2018-02-24T00:00:00', '2018-02-24'],
    ['Mar-2018', '2018-03-01'],
    ['08/2019', '2019-08-01'],
    ['2021-07', '2021-07-01'],
    ['30-Jan-10', '2010-01-30'],
    ['30-Jan-88', '1988-01-30'],
    ['15 September 2020', '2020-09-15'],
    ['Sep 5, 2020', '2020-09-05'],
    ['20180224', '2018-02-24'],
    ['201905', '2019-05-01'],
    ['082012', '2012-08-01'],
  ])('%s is %s', (text, iso) => {
    const reading = readDateText(text);
    expect(reading?.kind).toBe('fixed');
    expect(formatDate(dateUnder(reading!, undefined, 'excel')!)).toBe(iso);
  });

  it.each([
    ['07-31-2020', undefined, '2020-07-31'],
    ['14-08-2009 00:00', '2009-08-14', undefined],
    ['31/12/2024', '2024-12-31', undefined],
    ['2/28/1997', undefined, '1997-02-28'],
    ['03/04/2018', '2018-04-03', '2018-03-04'],
    ['31.12.24', '2024-12-31', undefined],
  ])('%s is %s day first, %s month first', (text, dmy, mdy) => {
    const reading = readDateText(text)!;
    const under = (order: 'dmy' | 'mdy') => {
      const date = dateUnder(reading, order, 'excel');
      return date === undefined ? undefined : formatDate(date);
    };
    expect([under('dmy'), under('mdy')]).toEqual([dmy, mdy]);
  });

  it.each([
    ['25-03-14', '2014-03-25', undefined, '2025-03-14'],
    ['26/01/31', '2031-01-26', undefined, '2026-01-31'],
    ['31.12.98', '1998-12-31', undefined, undefined],
    ['98-12-31', undefined, undefined, '1998-12-31'],
    ['01-02-03', '2003-02-01', '2003-01-02', '2001-02-03'],
    ['03-04-2018', '2018-04-03', '2018-03-04', undefined],
  ])('%s is %s day first, %s month first, %s year first', (text, ...expected) => {
    const reading = readDateText(text)!;
    const read = (['dmy', 'mdy', 'ymd'] as const).map((order) => dateUnder(reading, order, 'excel'));
    expect(read.map((date) => (date === undefined ? undefined : formatDate(date)))).toEqual(expected);
  });

  it('knows that 42012 is day 42012 of a spreadsheet or April 2012', () => {
    const under = (system: 'excel' | 'monthYear') =>
      formatDate(dateUnder(readDateText('42012')!, undefined, system)!);
    expect([under('excel'), under('monthYear')]).toEqual(['2015-01-08', '2012-04-01']);
  });

  it.each([
    ['41821', 'excel', '2014-07-01'],
    ['15074', 'sas', '2001-04-09'],
  ] as const)('day count %s in %s is %s', (text, system, iso) => {
    expect(formatDate(dateUnder(readDateText(text)!, undefined, system)!)).toBe(iso);
  });

  it.each([
    '09:29.3',
    '2026-02-30',
    '00/2019',
    '13/13/2019',
    'Foo-2018',
    '0',
    '99999999',
    '',
    'tomorrow',
    '2018-2'.repeat(9),
  ])('refuses %j', (text) => expect(readDateText(text)).toBeUndefined());
});
