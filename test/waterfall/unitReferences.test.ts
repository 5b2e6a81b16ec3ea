import { describe, expect, it } from 'vitest';
import { money, moneyToFloat } from '#basics/money.js';
import { newCollections } from '#waterfall/availableFunds.js';
import { payClaims } from '#waterfall/exact/payClaims.js';
import reference from '../../fixtures/reference/waterfall/unitCases.json' with { type: 'json' };
import { figures, planned, runBoth, terms } from './runs.js';

const { accountInterest, reserveTarget, rateCap, allocations, writeOffs } = reference;
const both = ['exact', 'compiled'] as const;
const near = (got: number, wanted: number, tolerance: number): void =>
  expect(Math.abs(got - wanted), `${got} for ${wanted}`).toBeLessThanOrEqual(tolerance);

/** One payment of a deal that has 1,000 of pool and class A with nothing to do with the case. */
function once(
  from: string,
  to: string,
  more: string,
  steps = '',
  pool = '1000',
  set = (_loss: number[]) => {},
) {
  const plan = planned(
    terms(`
name: unit case
currency: USD
dates: { cutOff: ${from}, closing: ${from}, firstPayment: ${to}, legalFinal: 2030-01-01 }
notes:
  - { name: A, balance: 100.00, coupon: 0% }
  - { name: B, balance: 100.00, coupon: 0% }
  - { name: C, balance: 500.00, coupon: 0% }
  - { name: R, residual: true }
${more}
steps: [ ${steps} { do: pay-principal, notes: [A, B, C] }, { do: pay-residual, to: R } ]
`),
    { balance: money(pool), cutOffDate: undefined, lastMonth: 12 },
  );
  const collections = newCollections(plan);
  collections.balanceAtStart.fill(Number(pool));
  collections.balanceAtEnd.fill(Number(pool));
  const losses: number[] = [];
  set(losses);
  for (const [p, loss] of losses.entries()) collections.losses[p] = loss;
  return runBoth(plan, collections);
}

describe.each(both)('unit cases of an open engine, %s', (runner) => {
  const interestOn = (balance: string, from: string, to: string): number => {
    const run = once(
      from,
      to,
      `accounts: { cash: { opening: ${balance}, interest: ${accountInterest.rate}, covers: [principal] } }`,
    );
    return figures(run)[runner].account('cash', 0) - Number(balance);
  };

  it('interest on an account, flat and with deposits', () => {
    const { flat, deposits, tolerance } = accountInterest;
    near(Number(flat.balance) + interestOn(flat.balance, flat.from, flat.to), flat.after, tolerance);
    const earned = deposits.balances.reduce(
      (sum, [balance, from, to]) => sum + interestOn(balance!, from!, to!),
      0,
    );
    near(Number(deposits.balances.at(-1)![0]) + earned, deposits.after, tolerance);
  });

  it('a reserve above its target and one below', () => {
    const { pool, share, held, target, fixed, short, gap } = reserveTarget;
    const step = '{ do: fund-reserve, reserve: cash },';
    const above = `accounts: { cash: { opening: ${held}, target: ${share} of pool } }`;
    near(
      figures(once('2024-01-01', '2024-02-01', above, step, pool))[runner].account('cash', 0),
      target,
      1e-9,
    );
    const more = `accounts: { cash: { opening: ${short}, target: ${fixed} } }`;
    const run = once('2024-01-01', '2024-02-01', more, step);
    near(figures(run)[runner].account('cash', 0), Number(short), 1e-9);
    const wanted = run.exact.movements.find(({ kind }) => kind === 'reserve')!.due;
    near(moneyToFloat(wanted), gap, 1e-9);
  });

  it('a cap pays what the index is above its strike', () => {
    const { notional, strike, later, index, from, to, payoff, tolerance } = rateCap;
    const more = `
indices: { ibor: [ { date: 2023-01-01, rate: ${index} } ] }
hedges: { cap: { notional: ${notional}, index: ibor, strike: [ { rate: ${strike} }, { from: 2025-01-01, rate: ${later} } ] } }`;
    const run = once(from, to, more);
    const paid = figures(run)[runner].principal('A', 0);
    near(paid, payoff, tolerance);
  });

  it.each(writeOffs)('losses of $loss, the first class first', ({ loss, after }) => {
    const step = '{ do: write-off, notes: [A, B] },';
    const run = once('2024-01-01', '2024-02-01', '', step, '1000', (losses) => losses.push(loss));
    near(figures(run)[runner].balance('A', 0), after[0]!, 1e-9);
    near(figures(run)[runner].balance('B', 0), after[1]!, 1e-9);
  });
});

describe('allocations', () => {
  it.each(allocations.proRata)('$cash pro rata over $claims', ({ claims, cash, paid }) => {
    const got = payClaims(claims.map(money), money(cash), 'pro-rata', 2);
    expect(got.map((one) => moneyToFloat(one.paid))).toEqual(paid);
  });

  it.each(allocations.sequential)('$cash in order over $claims', ({ claims, cash, paid }) => {
    const got = payClaims(claims.map(money), money(cash), 'sequential', 2);
    expect(got.map((one) => moneyToFloat(one.paid))).toEqual(paid);
  });
});
