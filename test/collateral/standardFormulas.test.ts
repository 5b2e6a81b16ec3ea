import { describe, expect, it } from 'vitest';
import { cdrFromSda, mdrFromCdr } from '#collateral/behavior/default.js';
import { cprFromPsa, cprFromSmm, psaFromCpr, smmFromCpr } from '#collateral/behavior/prepayment.js';
import { buildCohorts } from '#collateral/cohorts.js';
import { scheduleShapes } from '#collateral/loanSchedules.js';
import { projectPool } from '#collateral/projectPool.js';
import reference from '../../fixtures/reference/collateral/standardFormulas.json' with { type: 'json' };
import { assume, cutOff, loanTable } from './loans.js';

describe('Standard Formulas, prepayment', () => {
  const { firstMonth, smmToCpr, psaToSmm } = reference;

  it('splits the first month of a pool', () => {
    const { inputs, expected, tolerance } = firstMonth;
    const loans = loanTable([{ balance: 1, rate: inputs.gross_coupon_pct / 100, term: inputs.term_months }]);
    const smm = inputs.prepay_fraction / (1 - expected.scheduled);
    const flow = projectPool(loans, assume({ order: 'sifma', prepayment: { kind: 'smm', smm } }), cutOff);
    expect(Math.abs(flow.scheduledPrincipal[0]! - expected.scheduled)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(flow.interest[0]! - expected.gross_interest)).toBeLessThanOrEqual(tolerance);
    const principal = flow.scheduledPrincipal[0]! + flow.prepaidPrincipal[0]!;
    expect(Math.abs(principal - expected.principal)).toBeLessThanOrEqual(tolerance);
    const strip = (inputs.gross_coupon_pct - inputs.net_coupon_pct) / 100 / 12;
    expect(Math.abs(strip - expected.servicing_fee)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(flow.interest[0]! - strip + principal - expected.cash_flow)).toBeLessThanOrEqual(
      tolerance,
    );
  });

  it.each(smmToCpr.smmPercent.map((smm, i) => [smm, smmToCpr.cprPercent[i]!, smmToCpr.psa[i]!]))(
    'SMM %s %% is CPR %s %% and %s PSA',
    (smm, cpr, psa) => {
      const exact = cprFromSmm(smm / 100);
      expect(Math.abs(exact * 100 - cpr)).toBeLessThanOrEqual(smmToCpr.tolerance.cpr);
      expect(Math.abs(psaFromCpr(exact, 30) * 100 - psa)).toBeLessThanOrEqual(smmToCpr.tolerance.psa);
      expect(smmFromCpr(exact)).toBeCloseTo(smm / 100, 14);
    },
  );

  it.each(psaToSmm.month)('PSA to SMM in month %s', (month) => {
    const row = psaToSmm.smmPercent[psaToSmm.month.indexOf(month)]!;
    psaToSmm.psa.forEach((psa, i) => {
      const smm = smmFromCpr(cprFromPsa(psa / 100, month)) * 100;
      expect(Math.abs(smm - row[i]!), `${psa} PSA`).toBeLessThanOrEqual(psaToSmm.tolerance);
    });
  });
});

