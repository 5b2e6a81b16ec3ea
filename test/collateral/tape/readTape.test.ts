import { describe, expect, it } from 'vitest';
import { calendarDate, dateFromDays, formatDate, parseDate } from '#basics/calendarDate.js';
import { repaymentTypes } from '#collateral/loanTable.js';
import type { CanonicalName } from '#collateral/tape/canonicalColumns.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import { rejectProblem, type TapeReading } from '#collateral/tape/tapeReport.js';
import { bytesOf, reading, refusal, warningCodes } from './tapes.js';

const heading = 'loanId,currentBalance,annualRate,remainingTermMonths';
const cells = (...rows: string[]) => [heading, ...rows];

describe('a plain tape', () => {
  it('reads the columns that pricing needs', () => {
    const { table, report } = reading(cells('a,100.00,0.08,12', 'b,200.50,0.10,24'));
    expect([...table.currentBalance]).toEqual([100, 200.5]);
    expect([...table.annualRate]).toEqual([0.08, 0.1]);
    expect([...table.remainingTermMonths]).toEqual([12, 24]);
    expect([...table.line]).toEqual([2, 3]);
    expect([table.loanId.at(0), table.loanId.at(1)]).toEqual(['a', 'b']);
    expect(repaymentTypes[table.repaymentType[0]!]).toBe('level');
    expect(report.currentBalance).toBe('300.50');
    expect(report.derived).toEqual([
      { canonical: 'repaymentType', how: 'level installments, assumed', rows: 2 },
    ]);
    expect(report.warnings).toEqual([]);
  });

  it('reads the columns of a benchmark tape', () => {
    const { table } = reading([
      'loanId,cohort,currentBalance,annualRate,remainingTermMonths,annualDefaultRate',
      '1,3,10000,0.12,36,0.02',
      '2,3,10000,0.12,36,0.02',
    ]);
    expect([...table.numbers.annualDefaultRate!.values]).toEqual([0.02, 0.02]);
  });

  it.each([
    ['byte order mark', '\ufeff'],
    ['a title line', '某资产池,,,\n'],
    ['blank lines', '\n\n'],
  ])('%s above the headings', (_what, before) => {
    const { report } = reading(bytesOf(`${before}${cells('a,1.00,0.1,1').join('\n')}`));
    expect([report.accepted, report.columns[0]?.canonical]).toEqual([1, 'loanId']);
  });

  it.each([
    ['\r\n', ','],
    ['\r', ','],
    ['\n', ';'],
    ['\n', '\t'],
    ['\n', '|'],
  ])('line end %j, delimiter %j', (lineEnd, delimiter) => {
    const text = cells('a,1.00,0.1,1', 'b,2.00,0.1,2').join(lineEnd).replaceAll(',', delimiter);
    const { report, table } = reading(bytesOf(text));
    expect([report.delimiter, report.currentBalance, ...table.line]).toEqual([delimiter, '3.00', 2, 3]);
  });

  it('counts lines through quoted line ends', () => {
    const { table } = reading(bytesOf(`${heading}\r\n"a\r\nb",1,0.1,1\r\nc,1,0.1,1\r\n`));
    expect([...table.line]).toEqual([2, 4]);
  });

  it('reads the terms of floating, balloon and interest-only loans', () => {
    const { table } = reading([
      'currentBalance,annualRate,remainingTermMonths,indexName,margin,resetMonths,lifeRateCap,rateFloor,balloonAmount,interestOnlyMonths',
      '100.00,0.05,36,LPR1Y,0.0275,12,0.09,0.01,40.00,6',
      '100.00,0.05,36,,,,,,,',
    ]);
    expect(table.categories.indexName).toEqual({ codes: Uint32Array.of(1, 0), labels: ['LPR1Y'] });
    expect(table.numbers.margin).toEqual({
      values: Float64Array.of(0.0275, 0),
      present: Uint8Array.of(1, 0),
    });
    expect(table.numbers.balloonAmount?.values[0]).toBe(40);
    expect(table.numbers.interestOnlyMonths?.values[0]).toBe(6);
    expect([table.numbers.lifeRateCap?.values[0], table.numbers.rateFloor?.values[0]]).toEqual([0.09, 0.01]);
    expect(table.numbers.resetMonths?.values[0]).toBe(12);
  });

  it('keeps ids as text, falsy and dangerous ones too', () => {
    const ids = ['0', '007', '__proto__', '1.10E+22', '893E336', '=1+1', 'constructor'];
    const { table, report } = reading(cells(...ids.map((id) => `${id},1.00,0.1,1`)));
    expect(ids.map((_, row) => table.loanId.at(row))).toEqual(ids);
    expect(report.distinctLoanIds).toBe(7);
  });
});

