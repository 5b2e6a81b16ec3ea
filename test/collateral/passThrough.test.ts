import { describe, expect, it } from 'vitest';
import { projectPool } from '#collateral/projectPool.js';
import reference from '../../fixtures/reference/collateral/passThrough.json' with { type: 'json' };
import twoYears from '../../fixtures/reference/collateral/twoYearPool.json' with { type: 'json' };
import { assume, cutOff, loanTable, total } from './loans.js';

describe('pass-through at 100 PSA', () => {
  const { inputs, rows, tolerance } = reference;
  const flow = projectPool(
    loanTable([{ balance: inputs.balance, rate: inputs.wac, term: inputs.wam, monthsOnBook: inputs.age }]),
    assume({ prepayment: { kind: 'psa', psa: 1 } }),
    cutOff,
  );
  const near = (got: number, wanted: number, limit = tolerance.amount) =>
    expect(Math.abs(got - wanted), `${got} for ${wanted}`).toBeLessThanOrEqual(limit);

  it.each(Object.entries(rows))('month %s', (month, row) => {
    const k = Number(month) - 1;
    near(flow.balanceAtStart[k]!, row.balance);
    near(flow.scheduledPrincipal[k]! + flow.interest[k]!, row.payment);
    near((flow.interest[k]! * inputs.passthrough) / inputs.wac, row.net_interest);
    near(flow.scheduledPrincipal[k]!, row.scheduled);
    near(flow.prepaidPrincipal[k]!, row.prepay);
    near(
      flow.prepaidPrincipal[k]! / (flow.balanceAtEnd[k]! + flow.prepaidPrincipal[k]!),
      row.smm,
      tolerance.smm,
    );
  });
});

describe.each(twoYears.scenarios)('two-year pool, $name', (scenario) => {
  it('defaults, collections and fee base', () => {
    const loans = loanTable([
      { balance: twoYears.pool, rate: twoYears.annualRate, term: twoYears.termMonths },
    ]);
    const flow = projectPool(
      loans,
      assume({
        prepayment: { kind: 'cpr', cpr: scenario.cpr },
        default: { kind: 'cumulative', share: scenario.share, months: twoYears.termMonths },
        recovery: { rate: twoYears.recoveryRate, lagMonths: scenario.lagMonths },
      }),
      cutOff,
    );
    const collected =
      total(flow.interest) +
      total(flow.scheduledPrincipal) +
      total(flow.prepaidPrincipal) +
      total(flow.recoveries);
    const near = (got: number, wanted: number) =>
      expect(Math.abs(got - wanted), `${got} for ${wanted}`).toBeLessThanOrEqual(twoYears.tolerance);
    near(total(flow.defaultedPrincipal), scenario.totalDefaults);
    near(collected, scenario.totalInflow);
    near((total(flow.balanceAtStart) * twoYears.feeRate) / 12, scenario.totalFees);
  });
});
