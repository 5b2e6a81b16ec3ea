import { describe, expect, it } from 'vitest';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import { reading, refusal } from './tapes.js';

/** Annual rate and unit of the one loan, by text and by the byte scanner. */
function rateOf(heading: string, cell: string, options: TapeOptions = {}) {
  const lines = [`借据编号,本金余额,${heading},剩余期限(月)`, `a,100,${cell},10`];
  const [text, scanned] = [Number.POSITIVE_INFINITY, 0].map((scanFrom) => {
    const { report, table } = reading(lines, { ...options, scanFrom });
    return [table.annualRate[0], report.columns.find(({ source }) => source === heading)?.unit];
  });
  expect(scanned).toEqual(text);
  return text;
}

describe('units of rates', () => {
  // 万分之五 a day is 0.05 %, 18.25 % a year of 365 days; 15‰ a month is 1.5 %, 18 % a year.
  it.each([
    ['日利率', '0.05%', 0.1825, 'percent'],
    ['日利率', '0.05％', 0.1825, 'percent'],
    ['日利率', '0.5‰', 0.1825, 'permille'],
    ['日利率', '万分之5', 0.1825, 'basis-point'],
    ['日利率', '万分之五', 0.1825, 'basis-point'],
    ['日利率', '萬分之五', 0.1825, 'basis-point'],
    ['日利率', '万分之五点五', 0.20075, 'basis-point'],
    ['日利率', '5‱', 0.1825, 'basis-point'],
    ['日利率', '5bp', 0.1825, 'basis-point'],
    ['日利率(‰)', '0.5', 0.1825, 'permille'],
    ['日利率（‰）', '0.50', 0.1825, 'permille'],
    ['日利率(千分之)', '0.5', 0.1825, 'permille'],
    ['日利率(万分之)', '5', 0.1825, 'basis-point'],
    ['日利率(bp)', '5.5', 0.20075, 'basis-point'],
    ['月利率(%)', '1.5', 0.18, 'percent'],
    ['月利率(‰)', '15', 0.18, 'permille'],
    ['月利率', '0.015', 0.18, 'fraction'],
    ['月利率', '1.5%', 0.18, 'percent'],
    ['年利率', '百分之八', 0.08, 'percent'],
    ['年利率(bp)', '850', 0.085, 'basis-point'],
  ])('%s %s is %f a year', (heading, cell, annual, unit) => {
    const [rate, said] = rateOf(heading, cell)!;
    expect(rate).toBeCloseTo(annual, 15);
    expect(said).toBe(unit);
  });

  it('a heading in a unit that its figures cannot have is a question', () => {
    const lines = ['loanId,currentBalance,日利率(‰),剩余期限(月)', 'a,100,0.0005,10'];
    expect(refusal(lines)[0]?.message).toMatch(/heading or source says permille, the figures do not fit/);
    expect(reading(lines, { rateUnit: 'fraction' }).table.annualRate[0]).toBeCloseTo(0.1825, 15);
  });

  it.each(['万分之', '万分之十五', '五‰', 'bp', '%'])('%s is no rate', (cell) => {
    const lines = ['loanId,currentBalance,年利率,剩余期限(月)', 'a,100,12%,10', `b,100,${cell},10`];
    expect(reading(lines).report.rejects).toMatchObject([{ line: 3, code: 'not-a-number' }]);
  });

  it('an annual rate wins over a monthly one', () => {
    const { report } = reading(['loanId,余额,年利率,月利率,剩余期限(月)', 'a,100,12%,1%,10']);
    expect(report.unmapped).toEqual(['月利率']);
  });
});