describe('rows = accepted + rejected + ignored', () => {
  it('lists every fault of a row with line, column, value and reason', () => {
    const { report } = reading(
      cells(
        'a,x1,0.1,12',
        'b,,0.1,12',
        'c,-5,0.1,12',
        'd,10,12.5,12',
        'e,10,,',
        'f,10,0.1,12',
        'g,0,,,',
        'h,1e400,0.1,1',
      ),
    );
    expect([report.rows, report.accepted, report.rejected, report.ignored]).toEqual([8, 1, 6, 1]);
    expect(
      report.rejects.map((r) => rejectProblem('t.csv', r, 'error')).map((p) => `${p.at} ${p.message}`),
    ).toEqual([
      't.csv:2:currentBalance "x1" is not a number',
      't.csv:3:currentBalance the balance is missing',
      't.csv:4:currentBalance "-5" the balance is negative',
      't.csv:5:annualRate "12.5" would be 1250 % a year',
      't.csv:6:annualRate the rate is missing',
      't.csv:9:currentBalance "1e400" is not a number',
    ]);
    expect(report.money).toEqual({
      total: '25.00',
      accepted: '10.00',
      rejected: '15.00',
      ignored: '0.00',
      rowsWithoutBalance: 3,
    });
  });

  it('rejects rows of another width', () => {
    const { report } = reading(cells('a,10,0.1', 'b,10,0.1,12,x', 'c,10,0.1,12,'));
    expect(report.rejects.map((r) => [r.line, r.reason])).toEqual([
      [2, 'the row has 3 fields, the heading line 4'],
      [3, 'the row has 5 fields, the heading line 4'],
    ]);
    expect(report.accepted).toBe(1);
  });

  it('lists no more than asked and counts all', () => {
    const { report } = reading(cells(...Array.from({ length: 50 }, () => 'a,x,0.1,1'), 'b,1,0.1,1'), {
      rejectsListed: 3,
    });
    expect([report.rejects.length, report.faultCount, report.rejected]).toEqual([3, 50, 50]);
  });

  it('ignores a total row that equals the sum, rejects one that does not', () => {
    const rows = ['a,10.10,0.1,12', 'b,20.20,0.1,12'];
    const proven = reading(cells(...rows, '合计,30.30,,'));
    expect([proven.report.accepted, proven.report.ignored]).toEqual([2, 1]);
    expect([proven.report.money.total, proven.report.money.ignored]).toEqual(['30.30', '0.00']); // a total is no money
    const wrong = reading(cells(...rows, 'Total,30.31,,'));
    expect([wrong.report.accepted, wrong.report.rejected]).toEqual([2, 1]);
    expect(wrong.report.rejects[0]?.reason).toMatch(/30\.31 is not the sum above it, 30\.30/);
  });

  it('proves subtotals on the rows since the last one', () => {
    const { report } = reading(
      cells('a,10,0.1,12', '小计,10,,', 'b,5,0.1,12', 'c,6,0.1,12', '小计,11,,', '合计,21,,'),
    );
    expect([report.accepted, report.ignored, report.currentBalance]).toEqual([3, 3, '21.00']);
  });

  it('passes over repeated headings and says so', () => {
    const tape = reading(cells('a,10,0.1,12', heading, 'b,5,0.1,12'));
    expect([tape.report.rows, tape.report.accepted]).toEqual([2, 2]);
    expect(warningCodes(tape)).toContain('repeated-headings');
  });

  it('reports duplicate ids and merges nothing', () => {
    const tape = reading(cells('a,10,0.1,12', 'a,11,0.1,12', 'b,5,0.1,12'));
    expect([tape.report.accepted, tape.report.distinctLoanIds]).toEqual([3, 2]);
    expect(tape.report.warnings[0]?.message).toMatch(
      /2 distinct ids on 3 loans: 1 repeat an id \(1 with another balance/,
    );
  });
});

describe('what the user states', () => {
  const tape = (heading: string, ...rows: string[]) => [
    `loanId,currentBalance,annualRate,${heading}`,
    ...rows,
  ];
  const withoutEffect = (lines: readonly string[], options: TapeOptions) =>
    reading(lines, options)
      .report.warnings.filter((p) => p.code === 'option-without-effect')
      .map((p) => p.at);

  it.each<[string, TapeOptions, readonly string[], readonly string[]]>([
    ['a rate unit, where every cell has a sign', { rateUnit: 'fraction' }, ['a,100,8%,120'], ['--rate-unit']],
    ['the unit that the signs say anyway', { rateUnit: 'percent' }, ['a,100,8%,120'], []],
    ['a rate unit for bare figures', { rateUnit: 'percent' }, ['a,100,8,120'], []],
    ['an order without a date', { dateOrder: 'dmy' }, ['a,100,8%,120'], ['--date-order']],
    ['a comma where points stand', { decimalMark: ',' }, ['a,100.50,8%,120'], ['--decimal-mark']],
    ['a comma where nothing stands', { decimalMark: ',' }, ['a,100,8%,120'], ['--decimal-mark']],
    ['a comma for an open amount', { decimalMark: ',' }, ['a,28.000,8%,120'], []],
    [
      'days of a daily rate that is not there',
      { dailyRateDays: 360 },
      ['a,100,8%,120'],
      ['--daily-rate-days'],
    ],
    ['a term unit', { termUnit: 'months' }, ['a,100,8%,12'], []],
  ])('%s', (_what, options, rows, expected) => {
    expect(withoutEffect(tape('remainingTermMonths', ...rows), options)).toEqual(expected);
  });

  it('a term unit against the unit in the heading', () => {
    expect(withoutEffect(tape('剩余期限(天)', 'a,100,8%,120'), { termUnit: 'months' })).toEqual([
      '--term-unit',
    ]);
    expect(withoutEffect(tape('剩余期限(天)', 'a,100,8%,120'), { termUnit: 'days' })).toEqual([]);
  });

  it('a mapping file that says it, by its name', () => {
    const options = { rateUnit: 'fraction', statedIn: new Map([['rateUnit', 'm.yaml']]) } as const;
    expect(withoutEffect(tape('remainingTermMonths', 'a,100,8%,120'), options)).toEqual(['m.yaml rateUnit']);
  });

  it('a mapping that takes a fitting column away, or gives one two meanings, is a warning', () => {
    const lines = ['loanId,currentBalance,annualRate,rate2,remainingTermMonths', 'a,100,8%,9%,120'];
    const said = (map: [CanonicalName, string][]) =>
      reading(lines, { map: new Map(map) })
        .report.warnings.filter((p) => p.code === 'mapped-over')
        .map((p) => p.message);
    expect(said([['annualRate', 'rate2']])).toEqual([
      'annualRate is filled from "rate2", as stated; "annualRate", which fits it, is not used',
    ]);
    expect(said([['loanId', '']])).toEqual([
      'loanId is left out, as stated; "loanId", which fits it, is not used',
    ]);
    expect(said([['originalBalance', 'currentBalance']])).toEqual([
      '"currentBalance" fills originalBalance, as stated, and currentBalance',
    ]);
    expect(said([['annualRate', 'annualRate']])).toEqual([]);
    // Two columns that change places are both used.
    expect(
      said([
        ['currentBalance', 'remainingTermMonths'],
        ['remainingTermMonths', 'currentBalance'],
      ]),
    ).toEqual([]);
  });
});

describe('arrears and fractions', () => {
  it('counts the past due by bucket, with their balance', () => {
    const days = ['0', '1', '30', '31', '60', '61', '90', '91', '400', ''];
    const rows = days.map((late, i) => `l${i},${i + 1}00.10,0.08,12,${late},${late === '' ? 'late' : ''}`);
    const headings = 'loanId,currentBalance,annualRate,remainingTermMonths,daysPastDue,status';
    const found = reading([headings, ...rows]).report.warnings.find((p) => p.code === 'past-due');
    expect(found?.message).toContain(
      '; 1-30 days 2 loans 500.20, 31-60 days 2 loans 900.20, 61-90 days 2 loans 1300.20, ' +
        'over 90 days 2 loans 1700.20, days unknown 1 loan 1000.10 (',
    );
  });

  it('warns of balances with fractions of the smallest unit', () => {
    const found = (currency: string, ...balances: string[]) =>
      reading([
        'loanId,currentBalance,annualRate,remainingTermMonths,currency',
        ...balances.map((balance, i) => `l${i},${balance},0.08,12,${currency}`),
      ]).report.warnings.find((p) => p.code === 'fraction-of-cent');
    expect(found('CNY', '100.125', '100.12', '0.1', '70.07')?.message).toMatch(
      /^1 of 4 loans, balance 100\.125: /,
    );
    expect(found('CNY', '100.12', '100.10', '1.005e2')).toBeUndefined();
    expect(found('KWD', '1000.125')).toBeUndefined();
  });
});

describe('terms', () => {
  const cutOffDate = calendarDate(2026, 1, 31);
  it.each([
    ['maturity in calendar months', 'currentBalance,annualRate,maturityDate', '100,0.12,2026-07-15', 6],
    ['due this month', 'currentBalance,annualRate,maturityDate', '100,0.12,2026-02-01', 1],
    ['already matured', 'currentBalance,annualRate,maturityDate', '100,0.12,2025-07-15', 1],
    ['installment', 'currentBalance,annualRate,installment', '1000,0.12,88.85', 12],
    ['installment at rate zero', 'currentBalance,annualRate,installment', '1000,0,100', 10],
    ['age', 'currentBalance,annualRate,originalTermMonths,monthsOnBook', '100,0.12,36,10', 26],
    [
      'origination',
      'currentBalance,annualRate,originalTermMonths,originationDate',
      '100,0.12,36,2025-01-05',
      24,
    ],
  ])('%s', (_how, headings, row, months) => {
    expect([...reading([headings, row], { cutOffDate }).table.remainingTermMonths]).toEqual([months]);
  });

  // Counted on a calendar by hand: month k of the pool ends k months after the cut-off.
  it.each([
    ['2026-01-15', '2026-02-28', 2],
    ['2026-01-15', '2026-02-15', 1],
    ['2026-01-15', '2026-02-16', 2],
    ['2026-01-15', '2026-01-16', 1],
    ['2026-01-31', '2026-02-28', 1],
    ['2026-01-31', '2026-03-01', 2],
    ['2026-02-28', '2026-03-31', 1],
    ['2026-02-27', '2026-03-31', 2],
    ['2026-01-30', '2026-02-28', 1],
    ['2026-01-15', '2026-02', 1],
    ['2026-01-15', 'Mar-2026', 2],
  ])('cut off on %s, the end %s is month %s', (day, end, months) => {
    const options = { cutOffDate: parseDate(day) };
    const loan = reading(['currentBalance,annualRate,maturityDate', `100,0.12,${end}`], options);
    const payable = reading(['faceAmount,annualRate,dueDate', `100,0.12,${end}`], options);
    expect([loan.table.remainingTermMonths[0], payable.table.remainingTermMonths[0]]).toEqual([
      months,
      months,
    ]);
  });

  it.each([
    ['2026-01-15', '2025-12-20', 12],
    ['2026-01-20', '2025-12-20', 11],
    ['2026-02-28', '2025-12-31', 10],
  ])('cut off on %s, twelve months from %s leave %s', (day, start, months) => {
    const headings = 'currentBalance,annualRate,originalTermMonths,originationDate';
    const options = { cutOffDate: parseDate(day), termUnit: 'months' as const };
    const { table } = reading([headings, `100,0.12,12,${start}`], options);
    expect(table.remainingTermMonths[0]).toBe(months);
    expect(table.numbers.monthsOnBook?.values[0]).toBe(12 - months);
  });

  it('takes a cut-off that names a month as its last day', () => {
    const headings = 'currentBalance,annualRate,originationDate,maturityDate,cutOffDate';
    const { report, table } = reading([headings, '100,0.12,2020-07-15,2020-09-15,07/2020']);
    expect(formatDate(report.cutOffDate!)).toBe('2020-07-31');
    expect([report.rejected, table.remainingTermMonths[0], report.warnings.map((p) => p.code)]).toEqual([
      0,
      2,
      ['no-loan-id'],
    ]);
  });

  it('counts the rows of each cut-off where they differ', () => {
    const rows = (day: string, count: number) => Array(count).fill(`100,0.12,2027-01-15,${day}`);
    const headings = 'currentBalance,annualRate,maturityDate,cutOffDate';
    const mixed = (tape: TapeReading) => tape.report.warnings.find((p) => p.code === 'mixed-cut-offs');
    const even = reading([headings, ...rows('2026-01-31', 6), ...rows('2025-12-31', 4)], { cutOffDate });
    expect(mixed(even)?.message).toMatch(/2 cut-off dates: 2026-01-31 on 6, 2025-12-31 on 4 of 10 rows/);
    const few = reading([headings, ...rows('2026-01-31', 19), ...rows('2025-12-31', 1)]);
    expect(mixed(few)?.message).toMatch(/19, 2025-12-31 on 1 of 20 rows; 2026-01-31 is taken/);
  });

  it('warns of matured loans with their balance', () => {
    const tape = reading(
      ['currentBalance,annualRate,maturityDate', '100,0.12,2025-07-15', '5,0.1,2027-01-01'],
      { cutOffDate },
    );
    const matured = tape.report.warnings.find((p) => p.code === 'matured');
    expect(matured?.message).toMatch(/1 loans, balance 100\.00: matured by 2026-01-31.*\(line 2\)/);
  });

  it('takes the cut-off from the tape and rejects rows of another report', () => {
    const rows = Array.from({ length: 19 }, () => '100,0.12,2027-01-15,2026-01-31');
    const { report } = reading([
      'currentBalance,annualRate,maturityDate,cutOffDate',
      ...rows,
      '100,0.12,2027-01-15,2025-12-31',
    ]);
    expect(report.cutOffDate).toBe(cutOffDate);
    expect(report.rejects.map((r) => r.code)).toEqual(['other-cut-off']);
  });

  it('without any cut-off, assumes the latest event on the tape and warns', () => {
    const tape = reading([
      'currentBalance,annualRate,originationDate,maturityDate',
      '100,0.12,2025-03-15,2027-03-15',
    ]);
    expect(tape.table.remainingTermMonths[0]).toBe(24);
    expect(warningCodes(tape)).toContain('cut-off-assumed');
  });

  it('an installment that never repays the loan leaves no term', () => {
    const { report } = reading(['currentBalance,annualRate,installment', '1000,0.12,10', '1000,0.12,88.85']);
    expect(report.rejects.map((r) => r.reason)).toEqual(['the remaining term is missing']);
  });
});

describe('payables and daily rates', () => {
  it('the face of a payable is its balance; it is a discount instrument', () => {
    const { table } = reading([
      'loanId,faceAmount,annualRate,dueDate,payerId,cutOffDate',
      'p,1000.00,0.06,2026-06-30,x,2026-01-31',
    ]);
    expect([table.currentBalance[0], table.remainingTermMonths[0]]).toEqual([1000, 5]);
    expect(repaymentTypes[table.repaymentType[0]!]).toBe('discount');
    expect(table.categories.payerId?.labels).toEqual(['x']);
  });

  // 0.05 % and 0.06 % a day are 18.0 % (of 360 days) and 21.9 % (of 365) a year in the source documents.
  it.each([
    ['0.0005', undefined, 0.1825],
    ['0.0006', undefined, 0.219],
    ['0.05%', undefined, 0.1825],
    ['0.05', undefined, 0.1825],
    ['0.0005', 360 as const, 0.18],
  ])('%s a day', (rate, dailyRateDays, annual) => {
    const { table, report } = reading(['currentBalance,dailyRate,remainingTermMonths', `100,${rate},3`], {
      dailyRateDays,
    });
    expect(table.annualRate[0]).toBeCloseTo(annual, 14);
    expect(report.derived.map((d) => d.how)).toContain(`the daily rate times ${dailyRateDays ?? 365}`);
  });
});

describe('columns are decided as a whole', () => {
  const rates = (unit: string, ...values: string[]) => [
    `currentBalance,${unit},remainingTermMonths`,
    ...values.map((value) => `100,${value},12`),
  ];

  it.each([
    ['interest_rate', ['12.66', '7.5', '0.9', '21', '6', '5', '9', '9', '8', '7'], 'percent', 0.1266],
    ['interest_rate', ['0.1266', '0.075'], 'fraction', 0.1266],
    ['interest_rate', ['12.66%', '7.5%'], 'percent', 0.1266],
    ['interest_rate', ['12.66\uff05', '7.5%'], 'percent', 0.1266],
    ['interest_rate (%)', ['0.9', '0.8'], 'percent', 0.009],
    ['贷款年利率(%)', ['14.07', '9'], 'percent', 0.1407],
    ['annualRate', ['0.9', '0.5'], 'fraction', 0.9],
  ])('%s %j', (headingText, values, unit, first) => {
    const { table, report } = reading(rates(headingText, ...values));
    expect(report.columns.find((c) => c.canonical === 'annualRate')?.unit).toBe(unit);
    expect(table.annualRate[0]).toBe(first);
  });

  it('mixes percent signs and fractions in one column, as one real tape does', () => {
    const { table } = reading(rates('interest_rate', '14.90%', '0.149'));
    expect([...table.annualRate]).toEqual([0.149, 0.149]);
  });

  it('asks where both readings fit, and shows rows under both', () => {
    const [problem] = refusal(rates('interest_rate', '0.5', '0.9', '0.75', '0.6'));
    expect(problem?.at).toBe('t.csv:2:interest_rate');
    expect(problem?.message).toMatch(/line 2: "0\.5" is 50 % or 0\.5 %; line 3: .* line 4: .*--rate-unit/);
    expect(reading(rates('interest_rate', '0.5', '0.9'), { rateUnit: 'percent' }).table.annualRate[0]).toBe(
      0.005,
    );
    expect(reading(rates('interest_rate', '0.5', '0.9'), { rateUnit: 'fraction' }).table.annualRate[0]).toBe(
      0.5,
    );
  });

  it('asks when the heading says percent and the figures are fractions', () => {
    expect(refusal(rates('rate (%)', '0.14', '0.12'))[0]?.code).toBe('ambiguous-column');
  });

  it('asks whether short undeclared terms are months or years', () => {
    const tape = ['currentBalance,annualRate,remaining_term', '100,0.1,3', '100,0.1,5'];
    expect(refusal(tape)[0]?.message).toMatch(/months or years\? line 2: "3" is 3 months or 3 years/);
    expect([...reading(tape, { termUnit: 'years' }).table.remainingTermMonths]).toEqual([36, 60]);
  });

  it.each([
    ['剩余期限(天)', '365', 12],
    ['剩余期限(月)', '3', 3],
    ['remaining_term', '36 months', 36],
    ['remaining_term', '2年', 24],
  ])('term %s %s', (name, text, months) => {
    const { table } = reading([`currentBalance,annualRate,${name}`, `100,0.1,${text}`]);
    expect(table.remainingTermMonths[0]).toBe(months);
  });

  it('periods follow the payment frequency', () => {
    const { table } = reading(['剩余本金,年利率,剩余期数,还款频率', '100,0.1,4,按季']);
    expect([table.remainingTermMonths[0], table.numbers.paymentFrequency?.values[0]]).toEqual([12, 4]);
  });

  it('asks about day and month order, takes a proof from the column or from another one', () => {
    const tape = (first: string, second: string) => [
      'currentBalance,annualRate,originationDate,maturityDate',
      `100,0.1,${first},${second}`,
    ];
    const options = { cutOffDate: calendarDate(2026, 1, 31) };
    expect(refusal(tape('03/04/2025', '05/06/2027'), options).map((p) => p.at)).toEqual([
      't.csv:2:originationDate',
      't.csv:2:maturityDate',
    ]);
    const lent = reading(tape('03/04/2025', '25/06/2027'), options).table;
    expect(lent.dates.originationDate?.days[0]).toBe(calendarDate(2025, 4, 3));
    const stated = reading(tape('03/04/2025', '05/06/2027'), { ...options, dateOrder: 'mdy' }).table;
    expect(stated.dates.originationDate?.days[0]).toBe(calendarDate(2025, 3, 4));
  });

  it('asks about years of two digits, with three rows under every order', () => {
    const rows = ['25-03-14', '24-11-30', '26-01-31', '25-07-04'].map(
      (start) => `100,0.1,${start},2028-01-31`,
    );
    const tape = ['currentBalance,annualRate,originationDate,maturityDate', ...rows];
    const [question] = refusal(tape);
    expect(question?.code).toBe('ambiguous-column');
    expect(question?.message).toBe(
      '"originationDate": day first, month first, year first? ' +
        'line 2: "25-03-14" is 2014-03-25 or no date or 2025-03-14; ' +
        'line 3: "24-11-30" is 2030-11-24 or no date or 2024-11-30; ' +
        'line 4: "26-01-31" is 2031-01-26 or no date or 2026-01-31. ' +
        'Say --date-order dmy or --date-order mdy or --date-order ymd',
    );
    const stated = reading(tape, { dateOrder: 'ymd' }).table.dates.originationDate;
    expect([...stated!.days].map((days) => formatDate(dateFromDays(days)))).toEqual([
      '2025-03-14',
      '2024-11-30',
      '2026-01-31',
      '2025-07-04',
    ]);
  });

  it('needs no order where a column proves it or every order gives the same day', () => {
    const tape = (start: string) => [
      'currentBalance,annualRate,originationDate,maturityDate',
      `100,0.1,${start},2028-01-31`,
    ];
    const first = (start: string) => reading(tape(start)).table.dates.originationDate?.days[0];
    expect(first('98-12-31')).toBe(calendarDate(1998, 12, 31));
    expect(first('12/31/98')).toBe(calendarDate(1998, 12, 31));
    expect(first('05/05/2025')).toBe(calendarDate(2025, 5, 5));
    // The order of short years is no answer for a column that writes them in full.
    expect(refusal(tape('03/04/2025'), { dateOrder: 'ymd' })[0]?.code).toBe('ambiguous-column');
  });

  it('reads 42012 among counts of days as one, among months and years as April 2012, and asks alone', () => {
    const tape = (...starts: string[]) => [
      'currentBalance,annualRate,originationDate,maturityDate',
      ...starts.map((start) => `100,0.1,${start},2028-01-31`),
    ];
    const first = (...starts: string[]) => reading(tape(...starts)).table.dates.originationDate?.days[0];
    expect(first('42012', '42370')).toBe(calendarDate(2015, 1, 8));
    expect(first('42012', '122012')).toBe(calendarDate(2012, 4, 1));
    expect(refusal(tape('42012', '41985'))[0]?.message).toContain('"42012" is 2015-01-08 or 2012-04-01');
  });

  it.each([
    [['1.234,56', '12,5'], ';', 1234.56],
    [['28,000.00', '5,000.00'], ';', 28000],
    [['28.000', '12500'], ';', 28],
    [['2.8'], '\t', 2.8],
  ])('decimal mark of %j', (amounts, delimiter, first) => {
    const lines = ['currentBalance,annualRate,remainingTermMonths'.replaceAll(',', delimiter)];
    for (const amount of amounts) lines.push([amount, '0.1', '12'].join(delimiter));
    expect(reading(lines).table.currentBalance[0]).toBe(first);
  });

  it('asks whether 28.000 is 28 or 28,000', () => {
    const tape = ['currentBalance;annualRate;remainingTermMonths', '28.000;0.1;12', '5.000;0.1;12'];
    expect(refusal(tape)[0]?.message).toMatch(/"28\.000" is 28000 or 28\.000/);
    expect(reading(tape, { decimalMark: ',' }).table.currentBalance[0]).toBe(28000);
  });

  it('amounts in ten thousands (万元)', () => {
    expect(reading(['剩余本金(万元),年利率,剩余期数', '1.2345,0.1,12']).table.currentBalance[0]).toBe(12345);
  });

  it('leaves out an optional column that cannot be read, with a warning', () => {
    const tape = reading([
      'currentBalance,annualRate,remainingTermMonths,originationDate',
      '1,0.1,1,09:29.3',
      '1,0.1,1,28:07.9',
    ]);
    expect(tape.report.accepted).toBe(2);
    expect(tape.table.dates.originationDate).toBeUndefined();
    expect(warningCodes(tape)).toContain('unreadable-column');
  });
});

describe('headings', () => {
  it('two columns of one meaning are a question, or the one that is named', () => {
    const tape = [
      'loan_id,remaining_principal,outstanding_balance,annualRate,remainingTermMonths',
      'a,1,2,0.1,1',
    ];
    expect(refusal(tape)[0]?.message).toMatch(
      /"outstanding_balance" .* and "remaining_principal" .* could both be currentBalance/,
    );
    const map = new Map([['currentBalance', 'outstanding_balance'] as const]);
    expect(reading(tape, { map }).report.currentBalance).toBe('2.00');
  });

  it('a repeated heading can be named by its place', () => {
    const tape = ['loanId,balance,balance,annualRate,remainingTermMonths', 'a,1,2,0.1,1'];
    expect(refusal(tape)[0]?.code).toBe('ambiguous-heading');
    expect(reading(tape, { map: new Map([['currentBalance', '#3'] as const]) }).report.currentBalance).toBe(
      '2.00',
    );
  });

  it('our own spelling wins over a synonym', () => {
    const { report } = reading(['balance,currentBalance,annualRate,remainingTermMonths', '1,2,0.1,1']);
    expect(report.currentBalance).toBe('2.00');
    expect(report.columns[0]?.evidence).toMatch(/preferred to "balance"/);
  });

  it('a misspelt map and a misspelt heading get a suggestion', () => {
    const map = new Map([['currentBalance', 'balanse'] as const]);
    expect(refusal(['balance,annualRate,remainingTermMonths', '1,0.1,1'], { map })[0]?.message).toMatch(
      /did you mean "balance"\?/,
    );
    expect(refusal(['curentBalance,annualRate,remainingTermMonths', '1,0.1,1'])[0]?.message).toMatch(
      /is it "curentBalance"\?/,
    );
  });

  it('unmapped columns are listed', () => {
    expect(reading(['shoeSize,balance,rate,remainingTermMonths', '44,1,0.1,1']).report.unmapped).toEqual([
      'shoeSize',
    ]);
  });

  it('loans of two currencies are refused', () => {
    const tape = ['currentBalance,annualRate,remainingTermMonths,currency', '1,0.1,1,CNY', '1,0.1,1,USD'];
    expect(refusal(tape)[0]?.code).toBe('mixed-currencies');
  });
});

describe('what is no tape', () => {
  it.each([
    ['empty', new Uint8Array(0), 'empty-file'],
    ['headings only', bytesOf(`${heading}\n`), 'no-rows'],
    ['zero bytes', Uint8Array.of(97, 0, 98, 10), 'not-text'],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'not-text'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'not-text'],
    ['blank lines', bytesOf('\n\n\n'), 'no-headings'],
    ['figures without headings', bytesOf('1,2,3\n4,5,6\n'), 'no-headings'],
    ['prose', bytesOf('Dear all,\nplease find the tape attached.\n'), 'missing-column'],
    ['an open quote', bytesOf(`${heading}\n"a,1,0.1,1\nb,1,0.1,1\n`), 'bad-csv'],
    ['text after a quote', bytesOf(`${heading}\n"a"b,1,0.1,1\n`), 'bad-csv'],
    ['a quote inside a field', bytesOf(`${heading}\na"b",1,0.1,1\n`), 'bad-csv'],
  ])('%s', (_what, bytes, code) => {
    const problems = refusal(bytes);
    expect(problems.map((p) => p.code)).toEqual([code]);
    expect(problems[0]?.message.length).toBeLessThan(700);
  });

  it('names the line of a quote that stays open', () => {
    const bytes = bytesOf(`${heading}\n"a\nb",1,0.1,1\nc,"2,0.1,1\nd,1,0.1,1\n`);
    expect(refusal(bytes)[0]?.at).toBe('t.csv:4');
  });

  it.each(['loanId', 'currentBalance', 'annualRate', 'remainingTermMonths', 'originationDate', 'status'])(
    'a cell of 300,000 characters in %s is answered in time',
    (column) => {
      for (const filler of [' ', '1', ',', '.', 'a', '(', '1,', ' 1']) {
        const huge = `"x${filler.repeat(300_000 / filler.length)}x"`;
        const good: Record<string, string> = {
          loanId: 'a',
          currentBalance: '1.00',
          annualRate: '0.1',
          remainingTermMonths: '12',
          originationDate: '2025-01-01',
          status: 'current',
        };
        const rows = [good, { ...good, [column]: huge }, good].map((cell) => Object.values(cell).join(','));
        const { report } = reading([Object.keys(good).join(','), ...rows]);
        expect(report.accepted).toBe(column === 'loanId' || column === 'status' ? 3 : 2);
      }
    },
    5_000,
  );

  it('a field of 2 MB behind an open quote is found without holding the file', () => {
    const bytes = bytesOf(`${heading}\na,1,0.1,1\nb,"${'x,\n'.repeat(700_000)}`);
    expect(refusal(bytes)[0]).toMatchObject({ code: 'bad-csv', at: 't.csv:3' });
  });
});

