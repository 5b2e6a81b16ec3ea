import { describe, expect, it } from 'vitest';
import { type NumberColumnName, repaymentTypes } from '#collateral/loanTable.js';
import { readTape } from '#collateral/tape/readTape.js';

/** Terms of a contract beyond balance, rate and term: our own headings, and Chinese ones where they are usual. */
function read(headings: string, ...rows: string[]) {
  const text = `loanId,currentBalance,annualRate,remainingTermMonths,${headings}\n${rows.join('\n')}\n`;
  const reading = readTape(new TextEncoder().encode(text), 'tape.csv', {});
  if (!reading.ok) throw new Error(reading.problems.map((p) => `${p.at}: ${p.message}`).join('\n'));
  expect(reading.value.report.rejects).toEqual([]);
  expect(reading.value.report.unmapped).toEqual([]);
  return reading.value.table;
}

const start = 'A,1000.00,6%,120';

const columns: readonly (readonly [NumberColumnName, string, number])[] = [
  ['interestOnlyMonths', '24', 24],
  ['capitalizingMonths', '6', 6],
  ['feeFreeMonths', '3', 3],
  ['balloonAmount', '400.00', 400],
  ['margin', '0.015', 0.015],
  ['firstResetMonths', '5', 5],
  ['resetMonths', '12', 12],
  ['firstRateCap', '0.02', 0.02],
  ['periodicRateCap', '0.01', 0.01],
  ['lifeRateCap', '0.12', 0.12],
  ['rateFloor', '0.01', 0.01],
  ['rateRounding', '0.00125', 0.00125],
  ['expectedRecovery', '250.00', 250],
  ['recoveryCost', '20.00', 20],
];

describe('terms of contracts', () => {
  it.each(columns)('%s', (name, cell, value) => {
    expect(read(name, `${start},${cell}`).numbers[name]?.values[0]).toBe(value);
  });

  it('all of them on one tape, and the name of the index', () => {
    const table = read(
      [...columns.map(([name]) => name), 'indexName'].join(','),
      `${start},${columns.map(([, cell]) => cell).join(',')},LPR5Y`,
    );
    for (const [name, , value] of columns) expect(table.numbers[name]?.values[0]).toBe(value);
    expect(table.categories.indexName?.labels).toEqual(['LPR5Y']);
  });

  it.each<[string, string, NumberColumnName, number]>([
    ['宽限期数', '12', 'interestOnlyMonths', 12],
    ['免息期数', '3', 'feeFreeMonths', 3],
    ['尾款', '400.00', 'balloonAmount', 400],
    ['利率上限', '12%', 'lifeRateCap', 0.12],
    ['利率下限', '1%', 'rateFloor', 0.01],
    ['利差', '1.5%', 'margin', 0.015],
    ['预计回收金额', '250.00', 'expectedRecovery', 250],
    ['处置费用', '20.00', 'recoveryCost', 20],
  ])('%s', (heading, cell, name, value) => {
    expect(read(heading, `${start},${cell}`).numbers[name]?.values[0]).toBe(value);
  });

  it('基准利率 is the name of an index', () => {
    expect(read('基准利率', `${start},LPR1Y`).categories.indexName?.labels).toEqual(['LPR1Y']);
  });

  it.each([
    ['recovery-only', 'recovery-only'],
    ['不良资产', 'recovery-only'],
    ['schedule', 'schedule'],
    ['按还款计划', 'schedule'],
  ])('repayment type %s', (word, type) => {
    const code = read('repaymentType', `${start},${word}`).repaymentType[0]!;
    expect(repaymentTypes[code]).toBe(type);
  });

  it.each([
    ['24', 24],
    ['半月', 24],
    ['6', 6],
    ['双月', 6],
    ['3', 3],
    ['semimonthly', 24],
  ])('frequency %s', (word, perYear) => {
    const table = read('paymentFrequency', `${start},${word}`);
    expect(table.numbers.paymentFrequency?.values[0]).toBe(perYear);
  });
});
