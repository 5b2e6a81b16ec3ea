import { describe, expect, it } from 'vitest';
import { parseDate } from '#basics/calendarDate.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import { reading, refusal } from './tapes.js';

/** The reading by text and by the byte scanner, which have to say the same. */
function bothWays(lines: readonly string[], options: TapeOptions = {}) {
  const [text, scanned] = [Number.POSITIVE_INFINITY, 0].map((scanFrom) =>
    reading(lines, { ...options, scanFrom }),
  );
  expect(scanned!.report).toEqual(text!.report);
  return text!.report;
}

const headings = '序号,借据编号,贷款金额,本金余额,年利率,剩余期限(月)';
const loans = ['1,a,200,100.10,12%,10', '2,b,300,200.20,12%,20'];

describe('a total row', () => {
  const marks = ['合计', '合計', '合 计', '小計', '總計', '匯總', '彙總', 'Total', 'TOTAL:', '合計：'];
  it.each(marks)('named %s, above or below its loans, is a row and no money', (mark) => {
    const total = `${mark},,500,300.30,,`;
    for (const rows of [
      [...loans, total],
      [total, ...loans],
    ]) {
      const { accepted, rejected, ignoredFor, money } = bothWays([headings, ...rows]);
      expect([accepted, rejected, money.total, money.accepted]).toEqual([2, 0, '300.30', '300.30']);
      expect(ignoredFor).toEqual([{ reason: 'total-row', rows: 1, money: '300.30' }]);
    }
  });

  it('above all loans and below all of them, both proven', () => {
    const total = '合计,,500,300.30,,';
    expect(bothWays([headings, total, ...loans, total])).toMatchObject({
      accepted: 2,
      rejected: 0,
      ignored: 2,
    });
  });

  it('above all loans that is not their sum is rejected and says what the sum is', () => {
    const { accepted, rejected, rejects, money } = bothWays([headings, '合计,,500,300.31,,', ...loans]);
    expect([accepted, rejected, money.total]).toEqual([2, 1, '600.61']);
    expect(rejects).toMatchObject([{ line: 2, column: '本金余额', code: 'unproven-total' }]);
    expect(rejects[0]?.reason).toBe('it is named a total, but 300.31 is not the sum below it, 300.30');
  });

  it('above all loans with one wrong column of two names that one', () => {
    const { rejects } = bothWays([headings, '合计,,501,300.30,,', ...loans]);
    expect(rejects[0]?.reason).toMatch(/501\.00 is not the sum below it, 500\.00/);
  });
});

describe('remarks', () => {
  it.each([
    ['below the loans, padded', ',Total amount funded in policy code 1: 1465324575,,,,'],
    ['of a spreadsheet, with fewer fields', '制表人：张三,,,,复核：李四'],
    ['in a column that nobody reads', '填表说明见附件,,,,,'],
    ['between figures', ',,,注：余额含利息,,'],
  ])('%s, hold no loan and are named', (_, remark) => {
    const { accepted, rejected, ignoredFor, money, warnings } = bothWays([headings, ...loans, remark]);
    expect([accepted, rejected, money.total]).toEqual([2, 0, '300.30']);
    expect(ignoredFor).toEqual([{ reason: 'note-row', rows: 1, money: '0.00' }]);
    expect(warnings.find(({ code }) => code === 'no-loan')).toMatchObject({ at: 't.csv:4' });
  });

  it.each([
    ['an id', ',c,,,,'],
    ['an id with a colon', ',L:7,,,,'],
    ['a rate', ',,,,12%,'],
    ['a remark and a term', ',see the note: below here,,,,12'],
    ['a word that is no figure', ',,,x,,'],
  ])('a row with %s is a loan that cannot be read', (_, row) => {
    expect(bothWays([headings, ...loans, row])).toMatchObject({ accepted: 2, rejected: 1, ignored: 0 });
  });
});

describe('rows of several days', () => {
  const dated = 'loanId,currentBalance,annualRate,remainingTermMonths,cutOffDate';
  const rows = ['a,100,0.1,10,2026-01', 'a,90,0.1,9,2026-02', 'b,50,0.1,10,2026-01', 'b,40,0.1,9,2026-02'];

  it('are a question, since they would count the same loans again', () => {
    const [problem, ...others] = refusal([dated, ...rows]);
    expect(others).toEqual([]);
    expect(problem?.message).toMatch(
      /2 cut-off dates: 2026-02-28 on 2, 2026-01-31 on 2 of 4 rows;.*--cut-off DATE/,
    );
  });

  it('are left out where the user names one of the days', () => {
    const report = bothWays([dated, ...rows], { cutOffDate: parseDate('2026-02-28') });
    expect([report.accepted, report.rejected, report.ignored]).toEqual([2, 0, 2]);
    expect(report.money).toMatchObject({
      total: '280.00',
      accepted: '130.00',
      rejected: '0.00',
      ignored: '150.00',
    });
    expect(report.ignoredFor).toEqual([{ reason: 'other-day', rows: 2, money: '150.00' }]);
    expect(report.warnings.map(({ code }) => code)).toEqual(['mixed-cut-offs']); // no id repeats on one day
  });

  it('are all taken where the user names another day, with a warning', () => {
    const report = bothWays([dated, ...rows], { cutOffDate: parseDate('2026-03-31') });
    expect([report.accepted, report.money.accepted]).toEqual([4, '280.00']);
    expect(report.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['mixed-cut-offs', 'cut-off-overridden', 'duplicate-id']),
    );
  });
});

describe('ids', () => {
  it('that some rows lack are replaced by line numbers, with a warning', () => {
    const { report, table } = reading([
      'loanId,currentBalance,annualRate,remainingTermMonths',
      'a,1,0.1,9',
      ',2,0.1,9',
    ]);
    expect(table.loanId.at(1)).toBe('line 3');
    expect(report.warnings).toMatchObject([
      {
        code: 'no-loan-id',
        at: 't.csv:3:loanId',
        message: '1 loans have no id; their line numbers serve (line 3)',
      },
    ]);
    bothWays(['loanId,currentBalance,annualRate,remainingTermMonths', 'a,1,0.1,9', ',2,0.1,9']);
  });
});
