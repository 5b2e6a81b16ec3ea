import { expect, it } from 'vitest';
import { type Money, money, moneyToFloat } from '#basics/money.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { Criteria } from '#collateral/screening/criteria.js';
import { purchaseLots } from '#collateral/screening/purchaseLots.js';
import { runRevolvingCompiled } from '#waterfall/compiled/runRevolving.js';
import { runRevolving } from '#waterfall/exact/runRevolving.js';
import { assume, loanTable } from '../collateral/loans.js';
import { planned, terms } from './runs.js';

/** Two loans without interest that repay half in each of two months, east and west; west may be 45 % of the pool. */
const regions = ['east', 'west'];
const table: LoanTable = {
  ...loanTable(regions.map(() => ({ balance: 50, rate: 0, term: 2, type: 'equal-principal' as const }))),
  categories: { region: { labels: regions, codes: Uint32Array.of(1, 2) } },
};
const limits = [{ name: 'west', by: 'region', of: 'west', top: 1, atMost: 0.45 }];
const westOnly = {
  name: 'west only',
  rule: { kind: 'words', column: 'region', words: new Set(['west']), wanted: true },
  missingFails: true,
} as const;

function run(keep: string, eligibility: Criteria['eligibility']) {
  const deal = terms(`
name: limited
currency: CNY
dates: { cutOff: 2024-12-31, firstPayment: 2025-01-31, paymentDay: 31, legalFinal: 2025-08-31 }
notes: [ { name: A, balance: 80.00, coupon: 0% }, { name: R, residual: true } ]
accounts: { idle: { opening: 0.00 } }
purchases: { until: 2025-03-01 }
steps:
  - { do: transfer, from: idle, to: collections }
  - { do: buy-loans${keep} }
  - { do: pay-principal, notes: A }
  - { do: pay-residual, to: R }
`);
  const plan = planned(deal, { balance: money('100'), cutOffDate: undefined, lastMonth: 2 });
  const loans = { ...table, cutOffDate: plan.cutOffDate };
  const lots = purchaseLots(loans, { eligibility, limits });
  const { collections, distribution } = runRevolving(plan, loans, assume(), lots);
  const { flows } = runRevolvingCompiled(plan, loans, assume(), lots);
  const first = (column: readonly Money[]) => column.map(moneyToFloat).slice(0, 4);
  const a = distribution.notes[0]!.rows.map(({ principalPaid }) => principalPaid);
  expect(Array.from(flows.purchased.slice(0, 4))).toEqual(first(distribution.purchases));
  expect(Array.from(flows.principalPaid.slice(0, 4))).toEqual(first(a));
  return {
    bought: first(distribution.purchases),
    collected: first(collections.scheduledPrincipal),
    paid: first(a),
    idle: first(distribution.accounts[1]!.rows.map(({ balanceAtEnd }) => balanceAtEnd)),
    limits: distribution.movements.filter(({ kind }) => kind === 'purchase').map(({ limit }) => limit),
    isConserved: distribution.conservation.difference.isZero(),
  };
}

it('a name over its limit is not bought, and the others take the cash', () => {
  // January leaves 25 east, 25 west: west is over 45 %, so that 50 buys east alone. February pays 50 of the old loans
  // and 25 of these; west has gone, and 75 buys half and half: 0.5 × 75 ≤ 0.45 × (25 + 75).
  const { bought, collected, isConserved } = run(', keep: idle', []);
  expect(bought).toEqual([50, 75, 0, 0]);
  expect(collected).toEqual([50, 75, 25 + 37.5, 37.5]);
  expect(isConserved).toBe(true);
});

it('cash for which nothing may be bought is kept, and its cost shows', () => {
  // Only west is eligible, and it may never be all of a pool.
  const kept = run(', keep: idle', [westOnly]);
  expect(kept.bought).toEqual([0, 0, 0, 0]);
  expect(kept.idle).toEqual([50, 100, 0, 0]);
  expect(kept.paid).toEqual([0, 0, 80, 0]);
  expect(kept.limits).toEqual(['criteria', 'criteria']);
  expect(kept.isConserved).toBe(true);
});

it('unless it is kept, it goes on to the steps that follow', () => {
  expect(run('', [westOnly]).paid).toEqual([50, 30, 0, 0]);
});
