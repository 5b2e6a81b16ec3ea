import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelInstallment } from '#collateral/annuity.js';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { checkCollateral } from '#collateral/checkCollateral.js';
import type { CollateralCashflow } from '#collateral/collateralCashflow.js';
import { collateralColumns } from '#collateral/collateralCashflow.js';
import { projectPool } from '#collateral/projectPool.js';
import { assume, cutOff, loanTable, type TestLoan, total } from './loans.js';
import { plainLoan } from './plainProjection.js';

const settings = { seed: 20250101, numRuns: 200 };

const rate = fc.oneof(fc.constantFrom(0, 1e-9, 0.18, 1), fc.double({ min: 0, max: 0.6, noNaN: true }));
const term = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60 }));
const balance = fc.double({ min: 0.01, max: 1e7, noNaN: true });

const loan: fc.Arbitrary<TestLoan> = fc
  .record({
    balance,
    rate,
    term,
    type: fc.constantFrom('level', 'equal-principal', 'interest-only', 'bullet', 'discount', 'credit-line'),
    monthsOnBook: fc.integer({ min: 0, max: 40 }),
    annualDefaultRate: fc.constantFrom(0, 0.02, 0.5, 1),
  })
  .map((made) => made as TestLoan);
const quarterly = fc
  .tuple(loan, fc.constantFrom(4, 2, 1))
  .map(
    ([made, paymentFrequency]): TestLoan =>
      made.type === 'credit-line' ? made : { ...made, paymentFrequency },
  );
const flatFee = fc
  .record({ balance, rate, term, age: fc.integer({ min: 0, max: 12 }) })
  .map(({ age, ...made }): TestLoan => ({ ...made, type: 'flat-fee', originalTermMonths: made.term + age }));
/** A level loan whose tape installment is a little too high or too low: the last payment is the remainder. */
const kept = fc
  .record({
    balance,
    rate: fc.double({ min: 0, max: 0.4, noNaN: true }),
    term: fc.integer({ min: 2, max: 60 }),
    off: fc.constantFrom(-0.4, 0.3),
  })
  .map(
    ({ off, ...made }): TestLoan => ({
      ...made,
      installment: levelInstallment(made.balance, made.rate / 12, made.term) * (1 + off / made.term),
    }),
  )
  .filter(({ balance: owed, rate: annual, term: payments, installment = 0 }) => {
    let left = owed;
    for (let k = 1; k < payments; k++) left -= installment - (left * annual) / 12;
    const last = (left * (1 + annual / 12)) / installment;
    return last > 0.05 && last < 1.9;
  });
const anyLoan = fc.oneof({ weight: 3, arbitrary: loan }, quarterly, flatFee, kept);
const pool = fc.array(anyLoan, { minLength: 1, maxLength: 12 });

const probability = fc.oneof(
  fc.constantFrom(0, 1, 1 - 1e-12, 1e-12),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const assumptions: fc.Arbitrary<CollateralAssumptions> = fc.record({
  order: fc.constantFrom('survivors', 'sifma', 'actual'),
  prepayment: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    probability.map((cpr) => ({ kind: 'cpr' as const, cpr })),
    probability.map((smm) => ({ kind: 'smm' as const, smm })),
    fc.double({ min: 0, max: 20, noNaN: true }).map((psa) => ({ kind: 'psa' as const, psa })),
  ),
  default: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    probability.map((cdr) => ({ kind: 'cdr' as const, cdr })),
    probability.map((mdr) => ({ kind: 'mdr' as const, mdr, noneInLastMonths: 6 })),
    fc
      .double({ min: 0, max: 200, noNaN: true })
      .map((sda) => ({ kind: 'sda' as const, sda, noneInLastMonths: 6 })),
    probability.map((share) => ({ kind: 'cumulative' as const, share, months: 24 })),
    fc.record({
      kind: fc.constant('tape' as const),
      fallback: probability,
      multiple: fc.constantFrom(0, 1, 3),
    }),
  ),
  recovery: fc.record({ rate: fc.constantFrom(0, 0.6, 1), lagMonths: fc.integer({ min: 0, max: 18 }) }),
});

/** What the checks refuse (rates that pass 1 together in the order sifma) is not projected. */
function fits(loans: readonly TestLoan[], made: CollateralAssumptions): boolean {
  return checkCollateral(loanTable(loans), made, cutOff).every(({ severity }) => severity === 'warning');
}

function expectSame(a: CollateralCashflow, b: CollateralCashflow, scale: number, factor = 1): void {
  for (const name of collateralColumns) {
    for (let k = 0; k < Math.max(a.monthCount, b.monthCount); k++) {
      const difference = Math.abs((a[name][k] ?? 0) * factor - (b[name][k] ?? 0));
      if (!(difference <= 1e-9 * scale)) expect.fail(`${name} of month ${k + 1} differs by ${difference}`);
    }
  }
}

