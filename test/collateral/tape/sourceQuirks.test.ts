import { describe, expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import { statusClassOf } from '#collateral/tape/loanWords.js';
import { bytesOf, reading, refusal } from './tapes.js';

/** What other releases and other exporters make of the layouts of known sources. */
const fields = (width: number, at: { readonly [place: number]: string }) =>
  Array.from({ length: width }, (_, i) => at[i + 1] ?? '').join('|');

describe('layouts that grew over the years', () => {
  const month = { 1: 'F19Q10000001', 2: '202007', 3: '247000.00', 4: '1', 5: '14', 6: '346', 11: '4.25' };
  it.each([23, 26, 31, 32])('Freddie Mac monthly, %i fields', (width) => {
    const { report, table } = reading([fields(width, month)]);
    expect([report.source.name, report.headings.length]).toEqual(['freddie-sflld-monthly', width]);
    expect([table.currentBalance[0], table.remainingTermMonths[0]]).toEqual([247_000, 346]);
    expect([table.numbers.daysPastDue?.values[0], report.cutOffDate]).toEqual([
      30,
      calendarDate(2020, 7, 31),
    ]);
  });

  const loan = {
    1: '742',
    2: '201905',
    4: '204904',
    11: '248000',
    13: '4.25',
    20: 'F19Q10000001',
    22: '360',
  };
  it.each([26, 27, 31, 32])('Freddie Mac origination, %i fields, has no balance', (width) => {
    const [problem] = refusal([fields(width, loan)]);
    expect(problem?.message).toMatch(/lacks a balance/);
    expect(problem?.message).toMatch(/Freddie Mac single-family, origination/);
  });

  const performance = { 2: '100007365142', 3: '082020', 9: '3.5', 12: '180000.00', 14: '012019', 18: '329' };
  it.each([108, 110, 113])('Fannie Mae performance, %i fields', (width) => {
    const { report, table } = reading(bytesOf([fields(width, performance)]));
    expect([report.source.name, table.currentBalance[0]]).toEqual(['fannie-performance', 180_000]);
  });

  it('another width is another file', () => {
    expect(refusal([fields(40, month)])[0]?.code).toBe('missing-column');
  });
});

describe('codes that a data frame has made numbers of', () => {
  const headings =
    'assetNumber,reportingPeriodActualEndBalanceAmount,reportingPeriodInterestRatePercentage,' +
    'remainingTermToMaturityNumber,zeroBalanceCode,paymentTypeCode';
  it.each(['1', '01', '1.0', '001.00'])('zeroBalanceCode %s ends a loan without a balance', (code) => {
    const { report } = reading([headings, 'a,100,0.05,10,,2.0', `b,,0.05,,${code},2.0`]);
    expect([report.accepted, report.ignored, report.rejected]).toEqual([1, 1, 0]);
    expect(report.warnings).toEqual([]);
  });

  it('other numbers are no such code', () => {
    expect(reading([headings, 'a,100,0.05,10,,2', 'b,,0.05,,1.5,2']).report.rejected).toBe(1);
  });
});

describe('ESMA annexes 4, 8 and 9', () => {
  // Codes of the annexes to Delegated Regulation (EU) 2020/1224.
  it.each([
    ['CRPL', { id: 3, balance: 39, rate: 53, maturity: 34, days: 78, status: 79, type: 46 }, 'corporate'],
    ['LESL', { id: 3, balance: 28, rate: 36, maturity: 23, days: 56, status: 57, type: 31 }, 'leasing'],
    ['ESTL', { id: 3, balance: 28, rate: 39, maturity: 25, days: 54, status: 55, type: 31 }, 'esoteric'],
  ])('%s', (prefix, codes, title) => {
    const columns: [number, string, string][] = [
      [codes.id, 'x1', 'x2'],
      [6, '2024-06-30', '2024-06-30'],
      [codes.balance, '1000.50', '0'],
      [codes.rate, '4.5', '4.5'],
      [codes.maturity, '2026-06-30', '2024-01-31'],
      [codes.days, '0', 'ND5'],
      [codes.status, 'PERF', 'RDMD'],
      [codes.type, 'BLLT', 'OTHR'],
    ];
    const line = (place: 0 | 1 | 2) =>
      columns.map((column) => (place === 0 ? `${prefix}${column[0]}` : column[place])).join(',');
    const { report, table } = reading([line(0), line(1), line(2)]);
    expect(report.source.title).toContain(title);
    expect([report.accepted, report.ignored, report.rejected]).toEqual([1, 1, 0]);
    expect([table.currentBalance[0], table.annualRate[0], table.remainingTermMonths[0]]).toEqual([
      1000.5, 0.045, 24,
    ]);
    expect(report.warnings).toEqual([]);
  });

  it('an amortization that is "other" is assumed level and counted', () => {
    const headings = 'AUTL3,AUTL6,AUTL30,AUTL40,AUTL25,AUTL32';
    const rows = ['OTHR', 'DEXX', 'FRXX', 'FIXE', 'BLLT'].map(
      (type) => `x${type},2024-06-30,100,4,2026-06-30,${type}`,
    );
    const { report, table } = reading([headings, ...rows]);
    expect(report.derived.find(({ canonical }) => canonical === 'repaymentType')).toMatchObject({ rows: 1 });
    expect([...table.repaymentType]).toEqual([0, 0, 0, 1, 2]);
  });
});

describe('words of states', () => {
  it.each([
    ['FinalPaymentInProgress', 'performing'],
    ['Does not meet the credit policy. Status:Fully Paid', 'paid-off'],
    ['Does not meet the credit policy. Status:Charged Off', 'charged-off'],
  ])('%s', (word, expected) => expect(statusClassOf(word)).toBe(expected));
});

describe('two headings that fit one column, where one is meant first', () => {
  it.each([
    ['放款日,起息日', '放款日'],
    ['起息日,放款日', '放款日'],
    ['合同开始时间,起息日', '起息日'],
  ])('%s', (dates, chosen) => {
    const { report } = reading([
      `借据编号,余额,年利率,到期日,${dates}`,
      'a,100,12%,2026-12-31,2025-01-01,2025-01-02',
    ]);
    const column = report.columns.find(({ canonical }) => canonical === 'originationDate');
    expect(column?.source).toBe(chosen);
    expect(column?.evidence).toMatch(/preferred to/);
  });

  it('a state and its risk class', () => {
    const { report } = reading([
      '借据编号,余额,年利率,剩余期限(月),五级分类,贷款状态',
      'a,100,12%,12,正常,正常',
    ]);
    expect(report.columns.find(({ canonical }) => canonical === 'status')?.source).toBe('贷款状态');
  });

  it('截止日 is the day of the tape', () => {
    const { report } = reading(['借据编号,余额,年利率,到期日,截止日', 'a,100,12%,2026-12-31,2026-01-31']);
    expect(report.cutOffDate).toBe(calendarDate(2026, 1, 31));
  });
});
