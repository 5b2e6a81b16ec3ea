import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absFromSmm, smmFromAbs } from '#collateral/behavior/absSpeed.js';
import { projectPool } from '#collateral/projectPool.js';
import { absSurvival, speedsFromFactors, speedsOfReport } from '#collateral/speedsFromHistory.js';
import reference from '../../fixtures/reference/collateral/absSpeed.json' with { type: 'json' };
import { assume, cutOff, loanTable } from './loans.js';

const { history, table, cells, oneMonthFactor } = reference;

describe('absolute prepayment speed', () => {
  it.each(
    table.month.flatMap((month, r) =>
      table.absPercent.map((abs, c) => [abs, month, table.smmPercent[r]![c]!]),
    ),
  )('%s %% ABS in month %s is an SMM of %s %%', (abs, month, smm) => {
    const got = smmFromAbs(abs! / 100, month!) * 100;
    expect(Math.abs(got - smm!)).toBeLessThanOrEqual(table.tolerance);
  });
  it.each(cells.toSmm.map((one, i) => ({ ...one, smm: cells.smmPercent[i]! })))(
    '$abs %% ABS in month $month is an SMM of $smm %%',
    ({ abs, month, smm }) => {
      expect(Math.abs(smmFromAbs(abs / 100, month) * 100 - smm)).toBeLessThanOrEqual(cells.tolerance);
    },
  );
  it('takes the last loans in the month of exhaustion and stays there', () => {
    expect([49, 50, 51, 600].map((age) => smmFromAbs(0.02, age))).toEqual([0.02 / (1 - 0.02 * 48), 1, 1, 1]);
    expect([smmFromAbs(0, 1), smmFromAbs(1, 1)]).toEqual([0, 1]);
  });
  it('comes back from the SMM', () => {
    expect(absFromSmm(smmFromAbs(0.013, 31), 31)).toBeCloseTo(0.013, 14);
  });

  it('is backed out of a pool factor, and projects it again', () => {
    const { inputs, expected, tolerance } = history;
    const speeds = speedsFromFactors({
      annualRate: inputs.gross_coupon_pct / 100,
      remainingTermAtStart: inputs.wam_start,
      ageAtStart: inputs.age_start,
      months: inputs.age_end - inputs.age_start,
      factorAtStart: 1,
      factorAtEnd: inputs.factor_end,
    });
    expect(Math.abs(speeds.abs * 100 - expected.abs_hist)).toBeLessThanOrEqual(tolerance.percent);
    expect(absSurvival(speeds.abs, inputs.age_start, inputs.age_end)).toBeCloseTo(
      (1 - speeds.abs * inputs.age_end) / (1 - speeds.abs * inputs.age_start),
      12,
    );
    const flow = projectPool(
      loanTable([
        {
          balance: 1,
          rate: inputs.gross_coupon_pct / 100,
          term: inputs.wam_start,
          monthsOnBook: inputs.age_start,
        },
      ]),
      assume({ prepayment: { kind: 'abs', abs: expected.abs_hist / 100 } }),
      cutOff,
    );
    const factor = flow.balanceAtEnd[inputs.age_end - inputs.age_start - 1]!;
    expect(Math.abs(factor - expected.projected_factor)).toBeLessThanOrEqual(tolerance.factor);
  });
});

describe('speeds of reports', () => {
  const order = fc.constantFrom('survivors' as const, 'sifma' as const, 'actual' as const);
  it('are those with which the month was projected', () => {
    const rate = fc.double({ min: 0, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(rate, rate, order, fc.integer({ min: 0, max: 80 }), (smm, mdr, chosen, monthsOnBook) => {
        const loans = loanTable([{ balance: 1000, rate: 0.1, term: 20, monthsOnBook }]);
        const made = assume({
          order: chosen,
          prepayment: { kind: 'smm', smm },
          default: { kind: 'mdr', mdr },
        });
        const flow = projectPool(loans, made, cutOff);
        const got = speedsOfReport(
          {
            age: monthsOnBook,
            balanceAtStart: flow.balanceAtStart[0]!,
            scheduledPrincipal: flow.scheduledPrincipal[0]!,
            prepaidPrincipal: flow.prepaidPrincipal[0]!,
            defaultedPrincipal: flow.defaultedPrincipal[0]!,
          },
          chosen,
        );
        expect(got.smm).toBeCloseTo(smm, 12);
        expect(got.mdr).toBeCloseTo(mdr, 12);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('read PSA and SDA at the age of the loans', () => {
    const loans = loanTable([{ balance: 1000, rate: 0.08, term: 300, monthsOnBook: 11 }]);
    const made = assume({
      prepayment: { kind: 'psa', psa: 1.65 },
      default: { kind: 'sda', sda: 2, noneInLastMonths: 0 },
    });
    const flow = projectPool(loans, made, cutOff);
    const got = speedsOfReport({
      age: 11,
      balanceAtStart: 1000,
      scheduledPrincipal: flow.scheduledPrincipal[0]!,
      prepaidPrincipal: flow.prepaidPrincipal[0]!,
      defaultedPrincipal: flow.defaultedPrincipal[0]!,
    });
    expect(got.psa).toBeCloseTo(1.65, 10);
    expect(got.sda).toBeCloseTo(2, 8);
  });

  it('of a window of factors give back the speed of the projection', () => {
    const loans = loanTable([{ balance: 1, rate: 0.08, term: 300, monthsOnBook: 5 }]);
    const window = {
      annualRate: 0.08,
      remainingTermAtStart: 300,
      ageAtStart: 5,
      months: 40,
      factorAtStart: 1,
    };
    const factorOf = (prepayment: Parameters<typeof assume>[0]) =>
      projectPool(loans, assume(prepayment), cutOff).balanceAtEnd[39]!;
    const psa = factorOf({ prepayment: { kind: 'psa', psa: 2.5 } });
    expect(speedsFromFactors({ ...window, factorAtEnd: psa }).psa).toBeCloseTo(2.5, 9);
    const cpr = factorOf({ prepayment: { kind: 'cpr', cpr: 0.12 } });
    expect(speedsFromFactors({ ...window, factorAtEnd: cpr }).cpr).toBeCloseTo(0.12, 12);
    expect(speedsFromFactors({ ...window, factorAtEnd: 0 })).toMatchObject({ smm: 1, cpr: 1 });
    expect(() => speedsFromFactors({ ...window, factorAtEnd: 1.01 })).toThrow('1.01');
    expect(() => speedsFromFactors({ ...window, months: 300, factorAtEnd: 0.5 })).toThrow('300');
  });

  it('of one month of factors, as the Standard Formulas give them', () => {
    const { inputs, smmPercent, cprPercent, psaPercent, tolerance, psaTolerance } = oneMonthFactor;
    const speeds = speedsFromFactors(inputs);
    expect(Math.abs(speeds.smm * 100 - smmPercent)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(speeds.cpr * 100 - cprPercent)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(speeds.psa * 100 - psaPercent)).toBeLessThanOrEqual(psaTolerance);
  });

  it('are zero where nothing could prepay or default', () => {
    const nothing = {
      age: 0,
      balanceAtStart: 0,
      scheduledPrincipal: 0,
      prepaidPrincipal: 0,
      defaultedPrincipal: 0,
    };
    expect(speedsOfReport(nothing)).toEqual({ smm: 0, cpr: 0, psa: 0, abs: 0, mdr: 0, cdr: 0, sda: 0 });
  });
});
