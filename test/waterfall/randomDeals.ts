import fc from 'fast-check';
import { type Collections, newCollections } from '#waterfall/availableFunds.js';
import type { PaymentPlan } from '#waterfall/plan.js';

/** A random deal file (as JSON, so that the reader of deal files is part of the test) and a pool for it. */
export interface RandomDeal {
  readonly json: string;
  readonly poolCents: number;
  readonly months: readonly RandomMonth[];
}

/** Shares of the balance at the start of a month, in order: default first, then principal, then prepayment. */
interface RandomMonth {
  readonly rate: number;
  readonly defaulted: number;
  readonly scheduled: number;
  readonly prepaid: number;
  readonly recovered: number;
}

const percent = (min: number, max: number) =>
  fc.integer({ min: min * 100, max: max * 100 }).map((points) => `${points / 100}%`);
const sharing = fc.constantFrom('sequential', 'pro-rata');
const amount = (max: number) =>
  fc.integer({ min: 0, max: max * 100 }).map((cents) => (cents / 100).toFixed(2));
const classNames = ['A', 'B', 'C', 'D'];

const month: fc.Arbitrary<RandomMonth> = fc.record({
  rate: fc.double({ min: 0, max: 0.03, noNaN: true }),
  defaulted: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.2, noNaN: true })),
  scheduled: fc.double({ min: 0, max: 1, noNaN: true }),
  prepaid: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
  recovered: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Whole per cents of the pool for up to four classes and a residual, adding up to 100. */
const sizes = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 4, maxLength: 4 }),
  )
  .map(([count, shares]) => shares.slice(0, count));

const note = fc.record({
  lockout: fc.constantFrom('2026-01-31', '2026-04-15'),
  interestFrom: fc.constantFrom('2026-01-31', '2026-01-31', '2026-03-15'),
  schedule: fc.constant([
    { from: '2026-03-01', amount: '400.00' },
    { from: '2026-06-01', amount: '50.00' },
  ]),
  coupon: fc.constant('0%') as fc.Arbitrary<unknown>,
  dayCount: fc.constantFrom('act/365', '30/360', 'act/act', 'act/360'),
  unpaidInterest: fc.constantFrom('carried', 'carried-with-interest', 'capitalized', 'lost'),
});

const fee = fc.oneof(
  fc.record({ rate: percent(0, 3), of: fc.constantFrom('pool', 'notes', 'initial pool', 'initial notes') }),
  fc.record({ rate: percent(0, 10), of: fc.constantFrom('interest', 'collections') }),
  fc.record({ amount: amount(50), per: fc.constantFrom('payment', 'month', 'year', 'once') }),
);

/** Rates that are fixed, step on a date, or float with a fixing inside some period. */
const coupon = fc.oneof(
  percent(0, 12),
  fc
    .tuple(percent(0, 12), percent(0, 12))
    .map(([rate, later]) => [{ rate }, { from: '2026-05-10', rate: later }]),
  fc.record({
    index: fc.constant('ibor'),
    margin: percent(0, 3),
    floor: percent(0, 2),
    cap: percent(5, 9),
    resets: fc.constantFrom('period', 'fixing'),
  }),
);

const reserve = fc.record({
  interest: fc.oneof(percent(0, 5), fc.constant({ index: 'ibor' })),
  opening: fc.oneof(
    amount(100),
    percent(0, 3).map((share) => `${share} of initial notes`),
  ),
  target: fc.oneof(
    amount(100),
    percent(0, 5).map((share) => `${share} of pool`),
    percent(0, 5).map((share) => `${share} of notes`),
    percent(0, 5).map((share) => `${share} of A`),
  ),
  floor: amount(50),
  covers: fc.subarray(['fees', 'interest', 'principal']),
});

const support = fc.record({
  limit: fc.oneof(
    amount(500),
    percent(0, 5).map((share) => `${share} of initial pool`),
  ),
  covers: fc
    .subarray(['fees', 'interest', 'principal'], { minLength: 1 })
    .filter((covers) => covers.some((claim) => claim !== 'fees')),
});

const target = fc.oneof(
  fc.constantFrom('all', 'principal-collections', 'pool-decline'),
  fc.record({ overcollateralization: percent(0, 20).map((share) => `${share} of pool`), floor: amount(200) }),
);

const when = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'cumulativeDefaultRate',
        'cumulativeLossRate',
        'poolFactor',
        'noteFactor',
        'overcollateralization',
        'interestCoverage',
        'excessSpread',
        'classFactor(A)',
      ),
      fc.constantFrom('>', '>=', '<', '<='),
      fc.integer({ min: 1, max: 9999 }),
    )
    .map(([metric, comparison, points]) => `${metric} ${comparison} ${points / 100}%`),
  fc.constantFrom('paymentDate > 2026-06-15', 'paymentDate <= 2026-03-31'),
);

const trigger = fc.record({
  when,
  // biome-ignore lint/suspicious/noThenProperty: the word of the deal file
  then: fc.constantFrom('sequential', 'trap', ['sequential', 'trap'], 'call'),
  curable: fc.boolean(),
});

const shape = fc.record({
  sizes,
  notes: fc.array(note, { minLength: 4, maxLength: 4 }),
  fees: fc.array(fee, { maxLength: 3 }),
  reserve: fc.option(reserve, { nil: undefined }),
  support: fc.option(support, { nil: undefined }),
  triggers: fc.array(trigger, { maxLength: 2 }),
  interestShare: sharing,
  principalShare: sharing,
  feeShare: sharing,
  target,
  perClass: fc.boolean(),
  conditional: fc.boolean(),
  ledgers: fc.boolean(),
  swap: fc.boolean(),
  coupons: fc.array(coupon, { minLength: 4, maxLength: 4 }),
  onSchedule: fc.boolean(),
  writesOff: fc.boolean(),
  defaultsOn: fc.constantFrom('2026-04-01', '2030-01-01'),
  callPrice: percent(50, 110),
  residualSized: fc.boolean(),
  paymentMonths: fc.constantFrom(1, 1, 3),
});

