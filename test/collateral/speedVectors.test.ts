import { describe, expect, it } from 'vitest';
import { monthlyShare, smmFromCpr } from '#collateral/behavior/prepayment.js';
import { buildCohorts } from '#collateral/cohorts.js';
import { openPoolOfCohorts } from '#collateral/pool.js';
import { regressedPrepayment } from '#collateral/prepaymentRegression.js';
import { projectPool } from '#collateral/projectPool.js';
import byTerm from '../../fixtures/reference/collateral/defaultByTerm.json' with { type: 'json' };
import regression from '../../fixtures/reference/collateral/prepaymentRegression.json' with { type: 'json' };
import { assume, cutOff, day, loanTable, rounded, type TestLoan, total } from './loans.js';

const bullet: TestLoan = { balance: 1000, rate: 0, term: 6, type: 'interest-only' };

describe('the prepayment rule of the source documents', () => {
  const { inputs, expected, tolerance, beforeDue } = regression;
  const rule = {
    base: inputs.base_cpr_pp / 100,
    pointsPerRatePoint: -inputs.per_1pp_rate_cut,
    pointsPerGrowthPoint: inputs.per_10pct_growth / 10,
    reading: 'cpr' as const,
  };
  const paths = {
    rateChange: inputs.x.map(([rate]) => rate!),
    cashFlowGrowth: inputs.x.map(([, growth]) => growth!),
  };
  it.each(expected.y.map((percent, i) => [i, inputs.x[i]!, percent] as const))(
    'case %s, %s: %s %%',
    (i, _x, percent) => {
      const got = regressedPrepayment({ ...rule, ...paths }, i + 1) * 100;
      expect(Math.abs(got - percent)).toBeLessThanOrEqual(tolerance);
    },
  );
  it.each([
    ['additive', expected.cpr_additive, expected.smm_additive],
    ['relative', expected.cpr_relative, expected.smm_relative],
  ] as const)('%s: %s a year', (effect, cpr, smm) => {
    const prepayment = {
      kind: 'regression' as const,
      ...rule,
      rateChange: [-1],
      cashFlowGrowth: [10],
      effect,
    };
    const flow = projectPool(loanTable([bullet]), assume({ prepayment }), cutOff);
    expect(Math.abs(regressedPrepayment(prepayment, 1) - cpr)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(flow.prepaidPrincipal[0]! / 1000 - smm)).toBeLessThanOrEqual(tolerance);
  });
  it('moves by month, is floored at zero and capped below one', () => {
    const made = { ...rule, rateChange: [0, 5, -30], cashFlowGrowth: [] };
    expect([1, 2, 3, 9].map((month) => regressedPrepayment(made, month))).toEqual([0.1, 0, 0.99, 0.99]);
  });
  it('read as a probability before the due date is a level hazard over each loan’s term', () => {
    const { probability, months, monthly, tolerance: near } = beforeDue;
    expect(Math.abs(monthlyShare(probability, months) - monthly)).toBeLessThanOrEqual(near);
    const made = { ...rule, base: 0.15, rateChange: [0], cashFlowGrowth: [0] };
    const prepayment = { kind: 'regression' as const, ...made, reading: 'probability-before-due' as const };
    const notes = [3, 6].map((term): TestLoan => ({ balance: 1000, rate: 0, term, type: 'discount' }));
    for (const [i, loan] of notes.entries()) {
      const flow = projectPool(loanTable([loan]), assume({ prepayment }), cutOff);
      // In the last month nothing is left to be early for: what prepays does so before the due month.
      const early = total(flow.prepaidPrincipal);
      expect(early).toBeCloseTo(1000 * (1 - 0.85 ** ([2 / 3, 5 / 6][i] ?? 0)), 9);
    }
  });
});

describe('default rates by original term, entered at the loan’s age', () => {
  const { inputs, expected, tolerance } = byTerm;
  const vectors = Object.entries(inputs.vectors).map(([term, rates]) => ({
    termMonths: Number(term),
    rates,
  }));
  it.each(inputs.loans.map((loan, i) => ({ ...loan, rates: expected.periodDefaultRates[i]! })))(
    '$originTerm months, $remaining left',
    ({ originTerm, remaining, rates }) => {
      const loan = { balance: 1000, rate: 0.06, term: remaining, originalTermMonths: originTerm };
      for (const pool of [[loan], [{ ...loan, originalTermMonths: 6, term: 3 }, loan]]) {
        const made = assume({ default: { kind: 'by-term', unit: 'mdr', vectors } });
        const alone = projectPool(loanTable([pool.at(-1)!]), made, cutOff);
        const flow = projectPool(loanTable(pool), made, cutOff);
        rates.forEach((rate, k) => {
          expect(
            Math.abs(alone.defaultedPrincipal[k]! / alone.balanceAtStart[k]! - rate),
          ).toBeLessThanOrEqual(tolerance);
        });
        expect(flow.monthCount).toBe(remaining);
      }
    },
  );
  it('of one loan do not touch another', () => {
    const [a, b] = inputs.loans.map((loan) => ({
      balance: 1000,
      rate: 0.06,
      term: loan.remaining,
      originalTermMonths: loan.originTerm,
    }));
    const made = assume({ default: { kind: 'by-term', unit: 'mdr', vectors } });
    const sum = [a!, b!].map((loan) =>
      total(projectPool(loanTable([loan]), made, cutOff).defaultedPrincipal),
    );
    const together = total(projectPool(loanTable([a!, b!]), made, cutOff).defaultedPrincipal);
    expect(together).toBeCloseTo(sum[0]! + sum[1]!, 9);
  });
});