describe('currencies', () => {
  const inCurrency = (...rows: string[]) => [`${heading},currency`, ...rows];

  it('rejects a balance with a fraction of a currency that has none', () => {
    const { report } = reading(inCurrency('a,1000.50,5%,12,JPY', 'b,1000.00,5%,12,jpy'));
    expect(report.rejects).toMatchObject([
      { line: 2, column: 'currentBalance', code: 'bad-amount', reason: 'has decimals, and JPY has none' },
    ]);
    expect(reading(inCurrency('a,1000.505,5%,12,CNY')).report.rejected).toBe(0);
  });

  it.each(['CNY\nnotes: []', '\u001b[31mCNY', '$', 'YUANS', '__proto__'])('refuses %j for a code', (code) => {
    const [problem] = refusal(bytesOf(`${heading},currency\na,1000.00,5%,12,"${code}"\n`));
    expect(problem).toMatchObject({ code: 'bad-currency', at: 't.csv:currency' });
    expect(problem!.message).not.toMatch(/\p{Cc}/u);
  });
});

describe('a few fractions among percent figures', () => {
  const rows = Array.from({ length: 20 }, (_, i) => `L${i},100.00,${i === 7 ? '0.065' : '6.5'},12`);

  it('are read as the column says, and named', () => {
    const { report } = reading(cells(...rows));
    expect(report.warnings).toMatchObject([{ code: 'odd-rate', at: 't.csv:9:annualRate' }]);
    expect(report.warnings[0]!.message).toContain('0.065 is read as 0.065 % in a column of percent figures');
    expect(report.warnings[0]!.message).toContain('line 9 (L7)');
  });

  it.each([
    ['the unit is stated', rows, { rateUnit: 'percent' as const }],
    ['the cell has a percent sign', rows.map((row) => row.replace('0.065', '0.065%')), {}],
    ['the rate is zero', rows.map((row) => row.replace('0.065', '0')), {}],
  ])('are no doubt where %s', (_why, tape, options) => {
    expect(reading(cells(...tape), options).report.warnings).toEqual([]);
  });
});
