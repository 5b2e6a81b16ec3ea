import { profileCases } from './profileCases.js';
import { stateCases } from './stateCases.js';
import { supportCases } from './supportCases.js';

/**
 * What each payment step means, as cases that both runners must meet. A case is a small deal on months of 1/12
 * year (30/360), paid from `months` of collections; `expected` gives figures by month. A coupon of 12 % is 1 a
 * month on 100. The pool opens with `pool`, and each month's principal and defaults come off it.
 */
export interface StepCase {
  readonly name: string;
  readonly pool: number;
  readonly notes: readonly string[];
  readonly accounts?: string;
  readonly supports?: string;
  /** Further lines of the deal file: collect, amounts, indices, hedges, ledgers. */
  readonly more?: readonly string[];
  readonly fees?: readonly string[];
  readonly triggers?: readonly string[];
  readonly steps: readonly string[];
  readonly months: readonly Month[];
  /** `kind name` to the figure of each month: `interest A`, `balance B`, `fee servicing`, `account reserve`, `ledger deficiency`. */
  readonly expected: { readonly [figure: string]: readonly number[] };
}

export interface Month {
  readonly interest?: number;
  readonly principal?: number;
  readonly prepaid?: number;
  readonly defaulted?: number;
  readonly recoveries?: number;
  readonly losses?: number;
  /** Of the balance at the end: more than 60 days late. */
  readonly late60?: number;
}

const A = '{ name: A, balance: 60.00, coupon: 12% }';
const B = '{ name: B, balance: 30.00, coupon: 12% }';
const R = '{ name: R, residual: true }';
const interest = '{ do: pay-interest, notes: [A, B] }';
const principal = '{ do: pay-principal, notes: [A, B] }';
const residual = '{ do: pay-residual, to: R }';