describe('any pool under any assumptions', () => {
  it('keeps balances positive, principal whole and every month in balance', () => {
    fc.assert(
      fc.property(pool, assumptions, (loans, made) => {
        fc.pre(fits(loans, made));
        const flow = projectPool(loanTable(loans), made, cutOff);
        const opening = total(loans.map((one) => one.balance));
        for (const name of collateralColumns) {
          expect(
            flow[name].every((value) => Number.isFinite(value) && value >= 0),
            name,
          ).toBe(true);
        }
        for (let k = 0; k < flow.monthCount; k++) {
          const left =
            flow.balanceAtStart[k]! -
            flow.scheduledPrincipal[k]! -
            flow.prepaidPrincipal[k]! -
            flow.defaultedPrincipal[k]! +
            flow.purchasedPrincipal[k]!;
          expect(Math.abs(left - flow.balanceAtEnd[k]!)).toBeLessThanOrEqual(1e-9 * opening);
          expect(flow.balanceAtStart[k]).toBe(k === 0 ? flow.balanceAtStart[0] : flow.balanceAtEnd[k - 1]);
        }
        const repaid =
          total(flow.scheduledPrincipal) + total(flow.prepaidPrincipal) + total(flow.defaultedPrincipal);
        expect(Math.abs(repaid - opening)).toBeLessThanOrEqual(1e-9 * opening);
        const worked = total(flow.recoveries) + total(flow.losses);
        expect(Math.abs(worked - total(flow.defaultedPrincipal))).toBeLessThanOrEqual(1e-9 * opening);
        expect(flow.balanceAtEnd[flow.monthCount - 1]).toBe(0);
      }),
      settings,
    );
  });

  it('is the same in cohorts and loan by loan', () => {
    const twice = pool.map((loans) => [
      ...loans,
      ...loans.map((one) => ({
        ...one,
        balance: one.balance * 2,
        ...(one.installment === undefined ? {} : { installment: one.installment * 2 }),
      })),
    ]);
    fc.assert(
      fc.property(twice, assumptions, (loans, made) => {
        fc.pre(fits(loans, made));
        const table = loanTable(loans);
        const scale = total(loans.map((one) => one.balance));
        expectSame(projectPool(table, made, cutOff), projectPool(table, made, cutOff, 'loan'), scale);
      }),
      settings,
    );
  });

  it('does not depend on the order of loans, scales with balances, and splitting a loan changes nothing', () => {
    fc.assert(
      fc.property(
        pool,
        assumptions,
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        (loans, made, factor) => {
          fc.pre(fits(loans, made));
          const times = (one: TestLoan, multiple: number): TestLoan => ({
            ...one,
            balance: one.balance * multiple,
            ...(one.installment === undefined ? {} : { installment: one.installment * multiple }),
          });
          const flow = projectPool(loanTable(loans), made, cutOff);
          const scale = total(loans.map((one) => one.balance));
          expectSame(flow, projectPool(loanTable([...loans].reverse()), made, cutOff), scale);
          const scaled = loans.map((one) => times(one, factor));
          expectSame(flow, projectPool(loanTable(scaled), made, cutOff), scale * factor, factor);
          const split = loans.flatMap((one) => [times(one, 0.25), times(one, 0.75)]);
          expectSame(flow, projectPool(loanTable(split), made, cutOff), scale);
        },
      ),
      settings,
    );
  });
});

describe('one loan at constant monthly rates', () => {
  it('pays what its contract says', () => {
    const rates = fc.tuple(probability, probability);
    const order = fc.constantFrom('survivors' as const, 'sifma' as const, 'actual' as const);
    fc.assert(
      fc.property(anyLoan, rates, order, (one, [smm, mdr], chosen) => {
        fc.pre(chosen !== 'sifma' || smm + mdr <= 1);
        const made = assume({
          order: chosen,
          prepayment: { kind: 'smm', smm },
          default: { kind: 'mdr', mdr },
        });
        const flow = projectPool(loanTable([one]), made, cutOff);
        // A bullet's interest can pass its balance many times over; tolerances go with what is paid.
        const tolerance = 1e-9 * one.balance * (1 + one.rate * 9);
        plainLoan(one, chosen, smm, mdr).forEach((month, k) => {
          const near = (got: number | undefined, wanted: number, what: string) => {
            if (!(Math.abs((got ?? 0) - wanted) <= tolerance)) {
              expect.fail(`${what} of month ${k + 1}: ${got} for ${wanted}`);
            }
          };
          near(flow.interest[k], month.interest, 'interest');
          near(flow.scheduledPrincipal[k], month.scheduled, 'scheduled');
          near(flow.prepaidPrincipal[k], month.prepaid, 'prepaid');
          near(flow.defaultedPrincipal[k], month.defaulted, 'defaulted');
          near(flow.balanceAtEnd[k], month.end, 'end');
        });
      }),
      { ...settings, numRuns: 1500 },
    );
  });
});
