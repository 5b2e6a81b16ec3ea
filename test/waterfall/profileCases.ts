import type { StepCase } from './stepCases.js';

const R = '{ name: R, residual: true }';
const residual = '{ do: pay-residual, to: R }';
const payA = ['{ do: pay-interest, notes: A }', '{ do: pay-principal, notes: A }', residual];

/** The three distribution profiles, and what a residual is split by. Worked by hand. */
export const profileCases: readonly StepCase[] = [
  {
    // 60 × 0.01 / (1 − 1.01^−3) = 20.4013
    name: 'level installments: interest and principal add up to the same amount',
    pool: 90,
    notes: ['{ name: A, balance: 60.00, coupon: 12%, profile: level-installments, installments: 3 }', R],
    steps: payA,
    months: [
      { interest: 2, principal: 30 },
      { interest: 2, principal: 30 },
      { interest: 2, principal: 30 },
    ],
    expected: {
      'interest A': [0.6, 0.4, 0.2],
      'principal A': [19.8, 20, 20.2],
      'residual R': [11.6, 11.6, 11.6],
    },
  },
  {
    name: 'level installments, in Chinese: what was missed is caught up',
    pool: 90,
    notes: ['{ name: A, balance: 60.00, coupon: 12%, profile: 等额本息, installments: 3 }', R],
    steps: payA,
    months: [
      { interest: 0.6, principal: 10 },
      { interest: 1, principal: 60 },
    ],
    expected: { 'interest A': [0.6, 0.5], 'principal A': [10, 29.8], 'residual R': [0, 30.7] },
  },
  {
    name: 'by units: the class is paid the principal that the pool paid, and no more',
    pool: 90,
    notes: ['{ name: A, balance: 60.00, coupon: 12%, profile: 按比例, holders: { one: 2, two: 1 } }', R],
    steps: payA,
    months: [
      { interest: 3, principal: 10 },
      { interest: 3, principal: 5, prepaid: 1, recoveries: 2 },
    ],
    expected: { 'principal A': [10, 8], 'residual R': [2.4, 2.5], 'balance A': [50, 42] },
  },
  {
    // Half a per cent a month is earned on what waits.
    name: 'interest then principal: what is received early waits until maturity',
    pool: 90,
    notes: [
      '{ name: A, balance: 60.00, coupon: 12%, profile: 先息后本, maturity: 2026-04-01, accumulation: waiting }',
      R,
    ],
    accounts: 'waiting: { target: 100% of A, interest: 6%, covers: [] }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A, from: [waiting, collections] }',
      '{ do: fund-reserve, reserve: waiting, limit: 100% of principal collections }',
      residual,
    ],
    months: [
      { interest: 2, principal: 20 },
      { interest: 2, principal: 30 },
      { interest: 2, principal: 20 },
    ],
    expected: {
      'interest A': [0.6, 0.6, 0.6],
      'principal A': [0, 0, 60],
      'account waiting': [20, 50.1, 0],
      'residual R': [1.4, 1.4, 11.75],
    },
  },
  {
    // Hurdles of 1 % and 2 % a month on 100: 101 then 50.50 left, 102 then 52.02 left.
    name: 'a class to its hurdle, a split to the next one, the rest to the servicer',
    pool: 100,
    notes: ['{ name: S, balance: 100.00, residual: true }', '{ name: F, residual: true }'],
    steps: [
      '{ do: pay-residual, to: S, hurdle: 12% }',
      '{ do: pay-residual, to: { S: 20%, F: 80% }, hurdle: 24% }',
      '{ do: pay-residual, to: F }',
    ],
    months: [{ principal: 51 }, { principal: 40, interest: 20 }, { interest: 5 }],
    expected: { 'residual S': [51, 52.02, 0], 'residual F': [0, 7.98, 5] },
  },
];