describe('vectors', () => {
  it.each([
    ['age', 2, [0.3, 0.4, 0.4]],
    ['month', 2, [0.1, 0.2, 0.3]],
  ] as const)('by %s at age %s', (by, monthsOnBook, rates) => {
    const vector = { by, rates: [0.1, 0.2, 0.3, 0.4] };
    const loan = { ...bullet, term: 4, monthsOnBook };
    const mdr = projectPool(
      loanTable([loan]),
      assume({ default: { kind: 'vector', unit: 'mdr', ...vector } }),
      cutOff,
    );
    const cpr = projectPool(
      loanTable([loan]),
      assume({ prepayment: { kind: 'vector', unit: 'cpr', ...vector } }),
      cutOff,
    );
    rates.forEach((rate, k) => {
      expect(mdr.defaultedPrincipal[k]! / mdr.balanceAtStart[k]!).toBeCloseTo(rate, 12);
      expect(cpr.prepaidPrincipal[k]! / cpr.balanceAtStart[k]!).toBeCloseTo(smmFromCpr(rate), 12);
    });
  });
});

describe('defaults as amounts', () => {
  it('a curve is a share of the balance at the cut-off, spread by its timing', () => {
    const made = assume({ default: { kind: 'curve', share: 0.1, timing: [0.5, 0.3, 0.2] } });
    const flow = projectPool(loanTable([bullet, { ...bullet, type: 'level' }]), made, cutOff);
    expect(rounded(flow.defaultedPrincipal)).toEqual([100, 60, 40, 0, 0, 0]);
    expect(flow.unplacedDefaults).toBeUndefined();
  });
  it('amounts by month and by date fall on the loans in proportion', () => {
    const amounts = [
      { month: 2, amount: 30 },
      { date: day('2025-02-02'), amount: 12 },
      { date: day('2025-06-01'), amount: 5 },
    ];
    const flow = projectPool(
      loanTable([bullet, bullet]),
      assume({ default: { kind: 'amounts', amounts } }),
      cutOff,
    );
    expect(rounded(flow.defaultedPrincipal)).toEqual([0, 42, 0, 0, 5, 0]);
  });
  it('what the pool is too small for is shown, not lost', () => {
    const amounts = [{ month: 1, amount: 1500 }];
    const flow = projectPool(loanTable([bullet]), assume({ default: { kind: 'amounts', amounts } }), cutOff);
    expect(flow.defaultedPrincipal[0]).toBe(1000);
    expect(flow.unplacedDefaults?.[0]).toBe(500);
  });
});

describe('segments', () => {
  const loans = loanTable([
    { ...bullet, labels: { region: 'north', rating: 'A' } },
    { ...bullet, labels: { region: 'north', rating: 'B' } },
    { ...bullet, labels: { region: 'south', rating: 'B' } },
    bullet,
  ]);
  it('the first segment in the file that a loan is in and that states something holds', () => {
    const made = assume({
      default: { kind: 'mdr', mdr: 0.01 },
      recovery: { rate: 0.5, lagMonths: 0 },
      segments: [
        { where: { region: 'north', rating: 'B' }, default: { kind: 'mdr', mdr: 0.2 } },
        { where: { rating: 'B' }, recovery: { rate: 0, lagMonths: 0 }, default: { kind: 'mdr', mdr: 0.1 } },
        { where: { region: 'north' }, default: { kind: 'mdr', mdr: 0.05 } },
      ],
    });
    const flow = projectPool(loans, made, cutOff);
    expect(flow.defaultedPrincipal[0]).toBeCloseTo(50 + 200 + 100 + 10, 9);
    // No recovery for either loan rated B, whatever segment its default comes from.
    expect(flow.recoveries[0]).toBeCloseTo((50 + 10) * 0.5, 9);
  });
  it('are never left out: cohorts built without them are refused', () => {
    const made = assume({ segments: [{ where: { region: 'north' }, default: { kind: 'none' } }] });
    expect(() => openPoolOfCohorts(buildCohorts(loans, cutOff), made)).toThrow('cohortOptionsFor');
  });
});
