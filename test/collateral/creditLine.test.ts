import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annualFromDailyRate,
  costOfUse,
  creditLineMonth,
  dailyRateFromCost,
} from '#collateral/creditLine.js';
import { projectPool } from '#collateral/projectPool.js';
import reference from '../../fixtures/reference/collateral/creditLineUse.json' with { type: 'json' };
import { assume, cutOff, loanTable, total } from './loans.js';

describe('money out 123 days of the year', () => {
  const { inputs, expected, tolerance } = reference;
  const near = (got: number, wanted: number) => expect(Math.abs(got - wanted)).toBeLessThanOrEqual(tolerance);

  it('costs 6.15 to 7.38 % at 0.05 to 0.06 % a day, around the 6.7 % that is told', () => {
    inputs.daily_rate.forEach((rate, i) => {
      near(costOfUse(rate, inputs.days) * 100, expected.cost_pct_at_daily[i]!);
      near(annualFromDailyRate(rate, 365) * 100, expected.apr_365_range_pct[i]!);
    });
  });
  it('the rate while it is out is the daily one, not 6.7 % a year', () => {
    const daily = dailyRateFromCost(inputs.stated_cost, inputs.days);
    near(daily * 100, expected.implied_daily_pct);
    near(annualFromDailyRate(daily, 365) * 100, expected.implied_simple_apr_365_pct);
    near(annualFromDailyRate(daily, 360) * 100, expected.implied_simple_apr_360_pct);
  });
  it('18 % a year by 365 and by 360', () => {
    near(costOfUse(inputs.apr / 365, inputs.days) * 100, expected.cost_from_18apr_365_pct);
    near(costOfUse(inputs.apr / 360, inputs.days) * 100, expected.cost_from_18apr_360_pct);
    near(inputs.stated_cost / (inputs.apr / 365), expected.days_needed_at_18apr_365);
    near((inputs.apr / 360) * 100, expected.daily_from_18apr_360_pct);
  });
  it('a pool of such lines earns the daily rate on what is out', () => {
    // 0.0545 % a day, held full: a year of 365 days earns 19.88 %, not 6.7 %.
    const line = { balance: 1000, rate: 0.19882, term: 12, type: 'credit-line' as const };
    const daily = dailyRateFromCost(inputs.stated_cost, inputs.days);
    const flow = projectPool(loanTable([{ ...line, dailyRate: daily }]), assume(), cutOff);
    near(total(flow.interest) / 10, expected.implied_simple_apr_365_pct);
  });
});

/** Day by day, as the definition says. */
function dayByDay(h: number, g: number, balance: number, limit: number, days: number) {
  let [left, repaid, drawn, sum] = [balance, 0, 0, 0];
  const draws = limit > balance ? g : 0;
  for (let d = 0; d < days; d++) {
    sum += left;
    const [out, into] = [h * left, draws * (limit - left)];
    repaid += out;
    drawn += into;
    left += into - out;
  }
  return { repaid, drawn, balanceAtEnd: left, balanceDays: sum };
}

describe('a line in a month', () => {
  it('is the daily recursion, and never passes its limit', () => {
    const share = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 900 }),
        share,
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 2e6, noNaN: true }),
        fc.integer({ min: 28, max: 31 }),
        (averageDrawingDays, dailyDrawing, balance, limit, days) => {
          const got = creditLineMonth({ averageDrawingDays, dailyDrawing }, balance, limit, days);
          const plain = dayByDay(1 / averageDrawingDays, dailyDrawing, balance, limit, days);
          for (const name of ['repaid', 'drawn', 'balanceAtEnd', 'balanceDays'] as const) {
            expect(Math.abs(got[name] - plain[name])).toBeLessThanOrEqual(1e-9 * (balance + limit) * days);
          }
          expect(got.balanceAtEnd).toBeLessThanOrEqual(Math.max(balance, limit) * (1 + 1e-12));
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('repays and draws in the projection, within the month’s identity', () => {
    const line = { balance: 1000, rate: 0.2, term: 3, type: 'credit-line' as const, creditLimit: 2000 };
    const made = assume({ creditLines: { averageDrawingDays: 90, dailyDrawing: 0.01 } });
    const flow = projectPool(loanTable([line]), made, cutOff);
    const first = dayByDay(1 / 90, 0.01, 1000, 2000, 31);
    const second = dayByDay(1 / 90, 0.01, first.balanceAtEnd, 2000, 28);
    expect(flow.scheduledPrincipal[0]).toBeCloseTo(first.repaid, 9);
    expect(flow.drawnPrincipal?.[0]).toBeCloseTo(first.drawn, 9);
    expect(flow.balanceAtEnd[1]).toBeCloseTo(second.balanceAtEnd, 9);
    expect(flow.interest[1]).toBeCloseTo((0.2 / 365) * second.balanceDays, 9);
    expect(flow.drawnPrincipal?.[2]).toBe(0);
    expect(flow.balanceAtEnd[2]).toBe(0);
  });

  it('without drawings runs off by its average drawing time', () => {
    const line = { balance: 1000, rate: 0.2, term: 60, type: 'credit-line' as const };
    const made = assume({ creditLines: { averageDrawingDays: 123 } });
    const flow = projectPool(loanTable([line]), made, cutOff);
    expect(flow.drawnPrincipal).toBeUndefined();
    // Balance-days of a geometric decay are balance × average time (but for five years' cut of e^-15).
    expect((total(flow.interest) / 0.2) * 365).toBeCloseTo(1000 * 123, 0);
  });
});
