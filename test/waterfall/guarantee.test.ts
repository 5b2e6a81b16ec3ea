import { expect, it } from 'vitest';
import { money } from '#basics/money.js';
import { newCollections } from '#waterfall/availableFunds.js';
import { runExact } from '#waterfall/exact/runExact.js';
import { planned, terms } from './runs.js';

it('a guarantee draws after the pool is gone, until its limit', () => {
  const plan = planned(
    terms(`
name: late
currency: CNY
dates: { cutOff: 2026-01-01, legalFinal: 2026-07-01 }
dayCount: 30/360
notes: [ { name: A, balance: 100.00, coupon: 12% }, { name: R, residual: true } ]
supports: { guarantor: { limit: 3.50, covers: [interest] } }
steps: [ { do: pay-interest, notes: A }, { do: pay-principal, notes: A }, { do: pay-residual, to: R } ]
`),
    { balance: money('100'), cutOffDate: undefined, lastMonth: 6 },
  );
  const collections = newCollections(plan);
  collections.defaultedPrincipal[0] = 100;
  const { rows } = runExact(plan, collections).accounts.find(({ name }) => name === 'guarantor')!;
  expect(rows.map(({ paid }) => paid.toFixed(2))).toEqual(['1.00', '1.00', '1.00', '0.50', '0.00', '0.00']);
});
