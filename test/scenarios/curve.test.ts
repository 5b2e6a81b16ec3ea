import { describe, expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import { curveForwards, logDiscountOf } from '#pricing/models/zeroCurve.js';
import { readCurve } from '#scenarios/curve/readCurve.js';

const asOf = calendarDate(2026, 1, 31);

function read(text: string, stated: { compounding?: string; dayCount?: string } = {}, at = asOf) {
  const bytes = new TextEncoder().encode(text);
  return readCurve({ name: 'curve.csv', bytes, ...stated }, at);
}

/** Discount factor at each point. */
function factors(text: string, stated: { compounding?: string; dayCount?: string } = {}): number[] {
  const curve = read(text, stated);
  if (!curve.ok) throw new Error(JSON.stringify(curve.problems));
  const logDiscount = logDiscountOf(curve.value.points);
  return curve.value.points.map(({ years }) => Math.exp(-logDiscount(years)));
}

function faults(text: string, stated: { compounding?: string; dayCount?: string } = {}): string[] {
  const curve = read(text, stated);
  return curve.problems.map(({ code, at }) => `${at} ${code}`);
}

describe('a curve from a file', () => {
  // The right-hand sides are the definitions of each compounding, worked out by hand.
  it.each([
    ['annual', '1Y,3%', 1 / 1.03],
    ['annual', '2Y,3%', 1 / 1.0609],
    ['semiannual', '1Y,4%', 1 / 1.0404],
    ['quarterly', '6M,4%', 1 / 1.0201],
    ['monthly', '2M,6%', 1 / 1.010025],
    ['simple', '6M,4%', 1 / 1.02],
    ['continuous', '18M,200 bp', 0.9704455335485082],
    ['annual', '1Y,-0.5%', 1 / 0.995],
  ])('%s %s', (compounding, row, factor) => {
    expect(factors(`tenor,zeroRate\n${row}\n`, { compounding })[0]).toBeCloseTo(factor, 14);
    expect(factors(`tenor,zeroRate,compounding\n${row},${compounding}\n`)[0]).toBeCloseTo(factor, 14);
  });

  it('by date counts days as stated: 181 days of simple interest', () => {
    const dated = (dayCount: string) =>
      factors('date,zeroRate\n2026-07-31,4%\n', { compounding: 'simple', dayCount })[0];
    expect(dated('act/365')).toBeCloseTo(1 / (1 + (0.04 * 181) / 365), 14);
    expect(dated('act/360')).toBeCloseTo(1 / (1 + (0.04 * 181) / 360), 14);
    expect(dated('30e/360')).toBeCloseTo(1 / 1.02, 14);
  });

  it('keeps discount factors, on the month grid: the end of January to the end of July is half a year', () => {
    const curve = read('date,discountFactor\n2026-07-31,0.98\n2027-01-31,0.955\n');
    if (!curve.ok) throw new Error(JSON.stringify(curve.problems));
    expect(curve.value.points.map(({ years }) => years)).toEqual([0.5, 1]);
    const forwards = curveForwards(curve.value.points, 11, 1 / 12);
    const growth = forwards.reduce((sum, rate) => sum + rate / 12, 0);
    expect(Math.exp(-growth)).toBeCloseTo(0.955, 14);
  });

  it('takes days and weeks to the day', () => {
    const curve = read('tenor,discountFactor\n1D,0.9999\n2W,0.999\n1M,0.997\n');
    if (!curve.ok) throw new Error(JSON.stringify(curve.problems));
    expect(curve.value.points.map(({ years }) => years * 12)).toEqual([1 / 28, 14 / 28, 1]);
  });
});

describe('a curve that cannot be meant', () => {
  it.each([
    ['tenor,zeroRate\n1Y,3%\n', {}, ['curve.csv:1 missing']],
    ['date,zeroRate\n2027-01-31,3%\n', { compounding: 'annual' }, ['curve.csv:1 missing']],
    ['tenor,zeroRate\n1Y,3%\n', { compounding: 'anual' }, ['--curve-compounding unknown-name']],
    ['tenor,discountFactor\n1Y,0.97\n', { compounding: 'annual' }, ['--curve-compounding unused']],
    [
      'tenor,zeroRate,compounding\n1Y,3%,annual\n',
      { compounding: 'simple' },
      ['--curve-compounding conflict'],
    ],
    ['tenor,dayCount,zeroRate\n1Y,act/365,3%\n', {}, ['curve.csv:1 unused']],
    ['tenor,zeroRates\n1Y,3%\n', {}, ['curve.csv:1 unknown-column', 'curve.csv:1 missing-column']],
    ['tenor,date,discountFactor\n1Y,2027-01-31,0.97\n', {}, ['curve.csv:1 conflict']],
    ['tenor,discountFactor\n', {}, ['curve.csv:1 empty']],
  ])('%j', (text, stated, expected) => {
    expect(faults(text, stated)).toEqual(expected);
  });

  it('names every faulty row at once', () => {
    const rows = ['1Y,0.97', '6M,0.98', '2Y,0', '3Y,-0.9', '4Y,1e9', '0M,1', '5,0.9', '6Y,0.91', '101Y,0.5'];
    expect(faults(`tenor,discountFactor\n${rows.join('\n')}\n`)).toEqual([
      'curve.csv:3:tenor out-of-order',
      'curve.csv:4:discountFactor bad-number',
      'curve.csv:5:discountFactor bad-number',
      'curve.csv:6:discountFactor bad-number',
      'curve.csv:7:tenor out-of-order',
      'curve.csv:8:tenor not-a-tenor',
      'curve.csv:10:tenor out-of-range',
    ]);
    expect(faults('tenor,zeroRate\n1Y,3\n2Y,3 %x\n', { compounding: 'annual' })).toEqual([
      'curve.csv:2:zeroRate bad-rate',
      'curve.csv:3:zeroRate bad-rate',
    ]);
  });

  it('warns of a discount factor that rises', () => {
    expect(faults('tenor,discountFactor\n1Y,0.97\n2Y,0.975\n')).toEqual([
      'curve.csv:3:discountFactor negative-forward',
    ]);
  });

  it('by date needs a cut-off, and points after it', () => {
    const undated = readCurve(
      { name: 'c.csv', bytes: new TextEncoder().encode('date,discountFactor\n2027-01-31,0.97\n') },
      undefined,
    );
    expect(undated.problems.map(({ code }) => code)).toEqual(['no-cut-off']);
    expect(faults('date,discountFactor\n2026-01-31,1\n')).toEqual(['curve.csv:2:date out-of-order']);
  });
});
