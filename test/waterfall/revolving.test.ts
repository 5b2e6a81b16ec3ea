import { expect, it } from 'vitest';
import { money, moneyToFloat } from '#basics/money.js';
import { newCollections } from '#waterfall/availableFunds.js';
import { compilePlan } from '#waterfall/compiled/compilePlan.js';
import { newCompiledFlows } from '#waterfall/compiled/layout.js';
import { runRevolving } from '#waterfall/exact/runRevolving.js';
import { openRevolvingPool } from '#waterfall/revolvingPool.js';
import { assume, loanTable } from '../collateral/loans.js';
import { planned, terms } from './runs.js';

/** A loan that repays half in each of two months; payments on the last day of a month, so nothing lies idle. */
const loan = { balance: 100, rate: 0.12, term: 2, type: 'equal-principal' } as const;

function deal(purchases: string, more = '', dates = 'firstPayment: 2025-01-31, paymentDay: 31') {
  return terms(`
name: revolving
currency: CNY
dates: { cutOff: 2024-12-31, ${dates}, legalFinal: 2025-08-31 }
dayCount: 30e/360isda
notes: [ { name: A, balance: 80.00, coupon: 6% }, { name: R, residual: true } ]
purchases: { ${purchases} }
triggers: [ { name: over, when: paymentDate >= 2025-05-01 }${more} ]
steps:
  - { do: pay-interest, notes: A }
  - { do: buy-loans, unless: over }
  - { do: pay-principal, notes: A }
  - { do: pay-residual, to: R }
`);
}

function run(text: ReturnType<typeof deal>) {
  const plan = planned(text, { balance: money('100'), cutOffDate: undefined, lastMonth: 2 });
  const assumptions = assume();
  const table = { ...loanTable([loan]), cutOffDate: plan.cutOffDate };
  const exact = runRevolving(plan, table, assumptions);
  const collections = newCollections(plan);
  const compiled = newCompiledFlows(plan);
  compilePlan(plan).run(
    collections,
    compiled,
    openRevolvingPool(plan, table, assumptions, collections).before,
  );
  return { plan, exact, compiled, collections };
}

const near = (got: ArrayLike<number>, expected: readonly number[], tolerance = 0.011): void => {
  expected.forEach((value, p) => {
    expect(Math.abs(got[p]! - value), `payment ${p + 1}: ${got[p]} for ${value}`).toBeLessThanOrEqual(
      tolerance,
    );
  });
};

it('buys with what the priority leaves, and the loans bought pay from the next month on', () => {
  const { exact, compiled } = run(deal('until: 2025-04-30'));
  // Principal p1 = 50; bought 50 + 1 − 0.4 = 50.6. p2 = 50 + 25.3, interest 0.5 + 0.506; bought 75.3 + 1.006 − 0.4.
  // p3 = 25.3 + 37.953, interest 1.012.
  const bought = [50.6, 75.906, 63.865, 0];
  near(exact.distribution.purchases.map(moneyToFloat), bought);
  near(compiled.purchased, bought);
  near(exact.collections.scheduledPrincipal.map(moneyToFloat), [50, 75.3, 63.253]);
  // After the end of purchases class A is repaid, and all that the pool has goes out by legal final.
  expect(moneyToFloat(exact.distribution.notes[0]!.rows.at(-1)!.balanceAtEnd)).toBe(0);
  expect(exact.distribution.conservation.difference.isZero()).toBe(true);
});

it('both runners agree on a revolving deal', () => {
  const { plan, exact, compiled } = run(deal('until: 2025-06-30'));
  for (const p of plan.periods.keys()) {
    const float = compiled.balanceAtEnd[p]!;
    expect(Math.abs(moneyToFloat(exact.distribution.notes[0]!.rows[p]!.balanceAtEnd) - float)).toBeLessThan(
      0.05,
    );
    expect(Math.abs(moneyToFloat(exact.distribution.purchases[p]!) - compiled.purchased[p]!)).toBeLessThan(
      0.05,
    );
  }
});

it('a discount buys more principal for the same cash', () => {
  const { exact } = run(deal('until: 2025-02-28, price: 80%'));
  // 50.6 of cash buys 63.25 of principal, half of which comes back in the next month.
  near(exact.collections.scheduledPrincipal.map(moneyToFloat), [50, 50 + 31.625, 31.625]);
});

it('loans bought on the 26th join at the end of that month: until then the cash earns nothing', () => {
  const { exact } = run(deal('until: 2025-03-01', '', 'firstPayment: 2025-01-31, paymentDay: 31'));
  const late = run(deal('until: 2025-03-01', '', 'firstPayment: 2025-02-26, paymentDay: 26')).exact;
  const interest = (of: typeof exact) =>
    of.collections.interest.reduce((sum, amount) => sum + moneyToFloat(amount), 0);
  expect(interest(late)).toBeLessThan(interest(exact));
  expect(late.months.map(({ purchasedPrincipal }) => purchasedPrincipal > 0)).toEqual(
    late.months.map((_, month) => month === 2),
  );
});

it('purchases lengthen the life that legal final is derived from', () => {
  const open = terms(`
name: revolving
currency: CNY
dates: { cutOff: 2024-12-31 }
notes: [ { name: A, balance: 80.00, coupon: 6% }, { name: R, residual: true } ]
purchases: { until: 2025-12-31 }
steps:
  - { do: pay-interest, notes: A }
  - { do: buy-loans }
  - { do: pay-principal, notes: A }
  - { do: pay-residual, to: R }
`);
  const plan = planned(open, { balance: money('100'), cutOffDate: undefined, lastMonth: 2 });
  expect(plan.periods.length).toBe(12 + 2 + 12);
});
