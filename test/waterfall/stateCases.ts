import type { StepCase } from './stepCases.js';

const A = '{ name: A, balance: 60.00, coupon: 12% }';
const B = '{ name: B, balance: 30.00, coupon: 12% }';
const R = '{ name: R, residual: true }';
const interest = '{ do: pay-interest, notes: [A, B] }';
const principal = '{ do: pay-principal, notes: [A, B], target: principal-collections }';
const residual = '{ do: pay-residual, to: R }';
const steps = [interest, principal, residual];

/** What triggers measure and do. Worked by hand. */
export const stateCases: readonly StepCase[] = [
  {
    name: 'a trigger that must hold twice in a row',
    pool: 90,
    notes: [A, B, R],
    triggers: ['{ name: thin, when: interestCoverage < 100%, consecutive: 2, curable: true }'],
    steps,
    months: [{ interest: 0.5 }, { interest: 3 }, { interest: 0.5 }, { interest: 0.5 }, { interest: 9 }],
    expected: { 'inForce thin': [0, 0, 0, 1, 0] },
  },
  {
    // A alone is covered while A and B together are not.
    name: 'coverage of one class and of two',
    pool: 90,
    notes: [A, B, R],
    triggers: [
      '{ name: senior, when: interestCoverage(A) < 100%, curable: true }',
      '{ name: both, when: interestCoverage(A + B) < 100%, curable: true }',
      '{ name: backed, when: assetCoverage(A + B) < 95%, curable: true }',
    ],
    steps,
    months: [{ interest: 0.7 }, { interest: 1.5, defaulted: 5 }],
    // Month 2: 85 of pool and 1.50 of cash over 90 of classes is 96 %; month 3: 85 over 90 is 94 %.
    expected: { 'inForce senior': [0, 0, 1], 'inForce both': [1, 0, 1], 'inForce backed': [0, 0, 1] },
  },
  {
    // A year's defaults over the balance: 0.9 of 90 is 12 %; the average with a month without any is 6 %.
    name: 'default, loss and delinquency rates',
    pool: 90,
    notes: [A, B, R],
    triggers: [
      '{ name: defaults, when: defaultRate > 11%, curable: true }',
      '{ name: losses, when: lossRate > 5%, curable: true }',
      '{ name: late, when: delinquencyRate(60) > 10%, curable: true }',
    ],
    steps,
    months: [{ interest: 1, defaulted: 0.9, losses: 0.5 }, { interest: 1, late60: 9 }, { interest: 1 }],
    expected: { 'inForce defaults': [1, 0, 0], 'inForce losses': [1, 0, 0], 'inForce late': [0, 1, 0] },
  },
  {
    name: 'what an account holds is measured against the pool at the cut-off',
    pool: 100,
    notes: [A, R],
    accounts: 'reserve: { opening: 3.00, covers: [interest] }',
    triggers: ['{ name: short, when: account(reserve) < 2.5%, curable: true }'],
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A }',
      residual,
      '{ do: transfer, from: reserve, to: collections, when: short }',
    ],
    months: [{}, { interest: 0.6 }, { interest: 0.6 }],
    // 0.60 of interest from the reserve: 2.40 from the second date on.
    expected: { 'inForce short': [0, 1, 1], 'account reserve': [2.4, 0, 0] },
  },
  {
    name: 'acceleration lifts lockout, plan and target',
    pool: 90,
    notes: [A.replace('12% }', '12%, lockout: 2030-01-01 }'), R],
    triggers: ['{ name: speed, when: cumulativeDefaultRate > 5%, then: accelerate }'],
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A, target: principal-collections }',
      residual,
    ],
    months: [
      { interest: 2, principal: 10 },
      { interest: 2, principal: 10, defaulted: 9 },
    ],
    expected: { 'principal A': [0, 11.4], 'residual R': [11.4, 0] },
  },
  {
    name: 'an event of default pays the residual nothing until the classes are repaid',
    pool: 90,
    notes: [A, R],
    triggers: ['{ name: eod, when: carriedInterest(A) > 0%, then: event-of-default }'],
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A, target: principal-collections }',
      residual,
    ],
    months: [{}, { interest: 30 }, { interest: 40 }],
    // 0.60 is carried; month 2: 1.20 of interest, 28.80 of principal; month 3: 0.31 and 31.20.
    expected: { 'principal A': [0, 28.8, 31.2], 'residual R': [0, 0, 8.49] },
  },
  {
    name: 'the pool is sold at the price of the trigger that calls',
    pool: 90,
    notes: [A, B, R],
    triggers: [
      '{ name: option, when: paymentDate >= 2026-04-01, then: call, price: 98% }',
      '{ name: cleanup, when: poolFactor <= 60%, then: call, price: 101% }',
    ],
    steps,
    months: [
      { interest: 1, principal: 10 },
      { interest: 1, principal: 30 },
      { interest: 9, principal: 9 },
    ],
    // 50 of 90 is 56 %: sold for 50.50, with 30 of collections; owed are 50 and 30.
    expected: { 'principal A': [10, 50, 0], 'principal B': [0, 30, 0], 'residual R': [0.1, 0.7, 0] },
  },
  {
    name: 'a rating told by hand',
    pool: 90,
    notes: [A, B, R],
    more: [
      'ratings: { scale: [AAA, AA+, AA, A], of: { guarantor: [ { from: 2025-01-01, grade: AA+ }, { from: 2026-03-15, grade: A } ] } }',
    ],
    triggers: ['{ name: downgrade, when: rating(guarantor) < AA, then: sequential }'],
    steps: [interest, principal.replace('[A, B]', '[A, B], share: pro-rata'), residual],
    months: [
      { interest: 1, principal: 9 },
      { interest: 1, principal: 9 },
      { interest: 1, principal: 9 },
    ],
    expected: { 'inForce downgrade': [0, 0, 1], 'principal A': [6, 6, 9] },
  },
];
