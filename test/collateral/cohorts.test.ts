import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCohorts } from '#collateral/cohorts.js';
import { scheduleShapes } from '#collateral/loanSchedules.js';
import { repaymentTypes } from '#collateral/loanTable.js';
import { projectPool } from '#collateral/projectPool.js';
import { assume, cutOff, loanTable, type TestLoan } from './loans.js';

const base: TestLoan = { balance: 1000, rate: 0.12, term: 24, monthsOnBook: 6 };

describe('cohorts', () => {
  it.each<[string, Partial<TestLoan>, boolean]>([
    ['balance', { balance: 5 }, true],
    ['age', { monthsOnBook: 7 }, true],
    ['rate', { rate: 0.13 }, false],
    ['term', { term: 23 }, false],
    ['type', { type: 'equal-principal' }, false],
    ['default rate', { annualDefaultRate: 0.02 }, false],
    ['default rate of zero against none', { annualDefaultRate: 0 }, false],
    ['frequency', { paymentFrequency: 4 }, false],
    ['monthly said aloud', { paymentFrequency: 12 }, true],
    ['an installment that is the level one', { installment: 47.07 }, true],
    ['an installment with a remainder', { installment: 47.8 }, false],
  ])('another %s', (_what, change, together) => {
    const cohorts = buildCohorts(loanTable([base, { ...base, ...change }]), cutOff);
    expect(cohorts.count).toBe(together ? 1 : 2);
  });

  it('of bullets go by age, because their accrued interest does', () => {
    const bullet: TestLoan = { ...base, type: 'bullet' };
    const loans = loanTable([bullet, { ...bullet, monthsOnBook: 7 }, { ...bullet, balance: 1 }]);
    expect([...buildCohorts(loans, cutOff).cohortOfLoan]).toEqual([0, 1, 0]);
  });

  it('keep ages and groups apart when asked', () => {
    const loans = loanTable([base, { ...base, monthsOnBook: 7 }, base]);
    const byAge = buildCohorts(loans, cutOff, { byAge: true });
    expect([...byAge.cohortOfLoan]).toEqual([0, 1, 0]);
    expect([...byAge.monthsOnBook]).toEqual([6, 7]);
    const grouped = buildCohorts(loans, cutOff, { groupOfLoan: Uint32Array.of(1, 1, 2) });
    expect([...grouped.cohortOfLoan]).toEqual([0, 0, 1]);
    expect([...grouped.group]).toEqual([1, 2]);
  });

  it('add up balances and counts, in order of first appearance', () => {
    const cohorts = buildCohorts(
      loanTable([
        { ...base, rate: 0.2 },
        base,
        { ...base, rate: 0.2, balance: 500, annualDefaultRate: 0.03 },
        { ...base, balance: 250 },
      ]),
      cutOff,
    );
    expect([...cohorts.cohortOfLoan]).toEqual([0, 1, 2, 1]);
    expect([...cohorts.balance]).toEqual([1000, 1250, 500]);
    expect([...cohorts.loanCount]).toEqual([1, 2, 1]);
    expect([...cohorts.annualRate]).toEqual([0.2, 0.12, 0.2]);
    expect([...cohorts.annualDefaultRate]).toEqual([-1, -1, 0.03]);
    expect([...cohorts.remainingTermMonths]).toEqual([24, 24, 24]);
    expect(cohorts.monthCount).toBe(24);
  });

  it('of no loans are none', () => {
    const cohorts = buildCohorts(loanTable([]), cutOff);
    expect([cohorts.count, cohorts.monthCount, scheduleShapes(cohorts).balance.length]).toEqual([0, 0, 0]);
  });
});

describe('schedule shapes', () => {
  it('of a quarterly level loan pay every third month', () => {
    const loans = loanTable([
      { balance: 900, rate: 0.12, term: 6, type: 'equal-principal', paymentFrequency: 4 },
    ]);
    const shapes = scheduleShapes(buildCohorts(loans, cutOff));
    expect([...shapes.balance]).toEqual([1, 1, 1, 0.5, 0.5, 0.5]);
    expect([...shapes.scheduledPrincipal]).toEqual([0, 0, 0.5, 0, 0, 0.5]);
    const interest = [0, 0, 0.03, 0, 0, 0.015];
    const accrued = [0.01, 0.02, 0, 0.01, 0.02, 0];
    for (let k = 0; k < 6; k++) {
      expect(shapes.interest[k]).toBeCloseTo(interest[k]!, 15);
      expect(shapes.accruedAtEnd[k]).toBeCloseTo(accrued[k]!, 15);
    }
  });

  it('scaled by survival give what the projection gives', () => {
    const loan = fc.record({
      balance: fc.double({ min: 1, max: 1e6, noNaN: true }),
      rate: fc.double({ min: 0, max: 0.5, noNaN: true }),
      term: fc.integer({ min: 1, max: 48 }),
      type: fc.constantFrom(
        ...repaymentTypes.filter((type) => type !== 'schedule' && type !== 'recovery-only'),
      ),
      monthsOnBook: fc.integer({ min: 0, max: 9 }),
      paymentFrequency: fc.constantFrom(12, 4, 1),
    });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(loan, { minLength: 1, maxLength: 6 }), share, share, (loans, smm, mdr) => {
        const cohorts = buildCohorts(loanTable(loans), cutOff);
        const shapes = scheduleShapes(cohorts);
        const made = assume({ prepayment: { kind: 'smm', smm }, default: { kind: 'mdr', mdr } });
        const flow = projectPool(loanTable(loans), made, cutOff);
        const scale = loans.reduce((sum, one) => sum + one.balance, 0);
        for (let k = 0; k < cohorts.monthCount; k++) {
          let [interest, scheduled, prepaid, defaulted] = [0, 0, 0, 0];
          for (let c = 0; c < cohorts.count; c++) {
            const at = c * shapes.monthCount + k;
            const alive = cohorts.balance[c]! * ((1 - mdr) * (1 - smm)) ** k;
            const left = shapes.balance[at]! - shapes.scheduledPrincipal[at]!;
            const leaving = alive * (1 - mdr) * smm * left;
            defaulted += alive * mdr * shapes.balance[at]!;
            interest += alive * (1 - mdr) * shapes.interest[at]! + leaving * shapes.accruedAtEnd[at]!;
            scheduled += alive * (1 - mdr) * shapes.scheduledPrincipal[at]!;
            prepaid += leaving;
          }
          const near = (got: number | undefined, wanted: number, what: string) =>
            expect(Math.abs((got ?? 0) - wanted), `${what}, month ${k + 1}`).toBeLessThanOrEqual(
              1e-9 * scale,
            );
          near(flow.interest[k], interest, 'interest');
          near(flow.scheduledPrincipal[k], scheduled, 'scheduled principal');
          near(flow.prepaidPrincipal[k], prepaid, 'prepaid principal');
          near(flow.defaultedPrincipal[k], defaulted, 'defaulted principal');
        }
      }),
      { seed: 7, numRuns: 150 },
    );
  });
});
