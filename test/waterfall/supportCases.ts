import type { StepCase } from './stepCases.js';

const A = '{ name: A, balance: 60.00, coupon: 12% }';
const R = '{ name: R, residual: true }';
const residual = '{ do: pay-residual, to: R }';

/** Money from outside that is lent, repaid, and paid for; reserves filled from collections. Worked by hand. */
export const supportCases: readonly StepCase[] = [
  {
    // Commitment 1 % a month of what is left, interest 2 % a month of what is drawn.
    name: 'a liquidity facility is drawn for interest, repaid before principal, and drawn again',
    pool: 90,
    notes: [A, R],
    supports: 'facility: { kind: liquidity, limit: 5.00, covers: [interest] }',
    fees: ['{ name: commitment, rate: 12%, of: facility }', '{ name: draws, rate: 24%, of: drawn facility }'],
    steps: [
      '{ do: pay-fees, fees: [commitment, draws] }',
      '{ do: pay-interest, notes: A }',
      '{ do: repay-support, supports: facility }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{ interest: 0.05 }, { interest: 1 }, { interest: 0 }],
    expected: {
      'fee commitment': [0.05, 0.04, 0],
      'fee draws': [0, 0.01, 0],
      'interest A': [0.6, 0.6, 0.6],
      'account facility': [4.4, 4.75, 4.15],
      'principal A': [0, 0, 0],
    },
  },
  {
    name: 'a guarantee that is reimbursed is not restored',
    pool: 90,
    notes: [A, R],
    supports: 'guarantor: { limit: 5.00, covers: [interest], restores: false }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: repay-support, supports: guarantor }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{ interest: 0.45 }, { interest: 1 }, { interest: 0.3 }],
    expected: {
      'interest A': [0.6, 0.6, 0.6],
      'account guarantor': [4.85, 4.85, 4.55],
      'principal A': [0, 0.25, 0],
    },
  },
  {
    // 10 of 90 is 11.1 %, which 12 % is not below; 20 of 90 is past it, on the date itself.
    name: 'a provider related to the pool fails once more than its share has defaulted',
    pool: 90,
    notes: [A, R],
    supports: 'guarantor: { limit: 5.00, covers: [interest], defaultsAbove: 12% }',
    steps: ['{ do: pay-interest, notes: A }', '{ do: pay-principal, notes: A }', residual],
    months: [{ interest: 0 }, { interest: 0, defaulted: 10 }, { interest: 0, defaulted: 10 }],
    expected: {
      'interest A': [0.6, 0.6, 0],
      'account guarantor': [4.4, 3.8, 0],
      'principal A': [0, 0, 0],
    },
  },
  {
    name: 'what a failed provider had lent is still repaid, but cannot be drawn again',
    pool: 90,
    notes: [A, R],
    supports: 'facility: { kind: liquidity, limit: 5.00, covers: [interest], defaultsOn: 2026-03-01 }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: repay-support, supports: facility }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{}, { interest: 0.9 }, { interest: 2 }, {}],
    expected: {
      'interest A': [0.6, 0.6, 0.6, 0],
      'account facility': [4.4, 0.3, 0.3, 0],
      'principal A': [0, 0, 1.1, 0],
    },
  },
  {
    name: 'a reserve that takes at most half of the interest collected',
    pool: 90,
    notes: [A, R],
    accounts: 'reserve: { target: 1.50, covers: [interest] }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: fund-reserve, reserve: reserve, limit: 50% of interest collections }',
      '{ do: pay-principal, notes: A, target: principal-collections }',
      residual,
    ],
    months: [{ interest: 2 }, { interest: 2 }, { interest: 0.2 }],
    expected: {
      'account reserve': [1, 1.5, 1.1],
      'residual R': [0.4, 0.9, 0],
    },
  },
  {
    name: 'a fee of two classes',
    pool: 90,
    notes: [A, '{ name: B, balance: 30.00, coupon: 12% }', R],
    fees: ['{ name: custody, rate: 12%, of: A + B }'],
    steps: [
      '{ do: pay-fees, fees: custody }',
      '{ do: pay-interest, notes: [A, B] }',
      '{ do: pay-principal, notes: [A, B] }',
      residual,
    ],
    months: [{ interest: 1.8, principal: 40 }, { interest: 1 }],
    expected: { 'fee custody': [0.9, 0.5], 'principal A': [40, 0] },
  },
];