describe('Standard Formulas, default', () => {
  const { sda, cashFlowA } = reference;

  it.each(sda.month.map((month, i) => [month, sda.annualPercent[i]!, sda.monthlyPercent[i]!]))(
    '100 SDA in month %s is %s %% a year, %s %% a month',
    (month, annual, monthly) => {
      expect(Math.abs(cdrFromSda(1, month) * 100 - annual)).toBeLessThanOrEqual(sda.tolerance.annual);
      const mdr = mdrFromCdr(cdrFromSda(1, month)) * 100;
      expect(Math.abs(mdr - monthly)).toBeLessThanOrEqual(sda.tolerance.monthly);
    },
  );

  describe('cash flow A, order sifma', () => {
    const { inputs, rows, totals, tolerance } = cashFlowA;
    const loans = loanTable([{ balance: inputs.balance, rate: inputs.wac_pct / 100, term: inputs.term }]);
    const lag = inputs.months_to_liquidation;
    const flow = projectPool(
      loans,
      assume({
        order: 'sifma',
        prepayment: { kind: 'smm', smm: inputs.smm },
        default: { kind: 'mdr', mdr: inputs.mdr, noneInLastMonths: lag },
        recovery: { rate: 1 - inputs.severity, lagMonths: lag },
      }),
      cutOff,
    );
    const column = (name: string) => inputs.columns.indexOf(name);
    const near = (got: number, printed: number, what: string) =>
      expect(Math.abs(got - printed), `${what}: ${got} for ${printed}`).toBeLessThanOrEqual(tolerance);

    it.each(Object.entries(rows))('month %s', (month, row) => {
      const k = Number(month) - 1;
      near(flow.balanceAtEnd[k]!, row[column('perf_bal')]!, 'balance');
      near(flow.defaultedPrincipal[k]!, row[column('new_def')]!, 'new defaults');
      near(flow.prepaidPrincipal[k]!, row[column('vol_prepay')]!, 'prepayments');
      near(flow.scheduledPrincipal[k]!, row[column('act_am')]!, 'amortization received');
      near(flow.interest[k]!, row[column('act_int')]!, 'interest received');
    });

    it('totals', () => {
      const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
      near(sum(flow.defaultedPrincipal), totals.new_def, 'new defaults');
      near(sum(flow.prepaidPrincipal), totals.vol_prepay, 'prepayments');
      near(sum(flow.scheduledPrincipal), totals.act_am, 'amortization received');
    });
  });

  describe('cash flow A with principal and interest advanced, to the dollar', () => {
    const { inputs, rows, totals, tolerance } = cashFlowA;
    const loans = loanTable([{ balance: inputs.balance, rate: inputs.wac_pct / 100, term: inputs.term }]);
    const lag = inputs.months_to_liquidation;
    const made = assume({
      order: 'sifma',
      prepayment: { kind: 'smm', smm: inputs.smm },
      default: { kind: 'mdr', mdr: inputs.mdr, noneInLastMonths: lag },
      recovery: { rate: 1 - inputs.severity, lagMonths: lag, advances: 'principal-and-interest' },
    });
    const flow = projectPool(loans, made, cutOff);
    const shapes = scheduleShapes(buildCohorts(loans, cutOff));
    const advanced = flow.advancedPrincipal!;
    const lost = flow.advancedInterest!;
    let waiting = 0;
    const columns = Array.from({ length: inputs.term }, (_, k) => {
      const liquidated = flow.recoveries[k]! - advanced[k]! + flow.losses[k]!;
      waiting += flow.defaultedPrincipal[k]! - advanced[k]! - liquidated;
      return [
        flow.balanceAtEnd[k]!,
        flow.defaultedPrincipal[k]!,
        waiting,
        k + 1 < inputs.term ? shapes.balance[k + 1]! : 0,
        flow.scheduledPrincipal[k]! + advanced[k]!,
        flow.prepaidPrincipal[k]!,
        advanced[k]!,
        flow.scheduledPrincipal[k]!,
        flow.interest[k]!,
        lost[k]!,
        flow.interest[k]! - lost[k]!,
        flow.recoveries[k]! - advanced[k]!,
        flow.losses[k]!,
        liquidated,
      ];
    });

    it.each(Object.entries(rows))('month %s', (month, row) => {
      row.forEach((printed, c) => {
        const got = columns[Number(month) - 1]![c]!;
        const allowed = inputs.columns[c] === 'amort_factor' ? 6e-5 : tolerance;
        expect(Math.abs(got - printed), `${inputs.columns[c]}: ${got} for ${printed}`).toBeLessThanOrEqual(
          allowed,
        );
      });
    });

    it.each(Object.entries(totals))('total %s is %s', (name, printed) => {
      const c = inputs.columns.indexOf(name);
      const got = columns.reduce((sum, row) => sum + row[c]!, 0);
      expect(Math.abs(got - printed), `${got}`).toBeLessThanOrEqual(tolerance);
    });
  });
});
