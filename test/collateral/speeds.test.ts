import { describe, expect, it } from 'vitest';
import { cdrFromCumulative, cdrFromMdr, defaultCurve, mdrFromCdr } from '#collateral/behavior/default.js';
import { cprFromSmm, smmFromCpr } from '#collateral/behavior/prepayment.js';
import { projectPool } from '#collateral/projectPool.js';
import reference from '../../fixtures/reference/collateral/speeds.json' with { type: 'json' };
import { assume, cutOff, loanTable } from './loans.js';

const { annualAndMonthly, psaByAge } = reference;

describe('annual and monthly rates', () => {
  it.each(annualAndMonthly.toMonthly)('%s a year is %s a month', (annual, monthly) => {
    expect(Math.abs(smmFromCpr(annual!) - monthly!)).toBeLessThanOrEqual(annualAndMonthly.tolerance);
    expect(mdrFromCdr(annual!)).toBe(smmFromCpr(annual!));
  });
  it.each(annualAndMonthly.toAnnual)('%s a month is %s a year', (monthly, annual) => {
    expect(Math.abs(cprFromSmm(monthly!) - annual!)).toBeLessThanOrEqual(annualAndMonthly.tolerance);
    expect(cdrFromMdr(monthly!)).toBe(cprFromSmm(monthly!));
  });
  it.each([0, 1])('%s stays itself exactly', (rate) => {
    expect(smmFromCpr(rate)).toBe(rate);
    expect(cprFromSmm(rate)).toBe(rate);
  });
});

/** Figures of docs/methodology/collateral.md: 100 of 1,000 over five years, and over two. */
describe('a cumulative share over a window', () => {
  it.each([
    [0.1, 60, 0.02085],
    [0.1, 24, 0.05132],
    [0, 24, 0],
    [1, 24, 1],
  ])('%s over %s months is %s a year', (share, months, annual) => {
    expect(cdrFromCumulative(share, months)).toBeCloseTo(annual, 5);
  });
  it('spread evenly loses the share at the end of the window', () => {
    const loans = loanTable([{ balance: 1000, rate: 0.05, term: 60, type: 'interest-only' }]);
    const flow = projectPool(
      loans,
      assume({ default: { kind: 'cumulative', share: 0.1, months: 60 } }),
      cutOff,
    );
    expect(flow.defaultedPrincipal.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 9);
  });
});

describe('default rates of the tape', () => {
  it('are multiplied, replaced where missing, and capped at 1', () => {
    const curve = defaultCurve(
      { kind: 'tape', fallback: 0.05, multiple: 4 },
      Float64Array.of(0.1, -1, 0, 0.5),
    );
    expect([...curve.rates]).toEqual([0.4, 0.2, 0, 1]);
  });
});

describe.each(psaByAge.cases)('100 PSA with $remaining months left', ({ remaining, cpr }) => {
  it('follows the age of the loan', () => {
    const loans = loanTable([
      {
        balance: 1e6,
        rate: 0.06,
        term: remaining,
        originalTermMonths: psaByAge.originalTerm,
        type: 'interest-only',
      },
    ]);
    const flow = projectPool(loans, assume({ prepayment: { kind: 'psa', psa: 1 } }), cutOff);
    cpr.slice(0, -1).forEach((annual, k) => {
      const implied = cprFromSmm(flow.prepaidPrincipal[k]! / flow.balanceAtStart[k]!);
      expect(Math.abs(implied - annual), `month ${k + 1}`).toBeLessThanOrEqual(psaByAge.tolerance);
    });
  });
});
