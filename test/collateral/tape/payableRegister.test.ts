import { expect, it } from 'vitest';
import { parseDate } from '#basics/calendarDate.js';
import { repaymentTypes } from '#collateral/loanTable.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import { reading } from './tapes.js';

/** A register of payable guarantees (应付款保函) under Chinese headings, simplified and traditional. */
const simplified =
  '保函编号,付款人,付款人类型,承兑人,持有人,保证人,票面金额(元),开立日期,承兑日期,到期日,购买日期,贴现,担保情况,单证,还款来源,信用等级,资产负债率(%),流动比率,净利率(%),经营年限,现金流增长率(%),利率(%),行业,地区,状态,逾期天数';
const traditional =
  '保函編號,付款人,付款人類型,承兌人,持有人,保證人,票面金額(元),開立日期,承兌日期,到期日,購買日期,貼現,擔保情況,單證,還款來源,信用等級,資產負債率(%),流動比率,淨利率(%),經營年限,現金流增長率(%),利率(%),行業,地區,狀態,逾期天數';
const rows = [
  'G1,甲公司,国企,乙银行,丙公司,丁担保,1000000.00,2026-01-05,2026-01-06,2026-07-05,2026-01-10,975000.00,抵押,齐全,货款,AA,65,1.2,8,12,10,5,制造,广东,正常,0',
  'G2,戊公司,民企,戊公司,丙公司,丁担保,500000.00,2026-01-08,2026-01-09,2026-10-08,2026-01-12,480000.00,无,齐全,货款,A,48,1.6,5,4,-3,6,贸易,江苏,正常,0',
];

it.each([
  ['simplified', simplified],
  ['traditional', traditional],
])('%s headings fill every column of a payable register', (_, headings) => {
  const { table, report } = reading([headings, ...rows], {});
  const { numbers, categories, dates } = table;
  expect(report.unmapped).toEqual([]);
  // 到期日 of a face amount is the day on which all of it is due, not the end of installments.
  expect(dates.dueDate!.present).toEqual(Uint8Array.of(1, 1));
  expect([...table.repaymentType].map((code) => repaymentTypes[code])).toEqual(['discount', 'discount']);
  expect(report.currentBalance).toBe('1500000.00');
  expect([...numbers.debtRatio!.values]).toEqual([0.65, 0.48]);
  expect([...numbers.currentRatio!.values]).toEqual([1.2, 1.6]);
  expect([...numbers.netMargin!.values]).toEqual([0.08, 0.05]);
  expect([...numbers.yearsInBusiness!.values]).toEqual([12, 4]);
  expect([...numbers.cashFlowGrowth!.values]).toEqual([0.1, -0.03]);
  expect([...numbers.purchasePrice!.values]).toEqual([975000, 480000]);
  expect(categories.acceptor?.labels).toEqual(['乙银行', '戊公司']);
  expect(categories.holder?.labels).toEqual(['丙公司']);
  expect(categories.payerType?.labels).toEqual(['国企', '民企']);
  expect(categories.security?.labels).toEqual(['抵押']); // 无 is "none", not a label
  expect(categories.repaymentSource?.labels).toEqual(['货款']);
  expect(dates.purchaseDate!.days[0]! - dates.acceptanceDate!.days[0]!).toBe(4);
  expect(table.loanId.at(1)).toBe('G2');
});

it('figures out of their range reject the row and name the column', () => {
  const bad = rows[1]!.replace('G2', 'G3').replace(',1.6,', ',-1.6,');
  const { report } = reading([simplified, ...rows, bad], {});
  expect(report.rejects.map((r) => [r.loanId, r.column, r.code])).toEqual([
    ['G3', '流动比率', 'out-of-range'],
  ]);
});

it('without a rate, what the purchase earns is the rate, and the report says so', () => {
  const lines = [
    '保函编号,票面金额,买入日,买入价,到期日,封包日',
    'G1,100.00,2026-01-01,97.00,2026-04-01,2026-01-15',
    'G2,100.00,2026-01-01,100.00,2026-04-01,2026-01-15',
  ];
  const { table, report } = reading(lines);
  // By hand: 3 / 97 x 365 / 90.
  expect(table.annualRate[0]).toBeCloseTo(0.12543, 6);
  expect(table.annualRate[1]).toBe(0);
  expect(report.derived.find(({ canonical }) => canonical === 'annualRate')?.how).toMatch(
    /yield of the purchase/,
  );
  const late = reading([...lines, 'G3,100.00,2026-05-01,97.00,2026-04-01,2026-01-15']).report;
  expect(late.rejects.map((r) => [r.loanId, r.code])).toEqual([['G3', 'missing-value']]);
});

it('takes a discount rate where the register states one', () => {
  const lines = ['保函編號,票面金額,貼現率(%),到期日,封包日', 'G1,100.00,7.2,2026-04-01,2026-01-15'];
  expect(reading(lines).table.annualRate[0]).toBe(0.072);
});

it('leaves the maturity of a loan, and of a mapping that says so', () => {
  const lines = ['loanId,face_amount,annualRate,到期日', 'G1,100.00,5%,2026-04-01'];
  const cutOffDate = parseDate('2026-01-15');
  const dates = (options: TapeOptions, more = '') =>
    Object.keys(
      reading([lines[0]! + more, lines[1]! + (more === '' ? '' : ',100.00')], { cutOffDate, ...options })
        .table.dates,
    );
  expect(dates({})).toEqual(['dueDate']);
  expect(dates({}, ',currentBalance')).toEqual(['maturityDate']);
  expect(dates({ map: new Map([['maturityDate', '到期日']]) })).toEqual(['maturityDate']);
});
