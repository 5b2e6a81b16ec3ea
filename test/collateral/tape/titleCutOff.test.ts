import { describe, expect, it } from 'vitest';
import { formatDate, parseDate } from '#basics/calendarDate.js';
import { titleCutOff } from '#collateral/tape/titleCutOff.js';
import { reading } from './tapes.js';

const day = (titles: readonly string[]) => {
  const found = titleCutOff(titles);
  return found === undefined ? undefined : formatDate(found.date);
};

describe('the day in a title', () => {
  it.each([
    ['××小额贷款资产池明细表（截止日：2026年1月31日）', '2026-01-31'],
    ['截至2026-01-31 单位：元', '2026-01-31'],
    ['封包日期:20260131', '2026-01-31'],
    ['封包日：２０２６年０１月３１日', '2026-01-31'],
    ['Loan tape as of 2026/1/31', '2026-01-31'],
    ['Cut-off date: 2026-01-31', '2026-01-31'],
  ])('%s', (title, expected) => expect(day([title])).toBe(expected));

  it.each([
    ['no such words', ['资产清单 2026年1月31日']],
    ['no such day', ['截止日：2026年2月30日']],
    ['two days', ['截止日：2026年1月31日', '封包日：2026年2月28日']],
    ['an order that has to be guessed', ['as of 03/04/2026']],
  ])('none for %s', (_, titles) => expect(day(titles)).toBeUndefined());
});

describe('a tape under such a title', () => {
  const rows = ['借据编号,余额,年利率,放款日,到期日', 'a,100,12%,2025-07-31,2026-07-31'];
  const title = '资产池（截止日：2026年1月31日）';

  it('is of that day and says where it stands', () => {
    const { report, table } = reading([title, ...rows]);
    expect([formatDate(report.cutOffDate!), table.remainingTermMonths[0], report.warnings]).toEqual([
      '2026-01-31',
      6,
      [],
    ]);
    expect(report.cutOffEvidence).toMatch(/in the title "资产池（截止日：2026年1月31日）"/);
    expect(reading([title, ...rows], { scanFrom: 0 }).report).toEqual(report);
  });

  it('a column of cut-offs goes before the title, and the user before both', () => {
    const dated = [title, `${rows[0]},封包日`, `${rows[1]},2026-02-28`];
    expect(formatDate(reading(dated).report.cutOffDate!)).toBe('2026-02-28');
    const stated = reading([title, ...rows], { cutOffDate: parseDate('2026-03-31') }).report;
    expect([formatDate(stated.cutOffDate!), stated.warnings.map(({ code }) => code)]).toEqual([
      '2026-03-31',
      ['cut-off-overridden'],
    ]);
  });
});
