import { describe, expect, it } from 'vitest';
import { formatMoney, money, roundMoney, sum } from '#basics/money.js';
import { newCollections } from '#waterfall/availableFunds.js';
import { holderPayments } from '#waterfall/exact/holderPayments.js';
import { negativeCarry } from '#waterfall/exact/negativeCarry.js';
import { runExact } from '#waterfall/exact/runExact.js';
import { levelInstallment } from '#waterfall/levelBalances.js';
import { planPayments } from '#waterfall/plan.js';
import { planned, terms } from './runs.js';

const deal = (note: string, more = '') => `
name: profiles
currency: CNY
dates: { cutOff: 2026-01-01, legalFinal: 2026-07-01 }
dayCount: 30/360
notes: [ { name: A, balance: 100.00, coupon: 12%, ${note} }, { name: R, residual: true } ]
${more}
`;
const pool = { balance: money('100'), cutOffDate: undefined, lastMonth: 6 };
const plain =
  'steps: [ { do: pay-interest, notes: A }, { do: pay-principal, notes: A }, { do: pay-residual, to: R } ]';
const waiting = `accounts: { waiting: { target: 100% of A, interest: 6%, covers: [] } }
steps: [ { do: pay-interest, notes: A }, { do: pay-principal, notes: A, from: [waiting, collections] }, { do: fund-reserve, reserve: waiting, limit: 100% of principal collections }, { do: pay-residual, to: R } ]`;

/** Source documents: level installments, as an annuity table has them (PMT of 100,000 at 0.5 % over 360: 599.55). */
it.each([
  ['100000', '0.005', 360, '599.55'],
  ['100000', '0.01', 12, '8884.88'],
  ['1200', '0', 12, '100.00'],
])('a level installment of %s at %s over %i', (balance, rate, count, expected) => {
  const exact = levelInstallment(money(balance), money(rate), count);
  expect(formatMoney(roundMoney(exact, 2), 2)).toBe(expected);
});

it('holders get what their class gets, to the cent, by units', () => {
  const plan = planned(
    terms(deal('profile: 按比例, holders: { first: 1, second: 1, third: 1 }', plain)),
    pool,
  );
  const collections = newCollections(plan);
  collections.interest[0] = 1;
  collections.scheduledPrincipal[0] = 50;
  const [{ holders }] = holderPayments(runExact(plan, collections)) as [
    ReturnType<typeof holderPayments>[number],
  ];
  // 1.00 of interest in thirds leaves a cent, which the first of equal remainders gets.
  expect(holders.map(({ rows }) => formatMoney(rows[0]!.interest, 2))).toEqual(['0.34', '0.33', '0.33']);
  expect(holders.map(({ rows }) => formatMoney(rows[0]!.principal, 2))).toEqual(['16.67', '16.67', '16.66']);
});

it('negative carry is the coupon on what waits less what it earns', () => {
  const text = deal('profile: 先息后本, maturity: 2026-04-01, accumulation: waiting', waiting);
  const plan = planned(terms(text), pool);
  const collections = newCollections(plan);
  collections.scheduledPrincipal[0] = 40;
  collections.interest[0] = 1;
  const [{ rows }] = negativeCarry(runExact(plan, collections)) as [ReturnType<typeof negativeCarry>[number]];
  // 40 wait in February: 0.40 of coupon, 0.20 earned.
  expect(formatMoney(rows[1]!.negativeCarry, 2)).toBe('0.20');
  expect(rows.map(({ held }) => formatMoney(held, 2)).slice(0, 2)).toEqual(['0.00', '40.00']);
});

describe('closing', () => {
  it('adds up to zero, with a discount, a part unsold, fees and a reserve', () => {
    const text = deal(
      'issuePrice: 99%, sold: 90%',
      `poolPrice: 98%
accounts: { reserve: { opening: 2.00, covers: [interest] } }
fees: [ { name: underwriting, rate: 1%, of: initial notes, per: closing } ]
${plain}`,
    );
    const { closing } = planned(terms(text), pool);
    // 99.00 at issue price, a tenth of it unsold; price 98.00, fee 1.00, reserve 2.00: 2.00 short.
    const amounts = closing.lines.map(({ kind, amount }) => `${kind} ${formatMoney(amount, 2)}`);
    expect(amounts).toEqual([
      'proceeds 89.10',
      'unsold 9.90',
      'pool-price -98.00',
      'fee -1.00',
      'reserve -2.00',
      'paid-by-originator 2.00',
    ]);
    expect(formatMoney(sum(closing.lines.map(({ amount }) => amount)), 2)).toBe('0.00');
    expect(formatMoney(closing.cashToOriginator, 2)).toBe('86.10');
  });
});

it.each([
  [
    'profile: level-installments, installments: 24',
    plain,
    'class A has 24 installments and the deal 6 payments; the rest falls due at legal final',
  ],
  [
    'profile: 先息后本, maturity: 2027-01-01, accumulation: waiting',
    waiting,
    'class A matures 2027-01-01, after legal final 2026-07-01',
  ],
  [
    'profile: 先息后本, maturity: 2026-01-15, accumulation: waiting',
    waiting,
    'class A matures 2026-01-15, by the first payment: nothing waits',
  ],
])('warns of %s', (note, steps, message) => {
  const { problems } = planPayments(terms(deal(note, steps)), pool);
  expect(problems.filter(({ code }) => code === 'profile-cut-short').map((one) => one.message)).toEqual([
    message,
  ]);
});
