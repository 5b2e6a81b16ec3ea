import { describe, expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import { canonicalNames } from '#collateral/tape/canonicalColumns.js';
import { headingKey } from '#collateral/tape/heading.js';
import { generalHeadings } from '#collateral/tape/mappings/generalHeadings.js';
import { headerlessMappings, sourceMappings } from '#collateral/tape/mappings/sources.js';
import { simplifyChinese } from '#collateral/tape/simplifiedChinese.js';
import { bytesOf, reading, refusal } from './tapes.js';

/** Rows in the layout of a source, made up; positions and headings are those of the published files. */
describe('mappings', () => {
  it('general headings name every canonical column, and no heading for two', () => {
    expect(new Set(generalHeadings.columns.map((rule) => rule.to))).toEqual(new Set(canonicalNames));
    const owners = new Map<string, string>();
    for (const { to, from } of generalHeadings.columns) {
      for (const heading of from) {
        expect([undefined, to], heading).toContain(owners.get(headingKey(heading)));
        owners.set(headingKey(heading), to);
      }
    }
  });

  it('every source can find a balance or says in its own words why not', () => {
    for (const { name, columns } of [...sourceMappings, ...headerlessMappings]) {
      const has = columns.some((rule) => rule.to === 'currentBalance' || rule.to === 'faceAmount');
      expect(has || name === 'freddie-sflld-origination', name).toBe(true);
    }
  });
});

describe('Fannie Mae performance, 110 fields without headings', () => {
  const fannie = (fields: { readonly [place: number]: string }) =>
    Array.from({ length: 110 }, (_, i) => fields[i + 1] ?? '').join('|');
  const loan = {
    2: '100007365142',
    3: '082012',
    8: '3.500',
    10: '200000.00',
    13: '360',
    14: '012010',
    19: '012040',
  };

  it('reads positions, MMYYYY and months late; paid-off rows with blank rate and term are ignored', () => {
    const { report, table } = reading(
      bytesOf(
        [
          fannie({
            ...loan,
            9: '3.500',
            12: '180000.00',
            16: '31',
            18: '329',
            31: 'TX',
            40: '02',
            24: '700',
          }),
          fannie({ ...loan, 2: '100007365143', 12: '', 44: '01', 45: '082012' }),
        ].join('\r\n'),
      ),
    );
    expect([report.source.name, report.rows, report.accepted, report.ignored]).toEqual([
      'fannie-performance',
      2,
      1,
      1,
    ]);
    expect([table.line[0], table.loanId.at(0), table.annualRate[0]]).toEqual([1, '100007365142', 0.035]);
    expect([table.remainingTermMonths[0], table.numbers.daysPastDue?.values[0]]).toEqual([329, 60]);
    expect(report.cutOffDate).toBe(calendarDate(2012, 8, 31)); // a month stands for its last day
    expect(report.columns.find((c) => c.canonical === 'currentBalance')?.source).toBe('#12');
  });
});

describe('Freddie Mac single-family, 32 fields without headings', () => {
  const freddie = (fields: { readonly [place: number]: string }) =>
    Array.from({ length: 32 }, (_, i) => fields[i + 1] ?? '').join('|');

  it('reads the monthly file', () => {
    const row = freddie({
      1: 'F99Q10000001',
      2: '201905',
      3: '247000.00',
      4: '0',
      5: '6',
      6: '354',
      11: '4.25',
    });
    const { report, table } = reading([row]);
    expect([report.source.name, table.remainingTermMonths[0], table.annualRate[0]]).toEqual([
      'freddie-sflld-monthly',
      354,
      0.0425,
    ]);
  });

  it('refuses the origination file, which has no balance', () => {
    const row = freddie({
      1: '9999',
      2: '201905',
      4: '204904',
      11: '248000',
      13: '4.25',
      20: 'F99Q10000001',
      22: '360',
    });
    expect(refusal([row])[0]?.message).toMatch(/lacks a balance/);
  });
});

describe('European templates', () => {
  it('ECB: sentinels with a comma inside, months late, dates YYYY-MM', () => {
    const { report, table } = reading([
      'AA1,AA5,AA21,AA22,AA23,AA26,AA27,AA40,AA66',
      '2014-06,L1,"ND,5",2012-07,2016-07,10000.00,5200.00,6.9,2.42',
      '2014-06,L2,ITC4C,2012-08,2016-08,10000.00,ND1,6.9,0',
    ]);
    expect([report.source.name, report.accepted, report.rejected]).toEqual(['ecb-auto', 1, 1]);
    expect(table.remainingTermMonths[0]).toBe(25);
    expect(table.numbers.daysPastDue?.values[0]).toBeCloseTo(72.6, 10);
    expect(table.categories.region).toBeUndefined();
  });

  it('ESMA consumer: the rate has to be named', () => {
    const tape = ['CMRL3,CMRL6,CMRL22,CMRL28,CMRL38', 'x,2024-12-31,2026-12-31,1000.00,7.5'];
    expect(refusal(tape)[0]?.message).toMatch(/lacks a rate/);
    const named = reading(tape, { map: new Map([['annualRate', 'CMRL38'] as const]) });
    expect([named.table.annualRate[0], named.table.remainingTermMonths[0]]).toEqual([0.075, 24]);
  });

  it('says which one column of a register is missing', () => {
    const tape = ['保函编号,付款人,票面金额(万元),到期日,转让价格(万元)', 'BH1,甲,100,2026-12-31,95'];
    const message = refusal(tape)[0]?.message;
    expect(message).toContain('it has faceAmount, purchasePrice, dueDate, and only purchaseDate is missing');
    expect(message).toContain('--map purchaseDate=HEADING');
    expect(message).not.toContain('maturityDate');
  });

  it('a transposed sheet keeps the loan column as its place', () => {
    const { table, report } = reading([
      'FIELD CODE,FIELD NAME,LOAN 1,LOAN 2',
      'RREL3,Identifier,a,b',
      'RREL6,Cut-off,2024-12-31,2024-12-31',
      'RREL24,Maturity,2030-12-31,2031-12-31',
      'RREL30,Balance,1000 EUR,2000 EUR',
      'RREL43,Rate,4.25,ND2',
    ]);
    expect([report.transposed, report.accepted, ...table.line]).toEqual([true, 1, 3]);
    expect(report.rejects[0]).toMatchObject({ line: 4, column: 'RREL43', code: 'missing-value' });
  });
});

describe('Chinese tapes', () => {
  it('traditional headings and words are read as simplified ones', () => {
    const { table } = reading([
      '借據號,剩餘本金(元),貸款年利率(%),剩餘期數,還款方式,資產狀態',
      '001,"1,000.00",14.07,12,等額本金,正常',
    ]);
    expect([table.loanId.at(0), table.currentBalance[0], table.annualRate[0]]).toEqual(['001', 1000, 0.1407]);
    expect(table.repaymentType[0]).toBe(1);
  });

  it('a daily-rate micro-loan tape with Chinese headings', () => {
    const { table, report } = reading([
      '借据编号,客户号,贷款余额,日利率(%),起息日,到期日,还款方式,五级分类,省份,封包日',
      '1,甲,40000.00,0.05,2026-01-02,2026-05-02,随借随还,正常,浙江,2026-01-31',
      '2,乙,20000.00,0.06,2026-01-02,2026-03-02,先息后本,关注,江苏,2026-01-31',
    ]);
    expect(table.annualRate[0]).toBeCloseTo(0.1825, 14);
    expect([...table.remainingTermMonths]).toEqual([4, 2]);
    expect([...table.repaymentType]).toEqual([6, 2]);
    expect(report.warnings.map((p) => p.code)).toEqual(['past-due']);
  });

  it('terms whose unit stands in a column beside them', () => {
    const { table } = reading(
      [
        '协议编号,借据编号,剩余本金,借据利率,借据期限,期限单位,生效日期',
        'a,1,100,8.4,90,0,2018-01-01',
        'b,1,100,8.4,12,1,2018-01-01',
        'c,1,100,8.4,2,2,2018-01-01',
        'd,1,100,8.4,3,3,2018-01-01',
      ],
      { cutOffDate: calendarDate(2018, 1, 31) },
    );
    expect([...table.numbers.originalTermMonths!.values]).toEqual([3, 12, 6, 36]);
    expect([...table.remainingTermMonths]).toEqual([3, 12, 6, 36]);
  });
});

describe('simplifyChinese', () => {
  it.each([
    ['還款方式', '还款方式'],
    ['貸款餘額', '贷款余额'],
    ['abc', 'abc'],
  ])('%s', (text, simple) => expect(simplifyChinese(text)).toBe(simple));
});
