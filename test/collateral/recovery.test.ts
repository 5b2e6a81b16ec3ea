import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecoveryAssumption } from '#collateral/assumptions.js';
import { projectPool } from '#collateral/projectPool.js';
import { assume, cutOff, loanTable, rounded, type TestLoan, total } from './loans.js';

const certain = { kind: 'mdr', mdr: 1 } as const;
const loan: TestLoan = { balance: 1000, rate: 0.12, term: 3, type: 'interest-only' };
const flowOf = (recovery: RecoveryAssumption) =>
  projectPool(loanTable([loan]), assume({ default: certain, recovery }), cutOff);

describe('recovery', () => {
  it('by a timing vector; the loss comes with the last part', () => {
    const flow = flowOf({ rate: 0.6, lagMonths: 1, timing: [0.5, 0, 0.5] });
    expect(rounded(flow.recoveries)).toEqual([0, 300, 0, 300]);
    expect(rounded(flow.losses)).toEqual([0, 0, 0, 400]);
  });
  it('less the cost of collecting it, which is shown', () => {
    const flow = flowOf({ rate: 0.6, lagMonths: 1, cost: 0.1 });
    expect(rounded(flow.recoveries)).toEqual([0, 540]);
    expect(rounded(flow.recoveryCosts)).toEqual([0, 60]);
    expect(rounded(flow.losses)).toEqual([0, 460]);
  });
  it('above one, when it is allowed, is a gain', () => {
    const flow = flowOf({ rate: 1.2, lagMonths: 0, allowAboveOne: true });
    expect([flow.recoveries[0], rounded(flow.losses)[0]]).toEqual([1200, -200]);
  });
});

describe('recovery-only collateral', () => {
  const bad: TestLoan = { balance: 1000, rate: 0, term: 4, type: 'recovery-only' };
  it('counts as defaulted at once and brings what is expected, less its cost, in its month', () => {
    const flow = projectPool(
      loanTable([{ ...bad, expectedRecovery: 350, recoveryCost: 50 }, loan]),
      assume(),
      cutOff,
    );
    expect(rounded(flow.balanceAtStart)).toEqual([2000, 1000, 1000, 0]);
    expect(rounded(flow.defaultedPrincipal)).toEqual([1000, 0, 0, 0]);
    expect(rounded(flow.recoveries)).toEqual([0, 0, 0, 300]);
    expect(rounded(flow.losses)).toEqual([0, 0, 0, 700]);
  });
  it('of which the tape says nothing follows the recovery assumption', () => {
    const flow = projectPool(loanTable([bad]), assume({ recovery: { rate: 0.4, lagMonths: 2 } }), cutOff);
    expect(rounded(flow.recoveries)).toEqual([0, 0, 400]);
  });
});

describe('partial prepayment and penalties', () => {
  const level: TestLoan = { balance: 1200, rate: 0, term: 4 };
  it('that re-levels keeps the term', () => {
    const made = assume({ partialPrepayment: { smm: 0.1, effect: 're-level' } });
    const flow = projectPool(loanTable([level]), made, cutOff);
    expect(rounded(flow.scheduledPrincipal)).toEqual([300, 270, 243, 218.7]);
    expect(flow.monthCount).toBe(4);
  });
  it('that shortens keeps the installment, and the loan ends earlier', () => {
    const made = assume({ partialPrepayment: { smm: 0.4, effect: 'shorten' } });
    const flow = projectPool(loanTable([level]), made, cutOff);
    // 900 − 360 = 540; 240 − 96 = 144; the last 144 is less than an installment.
    expect(rounded(flow.scheduledPrincipal)).toEqual([300, 300, 144]);
    expect(rounded(flow.prepaidPrincipal)).toEqual([360, 96, 0]);
  });
  it('that shortens a loan with interest pays the same installment', () => {
    const made = assume({ partialPrepayment: { smm: 0.05, effect: 'shorten' } });
    const flow = projectPool(loanTable([{ ...level, rate: 0.12, term: 24 }]), made, cutOff);
    const paid = (k: number) => flow.scheduledPrincipal[k]! + flow.interest[k]!;
    for (let k = 1; k < flow.monthCount - 1; k++) expect(paid(k)).toBeCloseTo(paid(0), 9);
    expect(flow.monthCount).toBeLessThan(24);
    expect(total(flow.scheduledPrincipal) + total(flow.prepaidPrincipal)).toBeCloseTo(1200, 9);
  });
  it('penalties go by age, in steps, and are part of interest', () => {
    const made = assume({
      prepayment: { kind: 'smm', smm: 0.1 },
      prepaymentPenalty: [
        { throughAge: 8, rate: 0.03 },
        { throughAge: 7, rate: 0.05 },
      ],
    });
    const flow = projectPool(loanTable([{ ...level, type: 'interest-only', monthsOnBook: 6 }]), made, cutOff);
    expect(rounded(flow.prepaymentPenalties)).toEqual([6, 3.24, 0, 0]);
    expect(flow.interest[0]).toBeCloseTo(6, 9);
  });
});

describe('advances', () => {
  it('repay what recoveries and losses say, whatever the pool', () => {
    const loans = fc.array(
      fc.record({
        balance: fc.double({ min: 1, max: 1e6, noNaN: true }),
        rate: fc.double({ min: 0, max: 0.4, noNaN: true }),
        term: fc.integer({ min: 1, max: 40 }),
        type: fc.constantFrom('level' as const, 'equal-principal' as const),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        loans,
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 24 }),
        (pool, mdr, rate, lagMonths) => {
          const advances = 'principal-and-interest' as const;
          const made = assume({ default: { kind: 'mdr', mdr }, recovery: { rate, lagMonths, advances } });
          const flow = projectPool(loanTable(pool), made, cutOff);
          const scale = total(pool.map((one) => one.balance));
          const worked = total(flow.recoveries) + total(flow.losses);
          expect(Math.abs(worked - total(flow.defaultedPrincipal))).toBeLessThanOrEqual(1e-9 * scale);
          expect(flow.losses.every((loss) => loss >= -1e-9 * scale)).toBe(true);
        },
      ),
      { seed: 22, numRuns: 200 },
    );
  });
});
