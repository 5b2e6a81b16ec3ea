import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdentity } from '#collateral/loanLevel.js';
import { projectPool } from '#collateral/projectPool.js';
import { missedPayments, type RollRates } from '#collateral/rollRates.js';
import { assume, cutOff, loanTable, rounded, type TestLoan, total } from './loans.js';

const punctual: RollRates = {
  current: [1, 0, 0, 0, 0],
  '1-30': [1, 0, 0, 0, 0],
  '31-60': [1, 0, 0, 0, 0],
  '61-90': [1, 0, 0, 0, 0],
};
const loan: TestLoan = { balance: 400, rate: 0.12, term: 4, type: 'equal-principal' };
const flowOf = (loans: TestLoan[], delinquency: RollRates) =>
  projectPool(loanTable(loans), assume({ delinquency, recovery: { rate: 0.5, lagMonths: 1 } }), cutOff);

describe('roll rates', () => {
  it('of borrowers who always pay change nothing', () => {
    const flow = flowOf([loan], punctual);
    const plain = projectPool(loanTable([loan]), assume(), cutOff);
    expect(rounded(flow.scheduledPrincipal)).toEqual(rounded(plain.scheduledPrincipal));
    expect(rounded(flow.interest)).toEqual(rounded(plain.interest));
  });

  it('by hand: half miss a payment each month and all cure in the next', () => {
    const flow = flowOf([loan], { ...punctual, current: [0.5, 0.5, 0, 0, 0] });
    // The contract pays 100 a month and interest of 4, 3, 2, 1. Month 1: half pay. Month 2: a quarter pays 100 and 3,
    // the late half 200 and 7. Month 3: 3/8 pay 100 and 2, the late quarter 200 and 5. Month 4: 5/16 pay 100 and 1,
    // the late 3/8 200 and 3. Month 5: the late 5/16 pay 100 and 1.
    expect(rounded(flow.scheduledPrincipal)).toEqual([50, 125, 87.5, 106.25, 31.25]);
    expect(rounded(flow.interest)).toEqual([2, 4.25, 2, 1.4375, 0.3125]);
    expect(rounded(flow.delinquent1To30)).toEqual([200, 75, 75, 31.25, 0]);
    expect(rounded(flow.balanceAtEnd)).toEqual([350, 225, 137.5, 31.25, 0]);
  });

  it('by hand: nobody pays any more; the fourth missed payment is the default', () => {
    const rolls: RollRates = {
      current: [0, 1, 0, 0, 0],
      '1-30': [0, 0, 1, 0, 0],
      '31-60': [0, 0, 0, 1, 0],
      '61-90': [0, 0, 0, 0, 1],
    };
    const flow = flowOf([loan], rolls);
    expect(rounded(flow.defaultedPrincipal)).toEqual([0, 0, 0, 400, 0]);
    expect(rounded(flow.recoveries)).toEqual([0, 0, 0, 0, 200]);
    expect(rounded(flow.delinquent61To90)).toEqual([0, 0, 400, 0, 0]);
    expect(total(flow.interest) + total(flow.scheduledPrincipal)).toBe(0);
  });

  it('loans late at the cut-off owe what they missed: cured, they pay it', () => {
    const late = { ...loan, daysPastDue: 45 };
    const flow = flowOf([late], punctual);
    // Two payments missed of an equal-principal loan of six: 400 is what it owed two months ago, so its parts are
    // 66.67 (400 / 6) and it is cured with three of them and the interest of three months.
    expect(rounded(flow.scheduledPrincipal)).toEqual([200, 66.666667, 66.666667, 66.666667]);
    expect(flow.interest[0]).toBeCloseTo(4 + 4 * (5 / 6) + 4 * (4 / 6), 9);
    const gone = flowOf([{ ...loan, daysPastDue: 95 }], punctual);
    expect(gone.defaultedPrincipal[0]).toBe(400);
  });

  it.each([
    [0, 0],
    [1, 1],
    [30, 1],
    [31, 2],
    [60, 2],
    [90, 3],
    [91, 4],
    [400, 4],
  ])('%s days past due are %s missed payments', (days, missed) => expect(missedPayments(days)).toBe(missed));

  it('keep every month’s identity and all principal, whatever they are', () => {
    const row = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((weights) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        const shares = sum === 0 ? weights.map((_, i) => (i === 0 ? 1 : 0)) : weights.map((w) => w / sum);
        return [...shares, 0, 0, 0, 0].slice(0, 5);
      });
    const rates = fc.record({ current: row(2), '1-30': row(3), '31-60': row(4), '61-90': row(5) });
    const loans = fc.array(
      fc.record({
        balance: fc.double({ min: 1, max: 1e6, noNaN: true }),
        rate: fc.double({ min: 0, max: 0.5, noNaN: true }),
        term: fc.integer({ min: 1, max: 36 }),
        type: fc.constantFrom('level' as const, 'equal-principal' as const, 'interest-only' as const),
        daysPastDue: fc.constantFrom(0, 0, 15, 45, 75, 120),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const smm = fc.double({ min: 0, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(loans, rates, smm, (pool, delinquency, speed) => {
        const made = assume({ delinquency, prepayment: { kind: 'smm', smm: speed } });
        const flow = projectPool(loanTable(pool), made, cutOff);
        const opening = total(pool.map((one) => one.balance));
        checkIdentity(flow, 'a pool');
        const out =
          total(flow.scheduledPrincipal) + total(flow.prepaidPrincipal) + total(flow.defaultedPrincipal);
        expect(Math.abs(out - opening)).toBeLessThanOrEqual(1e-9 * opening);
        for (const column of [flow.interest, flow.scheduledPrincipal, flow.balanceAtEnd]) {
          expect(column.every((value) => value >= -1e-9 * opening)).toBe(true);
        }
        expect(flow.balanceAtEnd.at(-1)).toBe(0);
      }),
      { seed: 90, numRuns: 200 },
    );
  });
});