export const stepCases: readonly StepCase[] = [
  ...supportCases,
  ...profileCases,
  ...stateCases,
  {
    name: 'interest in order: the first in full, the second what is left, the rest carried without interest',
    pool: 90,
    notes: [A, B, R],
    steps: [interest, principal, residual],
    months: [{ interest: 0.75 }, { interest: 1 }, { interest: 1.4 }],
    expected: {
      'interest A': [0.6, 0.6, 0.6],
      'interest B': [0.15, 0.4, 0.35],
      'shortfall B': [0.15, 0.05, 0],
      'principal A': [0, 0, 0.45],
      'residual R': [0, 0, 0],
      'balance B': [30, 30, 30],
    },
  },
  {
    name: 'interest pro rata by what is due',
    pool: 90,
    notes: [A, B, R],
    steps: [interest.replace('] }', '], share: pro-rata }'), principal, residual],
    months: [{ interest: 0.45 }, { interest: 3 }],
    expected: { 'interest A': [0.3, 0.9], 'interest B': [0.15, 0.45], 'principal A': [0, 1.65] },
  },
  {
    name: 'a remainder of cents goes to the largest remainder',
    pool: 90,
    notes: [A, B, R],
    steps: [interest, principal.replace('] }', '], share: pro-rata }'), residual],
    months: [{ interest: 0.9, principal: 10 }],
    expected: { 'principal A': [6.67], 'principal B': [3.33] },
  },
  {
    name: 'carried interest that earns interest',
    pool: 90,
    notes: [A, B.replace('12% }', '12%, unpaidInterest: carried-with-interest }'), R],
    steps: [interest, principal, residual],
    months: [{ interest: 0.6 }, { interest: 0.6 }, { interest: 2 }],
    expected: { 'interest B': [0, 0, 0.91], 'shortfall B': [0.3, 0.6, 0], 'principal A': [0, 0, 0.49] },
  },
  {
    name: 'capitalized interest is part of the balance',
    pool: 90,
    notes: [A, B.replace('12% }', '12%, unpaidInterest: capitalized }'), R],
    steps: [
      '{ do: pay-interest, notes: A }',
      principal.replace('[A, B]', 'A'),
      '{ do: pay-interest, notes: B }',
      principal.replace('[A, B]', 'B'),
      residual,
    ],
    months: [{ interest: 0.6, principal: 60 }, { interest: 0.2 }, { interest: 1, principal: 30 }],
    expected: { 'balance B': [30.3, 30.4, 0], 'interest B': [0, 0.2, 0.3], 'residual R': [0, 0, 0.3] },
  },
  {
    name: 'lost interest is not owed again',
    pool: 90,
    notes: [A, B.replace('12% }', '12%, unpaidInterest: lost }'), R],
    steps: [interest, principal, residual],
    months: [{ interest: 0.6 }, { interest: 2 }],
    expected: { 'interest B': [0, 0.3], 'shortfall B': [0.3, 0], 'principal A': [0, 1.1] },
  },
  {
    name: 'turbo: all that is left repays, the residual gets nothing before the classes are repaid',
    pool: 90,
    notes: [A, B, R],
    steps: [interest, principal, residual],
    months: [
      { interest: 2, principal: 60 },
      { interest: 2, principal: 30 },
    ],
    expected: {
      'principal A': [60, 0],
      'principal B': [1.1, 28.9],
      'residual R': [0, 32 - 28.9 - 0.29],
      'balance B': [28.9, 0],
    },
  },
  {
    name: 'principal collections only: excess spread flows on, and steps share the limit',
    pool: 90,
    notes: [A, B, R],
    steps: [
      interest,
      '{ do: pay-principal, notes: A, target: principal-collections }',
      '{ do: pay-principal, notes: B, target: principal-collections }',
      residual,
    ],
    months: [
      { interest: 2, principal: 50, prepaid: 5, recoveries: 1 },
      { interest: 2, principal: 10 },
    ],
    expected: {
      'principal A': [56, 4],
      'principal B': [0, 6],
      'residual R': [1.1, 1.66],
    },
  },
  {
    name: 'pool decline: excess spread makes good for defaults',
    pool: 90,
    notes: [A, B, R],
    steps: [interest, '{ do: pay-principal, notes: [A, B], target: pool-decline }', residual],
    months: [
      { interest: 2, principal: 10, defaulted: 1 },
      { interest: 0.79, principal: 5, defaulted: 3 },
    ],
    expected: { 'principal A': [11, 5], 'residual R': [0.1, 0] },
  },
  {
    name: 'overcollateralization builds up to a share of the pool, then is released, down to its floor',
    pool: 100,
    notes: [A, B, R],
    steps: [
      interest,
      '{ do: pay-principal, notes: [A, B], target: { overcollateralization: 15% of pool, floor: 11.00 } }',
      residual,
    ],
    months: [
      { interest: 3, principal: 10 },
      { interest: 3, principal: 10 },
      { interest: 1, principal: 50 },
    ],
    expected: {
      'principal A': [12.1, 9.9, 38],
      'principal B': [0, 0, 11],
      'residual R': [0, 3 + 10 - 9.9 - 0.78, 1 + 50 - 49 - 0.68],
      'balance B': [30, 30, 19],
    },
  },
  {
    name: 'a fee of the opening performing balance; what is not paid is carried',
    pool: 120,
    notes: [A, R],
    fees: ['{ name: servicing, rate: 1%, of: pool }'],
    steps: [
      '{ do: pay-fees, fees: servicing }',
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{ interest: 0.04, principal: 0, defaulted: 60 }, { interest: 1 }],
    expected: { 'fee servicing': [0.04, 0.11], 'interest A': [0, 0.89], 'shortfall A': [0.6, 0.31] },
  },
  {
    name: 'fees: once, each payment, each year, of income, of classes; lost where the deal says so; capped',
    pool: 120,
    notes: [A, R],
    fees: [
      '{ name: once, amount: 1.00, per: once }',
      '{ name: each, amount: 0.20, unpaid: lost }',
      '{ name: yearly, amount: 12.00, per: year }',
      '{ name: tax, rate: 3%, of: interest }',
      '{ name: custody, rate: 2%, of: notes }',
      '{ name: issue, rate: 1%, of: initial notes }',
    ],
    steps: [
      '{ do: pay-fees, fees: [tax, once], cap: 0.50 }',
      '{ do: pay-fees, fees: [yearly, custody, issue] }',
      '{ do: pay-fees, fees: each }',
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{ interest: 1.7 }, { interest: 3 }],
    expected: {
      'fee tax': [0.05, 0.09],
      'fee once': [0.45, 0.41],
      'fee yearly': [1, 1],
      'fee custody': [0.1, 0.1],
      'fee issue': [0.05, 0.05],
      'fee each': [0.05, 0.2],
      'interest A': [0, 1.15],
    },
  },
  {
    name: 'fees pro rata by what is due',
    pool: 60,
    notes: [A, R],
    fees: ['{ name: manager, amount: 3.00 }', '{ name: custodian, amount: 1.00 }'],
    steps: [
      '{ do: pay-fees, fees: [manager, custodian], share: pro-rata }',
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{ interest: 2 }, { interest: 8 }],
    expected: { 'fee manager': [1.5, 4.5], 'fee custodian': [0.5, 1.5], 'interest A': [0, 1.2] },
  },
  {
    name: 'a reserve fills up, stands in for interest, and is released when no class has a balance',
    pool: 60,
    notes: [A, R],
    accounts: 'reserve: { target: 2% of initial notes }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: fund-reserve, reserve: reserve }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{ interest: 1.4 }, { interest: 1.5 }, { interest: 0.1 }, { principal: 60, interest: 2 }, {}],
    expected: {
      'account reserve': [0.8, 1.2, 0.7, 1.2, 0],
      'interest A': [0.6, 0.6, 0.6, 0.6, 0],
      'principal A': [0, 0.5, 0, 59.5, 0],
      'residual R': [0, 0, 0, 1.4, 1.2],
    },
  },
  {
    name: 'a reserve paid in at closing, with a floor, whose surplus goes back to collections; cap before floor',
    pool: 60,
    notes: [A, R],
    accounts: 'reserve: { opening: 3.00, target: 10% of notes, floor: 1.00, cap: 2.50 }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: fund-reserve, reserve: reserve }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{ interest: 0.6 }, { interest: 0.6, principal: 49.5 }, { interest: 0.1 }],
    expected: {
      'account reserve': [2.5, 2.5, 1],
      'principal A': [0.5, 49.5, 1.5],
      'balance A': [59.5, 10, 8.5],
    },
  },
  {
    name: 'a reserve that is only topped up keeps its surplus',
    pool: 60,
    notes: [A, R],
    accounts: 'reserve: { target: 10% of notes }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: fund-reserve, reserve: reserve, release: false }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{ interest: 6.6 }, { interest: 0.6, principal: 30 }],
    expected: { 'account reserve': [6, 6], 'principal A': [0, 30] },
  },
  {
    name: 'sources are drawn in their order, and only those that a step names',
    pool: 90,
    notes: [A, B, R],
    accounts: 'reserve: { opening: 1.00, target: 1.00, covers: [] }',
    steps: [
      '{ do: pay-interest, notes: A, from: [reserve, collections] }',
      '{ do: pay-interest, notes: B }',
      '{ do: fund-reserve, reserve: reserve, release: false }',
      principal,
      residual,
    ],
    months: [{ interest: 0.2 }, { interest: 0.5 }],
    expected: { 'account reserve': [0.4, 0], 'interest B': [0.2, 0.3], 'shortfall B': [0.1, 0.1] },
  },
  {
    name: 'a trigger turns pro rata into order, for good',
    pool: 100,
    notes: [A, B, R],
    triggers: ['{ name: defaults, when: cumulativeDefaultRate > 2%, then: sequential }'],
    steps: [interest, principal.replace('] }', '], share: pro-rata }'), residual],
    months: [
      { principal: 9, interest: 0.9, defaulted: 2 },
      { principal: 9, interest: 0.81, defaulted: 0.02 },
      { principal: 9, interest: 0.72 },
    ],
    expected: {
      'principal A': [6, 9, 9],
      'principal B': [3, 0, 0],
      'inForce defaults': [0, 1, 1],
    },
  },
  {
    name: 'a curable trigger traps spread while it lasts; a share met to the cent is not a breach',
    pool: 100,
    notes: [A, B, R],
    triggers: ['{ name: thin, when: overcollateralization < 10%, then: trap, curable: true }'],
    steps: [interest, '{ do: pay-principal, notes: [A, B], target: principal-collections }', residual],
    months: [{ interest: 1 }, { interest: 1, defaulted: 1 }, { interest: 1, principal: 19 }, { interest: 1 }],
    expected: {
      'inForce thin': [0, 1, 0, 0],
      'residual R': [0.1, 0, 0.2, 0.29],
      'account collections': [0, 0.1, 0, 0],
    },
  },
  {
    name: 'steps run only while triggers say so',
    pool: 90,
    notes: [A, B, R],
    triggers: ['{ name: late, when: paymentDate >= 2026-03-01 }'],
    steps: [
      '{ do: pay-interest, notes: [A, B] }',
      '{ do: pay-principal, notes: [B], unless: late }',
      '{ do: pay-principal, notes: [A, B], when: late }',
      residual,
    ],
    months: [
      { interest: 0.9, principal: 10 },
      { interest: 0.8, principal: 10 },
    ],
    expected: { 'principal A': [0, 10], 'principal B': [10, 0], 'inForce late': [0, 1] },
  },
  {
    name: 'pool and note factors, losses, and test windows',
    pool: 100,
    notes: [A, B, R],
    triggers: [
      '{ name: small, when: poolFactor <= 50%, then: trap }',
      '{ name: repaid, when: noteFactor < 60%, then: trap }',
      '{ name: lossy, when: cumulativeLossRate >= 1%, then: trap }',
      '{ name: early, when: poolFactor > 0%, then: trap, from: 2026-03-01, until: 2026-03-31 }',
    ],
    steps: [interest, principal, residual],
    months: [{ principal: 40, losses: 1 }, { principal: 10 }, { principal: 10 }],
    expected: {
      'inForce small': [0, 1, 1],
      'inForce repaid': [0, 1, 1],
      'inForce lossy': [1, 1, 1],
      'inForce early': [0, 1, 1],
    },
  },
  {
    name: 'at legal final the reserve repays principal and nothing is kept',
    pool: 60,
    notes: [A, R],
    accounts: 'reserve: { target: 2.00 }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: fund-reserve, reserve: reserve }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    // The legal final date is payment 6; defaults leave the class short.
    months: [{ interest: 3, principal: 30, defaulted: 30 }, {}, {}, {}, {}, {}],
    expected: {
      'account reserve': [2, 1.7, 1.4, 1.1, 0.8, 0],
      'principal A': [30.4, 0, 0, 0, 0, 0.5],
      'balance A': [29.6, 29.6, 29.6, 29.6, 29.6, 29.1],
    },
  },
  {
    name: 'a guarantee pays what it covers after collections and accounts, also when the pool is gone, to its limit',
    pool: 60,
    notes: [A, R],
    accounts: 'reserve: { opening: 0.10, target: 0.10, covers: [interest] }',
    supports: 'guarantor: { limit: 1.00, covers: [interest] }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: fund-reserve, reserve: reserve }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [{ interest: 0.2, defaulted: 60 }, {}, {}, { recoveries: 10 }],
    expected: {
      'interest A': [0.6, 0.6, 0.1, 1.1],
      'account guarantor': [0.7, 0.1, 0, 0],
      'account reserve': [0, 0, 0, 0.1],
      'principal A': [0, 0, 0, 8.8],
      'residual R': [0, 0, 0, 0],
    },
  },
  {
    name: 'support and reserve pay the principal that they cover when it is due, on the legal final date',
    pool: 60,
    notes: [A, R],
    accounts: 'reserve: { opening: 1.00, target: 1.00, covers: [principal] }',
    supports: 'guarantor: { limit: 5.00, covers: [principal] }',
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A }',
      '{ do: fund-reserve, reserve: reserve, release: false }',
      residual,
    ],
    months: [{ interest: 0.6, principal: 50, defaulted: 10 }, {}, {}, {}, {}, { recoveries: 3.5 }],
    expected: {
      'principal A': [50, 0, 0, 0, 0, 9],
      'account guarantor': [5, 5, 5, 5, 5, 0],
      'account reserve': [1, 1, 1, 1, 1, 0],
      'balance A': [10, 10, 10, 10, 10, 1],
    },
  },
  {
    name: 'no collections at all: nothing is paid and nothing breaks',
    pool: 90,
    notes: [A, B, R],
    fees: ['{ name: servicing, rate: 1%, of: pool }'],
    steps: ['{ do: pay-fees, fees: servicing }', interest, principal, residual],
    months: [{}, {}],
    expected: {
      'interest A': [0, 0],
      'shortfall A': [0.6, 1.2],
      'fee servicing': [0, 0],
      'balance A': [60, 60],
    },
  },
  {
    name: 'income and principal ledgers: principal lent to interest is made good from later income',
    pool: 90,
    notes: [A, B, R],
    accounts: 'income: {}, principal: {}',
    more: [
      'collect: { interest: income, principal: principal, recoveries: income }',
      'ledgers: { deficiency: { debit: defaults } }',
    ],
    steps: [
      '{ do: pay-interest, notes: [A, B], from: [income, principal], lends: deficiency }',
      '{ do: transfer, from: income, to: principal, ledger: deficiency }',
      '{ do: pay-principal, notes: [A, B], from: principal }',
      '{ do: pay-residual, to: R, from: income }',
      '{ do: pay-residual, to: R, from: principal }',
    ],
    // Month 1: 0.4 of 0.9 is lent, 2 default. Month 2: A owes 54.4, so 0.844 is due; 5 − 0.844 makes good 2.4.
    months: [
      { interest: 0.5, principal: 6, defaulted: 2 },
      { interest: 5, principal: 10 },
    ],
    expected: {
      'interest A': [0.6, 0.54],
      'interest B': [0.3, 0.3],
      'ledger deficiency': [2.4, 0],
      'principal A': [5.6, 12.4],
      'residual R': [0, 5 - 0.84 - 2.4],
    },
  },
  {
    name: 'a ledger with a limit passes what is beyond on to the ledger behind it',
    pool: 90,
    notes: [A, B, R],
    more: ['ledgers: { low: { debit: losses, limit: 100% of B, overflow: high }, high: { debit: none } }'],
    steps: [
      interest,
      '{ do: transfer, to: kept, ledger: high }',
      '{ do: pay-principal, notes: [A, B], target: principal-collections }',
      '{ do: transfer, to: kept, ledger: low }',
      residual,
      '{ do: pay-residual, to: R, from: kept }',
    ],
    accounts: 'kept: {}',
    months: [
      { interest: 0.9, losses: 35 },
      { interest: 6.9, losses: 1 },
    ],
    expected: { 'ledger low': [30, 30], 'ledger high': [5, 0], 'residual R': [0, 6] },
  },
  {
    name: 'account interest is earned on what the account held, on 31 and 28 days',
    pool: 90,
    notes: [A, B, R],
    accounts: 'reserve: { opening: 1000.00, interest: 3%, dayCount: act/365, covers: [] }',
    steps: [interest, principal, residual, '{ do: pay-residual, to: R, from: reserve, when: never }'],
    triggers: ['{ name: never, when: paymentDate > 2030-01-01 }'],
    months: [{ interest: 0.9 }, { interest: 0.9 }],
    // 1000 × 3 % × 31/365 = 2.5479 → 2.55; then 1002.55 × 3 % × 28/365 = 2.3072 → 2.31
    expected: { 'account reserve': [1002.55, 1004.86] },
  },
  {
    name: 'a swap settles net, either way, on what the class owes',
    pool: 90,
    notes: [A, B, R],
    more: [
      'indices: { ibor: [ { date: 2026-01-01, rate: 2% }, { date: 2026-02-01, rate: 8% } ] }',
      'hedges: { swap: { notional: 100% of A, pay: 5%, receive: { index: ibor } } }',
    ],
    steps: [
      '{ do: pay-fees, fees: swap }',
      interest,
      '{ do: pay-principal, notes: [A, B], target: principal-collections }',
      residual,
    ],
    months: [{ interest: 3 }, { interest: 3 }],
    // 60 × (2 % − 5 %) / 12 = −0.15; 60 × (8 % − 5 %) / 12 = 0.15
    expected: { 'fee swap': [0.15, 0], 'residual R': [1.95, 2.25] },
  },
  {
    name: 'a cap pays above its strike, which steps',
    pool: 90,
    notes: [A, B, R],
    more: [
      'indices: { ibor: [ { date: 2026-01-01, rate: 4% } ] }',
      'hedges: { cap: { notional: 1200.00, index: ibor, strike: [ { rate: 3.5% }, { from: 2026-02-16, rate: 4% } ] } }',
    ],
    steps: [interest, '{ do: pay-principal, notes: [A, B], target: principal-collections }', residual],
    months: [{ interest: 0.9 }, { interest: 0.9 }, { interest: 0.9 }],
    // 1200 × 0.5 % / 12 = 0.5; the strike rises on the 16th of 30 days: half of it
    expected: { 'residual R': [0.5, 0.25, 0] },
  },
  {
    name: 'a floating coupon is fixed before its period; cap and floor hold; a margin steps',
    pool: 90,
    notes: [
      '{ name: A, balance: 60.00, coupon: { index: ibor, margin: [ { rate: 1% }, { from: 2026-04-01, rate: 3% } ], floor: 2%, cap: 12% } }',
      R,
    ],
    more: [
      'indices: { ibor: [ { date: 2026-01-01, rate: 5% }, { date: 2026-01-15, rate: 15% }, { date: 2026-02-20, rate: 0.5% } ] }',
    ],
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A, target: principal-collections }',
      '{ do: pay-residual, to: R }',
    ],
    months: [{ interest: 1 }, { interest: 1 }, { interest: 1 }, { interest: 1 }],
    // 6 %, then min(16 %, 12 %), then max(1.5 %, 2 %), then 3.5 %
    expected: { 'interest A': [0.3, 0.6, 0.1, 0.175 + 0.005] },
  },
  {
    name: 'a fixing inside the period splits it where the coupon says so',
    pool: 90,
    notes: ['{ name: A, balance: 60.00, coupon: { index: ibor, resets: fixing } }', R],
    more: ['indices: { ibor: [ { date: 2026-01-01, rate: 6% }, { date: 2026-01-16, rate: 12% } ] }'],
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A, target: principal-collections }',
      '{ do: pay-residual, to: R }',
    ],
    months: [{ interest: 1 }, { interest: 1 }],
    expected: { 'interest A': [0.45, 0.6] },
  },
  {
    name: 'a coupon that steps up inside a period',
    pool: 90,
    notes: ['{ name: A, balance: 60.00, coupon: [ { rate: 6% }, { from: 2026-02-16, rate: 12% } ] }', R],
    steps: [
      '{ do: pay-interest, notes: A }',
      '{ do: pay-principal, notes: A, target: principal-collections }',
      '{ do: pay-residual, to: R }',
    ],
    months: [{ interest: 1 }, { interest: 1 }, { interest: 1 }],
    expected: { 'interest A': [0.3, 0.45, 0.6] },
  },
  {
    name: 'named amounts: cash in, a reported fee, and a figure off the pool',
    pool: 90,
    notes: [A, B, R],
    fees: ['{ name: costs, reported: told }'],
    more: [
      'amounts: { extra: { into: collections, schedule: [ { from: 2026-03-01, amount: 2.00 } ] }, told: { schedule: [ { from: 2026-02-01, amount: 0.50 } ] }, supplement: { schedule: [ { from: 2026-02-01, amount: 4.00 } ] } }',
    ],
    steps: [
      '{ do: pay-fees, fees: costs }',
      interest,
      '{ do: pay-principal, notes: [A, B], target: { overcollateralization: 1.00, less: supplement } }',
      residual,
    ],
    // Month 1: 90 − 10 − 4 − 1 = 75 is backed, so 15 is paid of 20 − 0.5 − 0.9.
    months: [{ interest: 10, principal: 10 }, {}],
    expected: { 'fee costs': [0.5, 0.5], 'principal A': [15, 0], 'residual R': [3.6, 2 - 0.5 - 0.75] },
  },
  {
    name: 'loans are bought with what is left, at most an amount',
    pool: 90,
    notes: [A, B, R],
    steps: [interest, '{ do: buy-loans, amount: 7.00 }', '{ do: pay-principal, notes: [A, B] }', residual],
    months: [
      { interest: 0.9, principal: 10 },
      { interest: 0.9, principal: 5 },
    ],
    expected: { 'purchases all': [7, 5.03], 'principal A': [3, 0] },
  },
  {
    name: 'a class locked out gets no principal before its date, and pro-rata sharing leaves it out',
    pool: 90,
    notes: [A, B.replace('12% }', '12%, lockout: 2026-03-01 }'), R],
    steps: [
      interest,
      '{ do: pay-principal, notes: [A, B], share: pro-rata, target: principal-collections }',
      residual,
    ],
    months: [
      { interest: 0.9, principal: 15 },
      { interest: 0.75, principal: 15 },
    ],
    expected: { 'principal A': [15, 9], 'principal B': [0, 6] },
  },
  {
    name: 'a planned balance: what is missed is caught up, what is too much goes to the companion',
    pool: 90,
    notes: [
      A.replace(
        '12% }',
        '12%, schedule: [ { from: 2026-02-01, amount: 50.00 }, { from: 2026-03-01, amount: 40.00 } ] }',
      ),
      B,
      R,
    ],
    steps: [
      interest,
      '{ do: pay-principal, notes: A, target: schedule }',
      '{ do: pay-principal, notes: B }',
      '{ do: pay-principal, notes: A }',
      residual,
    ],
    months: [
      { interest: 0.9, principal: 6 },
      { interest: 0.84, principal: 20 },
      { interest: 0.64, principal: 30 },
    ],
    // 54 after month 1, 14 of 20 catch up to 40, the rest is the companion's
    expected: { 'principal A': [6, 14, 6], 'principal B': [0, 6, 24] },
  },
  {
    name: 'an interest-only class is paid on the balance of another',
    pool: 90,
    notes: [A, B, '{ name: X, notional: A, coupon: 6% }', R],
    steps: ['{ do: pay-interest, notes: [A, B, X] }', principal, residual],
    months: [
      { interest: 1.2, principal: 20 },
      { interest: 1, principal: 20 },
    ],
    expected: { 'interest X': [0.3, 0.2], 'balance X': [0, 0], 'principal A': [20, 20.1] },
  },
  {
    name: 'an accrual class adds its interest to its balance until the others are repaid',
    pool: 90,
    notes: [A, B.replace('12% }', '12%, interestAfter: A, unpaidInterest: capitalized }'), R],
    steps: [interest, principal, residual],
    months: [
      { interest: 0.9, principal: 30 },
      { interest: 1, principal: 30 },
      { interest: 1, principal: 10 },
    ],
    // Month 2: A owes 29.7, gets 0.30 and 29.7; B, which accrued 0.303, is locked when interest is paid.
    expected: {
      'interest B': [0, 0, 0.3],
      'balance B': [30.3, 29.6, 18.9],
      'principal A': [30.3, 29.7, 0],
    },
  },
  {
    name: 'losses are written off the last class first, and what none can bear is nobody’s',
    pool: 90,
    notes: [A, B, R],
    steps: [interest, '{ do: write-off, notes: [B, A] }', principal, residual],
    months: [
      { interest: 0.9, losses: 20 },
      { interest: 0.7, losses: 25 },
      { interest: 0.45, losses: 100 },
    ],
    expected: { 'balance B': [10, 0, 0], 'balance A': [60, 45, 0] },
  },
  {
    name: 'a support ends with its provider, and costs a fee on what is left of its limit',
    pool: 90,
    notes: [A, B, R],
    supports: 'guarantor: { limit: 12.00, covers: [interest], defaultsOn: 2026-04-01 }',
    fees: ['{ name: premium, rate: 12%, of: guarantor }'],
    steps: ['{ do: pay-fees, fees: premium, from: collections }', interest, principal, residual],
    months: [{ interest: 0.12 }, { interest: 0.111 }, {}],
    expected: {
      'fee premium': [0.12, 0.11, 0],
      'interest A': [0.6, 0.6, 0],
      'account guarantor': [11.1, 10.2, 0],
    },
  },
  {
    name: 'a threshold that changes with time',
    pool: 100,
    notes: [A, B, R],
    triggers: [
      '{ name: losses, when: cumulativeDefaultRate > 8%, thresholds: [ { from: 2026-03-01, threshold: 12% } ], curable: true }',
    ],
    steps: [
      interest,
      principal.replace('] }', '], unless: losses }'),
      '{ do: pay-principal, notes: B, when: losses }',
      residual,
    ],
    months: [
      { interest: 0.9, principal: 5, defaulted: 9 },
      { interest: 0.9, principal: 5 },
      { interest: 0.9, principal: 5, defaulted: 4 },
    ],
    expected: { 'inForce losses': [1, 0, 1], 'principal B': [5, 0, 5.1] },
  },
  {
    name: 'interest coverage, excess spread and a class that is not repaid in time as triggers',
    pool: 90,
    notes: [A, B, R],
    triggers: [
      '{ name: coverage, when: interestCoverage < 150%, curable: true }',
      '{ name: spread, when: excessSpread < 2%, curable: true }',
      '{ name: late, when: classFactor(A) > 50%, from: 2026-03-01 }',
      '{ name: unpaid, when: carriedInterest(B) > 0%, curable: true }',
    ],
    steps: [interest, '{ do: pay-principal, notes: [A, B], target: principal-collections }', residual],
    // Coverage 2/0.9, 0.8/0.9, 3/1. Spread ×12/90: 1.1, then (1.1 − 0.1)/2, then (1 + 2)/3.
    months: [{ interest: 2 }, { interest: 0.8 }, { interest: 3 }],
    expected: {
      'inForce coverage': [0, 1, 0],
      'inForce spread': [0, 0, 0],
      'inForce late': [0, 1, 1],
      'inForce unpaid': [0, 0, 1],
    },
  },
  {
    name: 'a clean-up call sells the pool at its price, repays all and ends the deal',
    pool: 100,
    notes: [A, B, R],
    more: ['callPrice: 90%'],
    accounts: 'reserve: { opening: 2.00, target: 2.00 }',
    triggers: ['{ name: cleanup, when: poolFactor <= 10%, then: call }'],
    steps: [interest, '{ do: fund-reserve, reserve: reserve }', principal, residual],
    // 85 + 0.9 repay to 4.1 below A and B; then 10 left: 9 of the call and 2 of the reserve.
    months: [
      { interest: 0.9, principal: 85 },
      { interest: 0.05, principal: 5 },
      { interest: 50, principal: 10 },
    ],
    expected: {
      'principal B': [25, 5, 0],
      'residual R': [0, 5 + 0.05 + 9 + 2 - 5 - 0.05, 0],
      'account reserve': [2, 0, 0],
      'account collections': [0, 0, 0],
    },
  },
  {
    name: 'no loan is bought once purchases are stopped',
    pool: 90,
    notes: [A, B, R],
    triggers: ['{ name: early, when: cumulativeDefaultRate > 5%, then: stop-purchases }'],
    steps: [interest, '{ do: buy-loans }', principal, residual],
    months: [
      { interest: 0.9, principal: 10 },
      { interest: 0.9, principal: 10, defaulted: 5 },
    ],
    expected: { 'purchases all': [10, 0], 'principal A': [0, 10] },
  },
];