export const randomDeal: fc.Arbitrary<RandomDeal> = fc
  .record({
    shape,
    poolCents: fc.integer({ min: 100_00, max: 1_000_000_00 }),
    months: fc.array(month, { minLength: 1, maxLength: 18 }),
  })
  .map(({ shape: s, poolCents, months }) => ({ json: JSON.stringify(dealOf(s)), poolCents, months }));

type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

function dealOf(s: Shape): object {
  const names = classNames.slice(0, s.sizes.length);
  const left = 100 - s.sizes.reduce((sum, size) => sum + size, 0);
  const residual = s.residualSized
    ? { name: 'R', residual: true, share: `${left}%` }
    : { name: 'R', residual: true };
  const notes = names
    .map((name, i) => ({ name, share: `${s.sizes[i]}%`, ...s.notes[i], coupon: s.coupons[i] }))
    .map(({ schedule, ...note }) => (s.onSchedule ? { ...note, schedule } : note));
  const repaid = s.residualSized ? [...names, 'R'] : names;
  const fees = s.fees.map((charge, i) => ({ name: `fee${i}`, ...charge }));
  const triggers = s.triggers.map((condition, i) => ({ name: `t${i}`, ...condition }));
  const conditional = s.conditional && triggers.length > 0;
  return {
    name: 'random',
    currency: 'CNY',
    dates: { cutOff: '2026-01-31', paymentMonths: s.paymentMonths },
    notes: [...notes, residual],
    accounts: {
      ...(s.reserve === undefined ? {} : { reserve: s.reserve }),
      ...(s.ledgers ? { principal: { covers: ['fees', 'interest'] } } : {}),
    },
    collect: s.ledgers ? { principal: 'principal' } : {},
    supports: s.support === undefined ? {} : { guarantor: { ...s.support, defaultsOn: s.defaultsOn } },
    fees,
    triggers,
    callPrice: s.callPrice,
    indices: {
      ibor: [
        { date: '2026-01-01', rate: '3%' },
        { date: '2026-03-20', rate: '6%' },
        { date: '2027-01-20', rate: '1%' },
      ],
    },
    hedges: s.swap ? { swap: { notional: '100% of A', pay: '4%', receive: { index: 'ibor' } } } : {},
    ledgers: s.ledgers
      ? { low: { debit: 'losses', limit: '100.00', overflow: 'high' }, high: { debit: 'none' } }
      : {},
    steps: [
      ...(fees.length > 0 ? [{ do: 'pay-fees', fees: fees.map(({ name }) => name), share: s.feeShare }] : []),
      ...(s.swap ? [{ do: 'pay-fees', fees: 'swap' }] : []),
      ...(s.writesOff ? [{ do: 'write-off', notes: [...names].reverse() }] : []),
      ...(s.ledgers
        ? [
            { do: 'pay-interest', notes: names, from: ['collections', 'principal'], lends: 'low' },
            { do: 'transfer', to: 'principal', ledger: 'high' },
            { do: 'transfer', to: 'principal', ledger: 'low', cap: undefined },
            { do: 'transfer', from: 'principal', to: 'collections' },
          ]
        : []),
      ...(s.onSchedule
        ? [{ do: 'pay-principal', notes: names, share: s.principalShare, target: 'schedule' }]
        : []),
      ...(s.perClass
        ? names.flatMap((name) => [
            { do: 'pay-interest', notes: name },
            { do: 'pay-principal', notes: name, target: s.target, ...(conditional ? { unless: 't0' } : {}) },
          ])
        : [{ do: 'pay-interest', notes: names, share: s.interestShare }]),
      ...(s.reserve === undefined ? [] : [{ do: 'fund-reserve', reserve: 'reserve' }]),
      { do: 'pay-principal', notes: repaid, share: s.principalShare, target: s.target },
      ...(conditional ? [{ do: 'pay-principal', notes: repaid, when: 't0' }] : []),
      { do: 'pay-residual', to: 'R' },
    ],
  };
}

/** The pool's flows by payment date: months in order, what is left at the last paid in full. */
export function collectionsOf({ poolCents, months }: RandomDeal, plan: PaymentPlan): Collections {
  const collections = newCollections(plan);
  let balance = poolCents / 100;
  plan.periods.forEach((_, p) => {
    collections.balanceAtStart[p] = balance;
    const m = months[p];
    if (m !== undefined) {
      const defaulted = balance * m.defaulted;
      const performing = balance - defaulted;
      const scheduled = p === months.length - 1 ? performing : performing * m.scheduled;
      const prepaid = (performing - scheduled) * m.prepaid;
      collections.interest[p] = performing * m.rate;
      collections.defaultedPrincipal[p] = defaulted;
      collections.scheduledPrincipal[p] = scheduled;
      collections.prepaidPrincipal[p] = prepaid;
      collections.recoveries[p] = defaulted * m.recovered;
      collections.losses[p] = defaulted * (1 - m.recovered);
      balance = p === months.length - 1 ? 0 : performing - scheduled - prepaid;
    }
    collections.balanceAtEnd[p] = balance;
  });
  return collections;
}
