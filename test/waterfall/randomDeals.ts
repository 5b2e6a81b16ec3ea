import fc from 'fast-check';
import { type Collections, newCollections } from '#waterfall/availableFunds.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { extras, withExtras } from './randomExtras.js';

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

const kinds = fc.constantFrom('guarantee', 'letter-of-credit', 'make-up', 'liquidity');
const grade = fc.constantFrom('AAA', 'AA', 'A', 'BBB');

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
    percent(0, 90).map((share) => `${share} of principal collections`),
  ),
  floor: amount(50),
  covers: fc.subarray(['fees', 'interest', 'principal']),
});

const support = fc.record({
  limit: fc.oneof(
    amount(500),
    percent(0, 5).map((share) => `${share} of initial pool`),
  ),
  kind: kinds,
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
        'interestCoverage(A)',
        'overcollateralization(A)',
        'assetCoverage(A)',
        'defaultRate',
        'lossRate',
        'delinquencyRate',
        'delinquencyRate(60)',
        'account(collections)',
      ),
      fc.constantFrom('>', '>=', '<', '<='),
      fc.integer({ min: 1, max: 9999 }),
    )
    .map(([metric, comparison, points]) => `${metric} ${comparison} ${points / 100}%`),
  fc.constantFrom('paymentDate > 2026-06-15', 'paymentDate <= 2026-03-31'),
  fc.tuple(fc.constantFrom('<', '>='), grade).map(([comparison, than]) => `rating(A) ${comparison} ${than}`),
);

const trigger = fc.record({
  when,
  // biome-ignore lint/suspicious/noThenProperty: the word of the deal file
  then: fc.constantFrom(
    'sequential',
    'trap',
    ['sequential', 'trap'],
    'accelerate',
    'event-of-default',
    'call',
  ),
  curable: fc.boolean(),
  consecutive: fc.integer({ min: 1, max: 3 }),
});

const indices = {
  ibor: [
    { date: '2026-01-01', rate: '3%' },
    { date: '2026-03-20', rate: '6%' },
    { date: '2027-01-20', rate: '1%' },
  ],
};

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
  priced: fc.boolean(),
  profile: fc.constantFrom('none', 'none', 'level', 'units', 'maturity'),
  repaid: fc.boolean(),
  limited: fc.boolean(),
  hurdle: fc.boolean(),
  grades: fc.tuple(grade, grade),
  residualSized: fc.boolean(),
  paymentMonths: fc.constantFrom(1, 1, 3),
});

export const randomDeal: fc.Arbitrary<RandomDeal> = fc
  .tuple(
    deals((s) => dealOf(s)),
    fc.option(extras, { nil: undefined }),
  )
  .map(([deal, extra]) =>
    extra === undefined ? deal : { ...deal, json: JSON.stringify(withExtras(JSON.parse(deal.json), extra)) },
  );

/**
 * Deals with a free, unrepaid guarantee and without triggers, swaps, ledgers, hurdles and reserves sized by the
 * classes. `guarantee of interest` pays interest from interest and principal from principal, so that neither waits for the other.
 */
export function randomDealFor(what: 'guarantee' | 'guarantee of interest'): fc.Arbitrary<RandomDeal> {
  return deals((s) => {
    const plain = { triggers: [], swap: false, ledgers: false, hurdle: false, repaid: false, fees: [] };
    const support = { limit: '3% of initial pool', covers: ['interest', 'principal'], ...s.support };
    const free = {
      ...s,
      ...plain,
      support: { ...support, kind: 'guarantee' as const },
      reserve: s.reserve && { ...s.reserve, target: ofPool(s.reserve.target) },
    };
    return what === 'guarantee' ? withoutDraws(dealOf(free)) : apart(free);
  });
}

function deals(write: (s: Shape) => object): fc.Arbitrary<RandomDeal> {
  return fc
    .record({
      shape,
      poolCents: fc.integer({ min: 100_00, max: 1_000_000_00 }),
      months: fc.array(month, { minLength: 1, maxLength: 18 }),
    })
    .map(({ shape: s, poolCents, months }) => ({ json: JSON.stringify(write(s)), poolCents, months }));
}

/**
 * A reserve sized by the classes: where a guarantee has paid interest that would have been capitalized, they are
 * smaller, and so is the reserve; what it then releases early the residual class takes, and a class lacks it later.
 */
function ofPool(target: string): string {
  return target.replace(/ of (notes|A)$/, ' of pool');
}

/** A fee of what was drawn would be the price of the guarantee. */
function withoutDraws(deal: object): object {
  const text = JSON.stringify(deal);
  return JSON.parse(text.replace('"rate":"6%","of":"drawn guarantor"', '"rate":"0%","of":"drawn guarantor"'));
}

function apart(s: Shape): object {
  const names = classNames.slice(0, s.sizes.length);
  const carried = (rule: string): string => (rule === 'lost' ? 'lost' : 'carried');
  return {
    name: 'random',
    currency: 'CNY',
    dates: { cutOff: '2026-01-31', paymentMonths: s.paymentMonths },
    notes: [
      ...names.map((name, i) => ({
        name,
        share: `${s.sizes[i]}%`,
        coupon: s.coupons[i],
        dayCount: s.notes[i]!.dayCount,
        unpaidInterest: carried(s.notes[i]!.unpaidInterest),
      })),
      { name: 'R', residual: true },
    ],
    indices,
    accounts: { interest: {}, principal: {} },
    collect: { interest: 'interest', principal: 'principal', recoveries: 'principal' },
    supports: { guarantor: { ...s.support, defaultsOn: s.defaultsOn } },
    steps: [
      { do: 'pay-interest', notes: names, share: s.interestShare, from: ['interest', 'guarantor'] },
      {
        do: 'pay-principal',
        notes: names,
        share: s.principalShare,
        target: s.target,
        from: ['principal', 'guarantor'],
      },
      { do: 'pay-residual', to: 'R', from: ['interest', 'principal'] },
    ],
  };
}

type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

function dealOf(s: Shape): object {
  const names = classNames.slice(0, s.sizes.length);
  const left = 100 - s.sizes.reduce((sum, size) => sum + size, 0);
  const residual = s.residualSized
    ? { name: 'R', residual: true, share: `${left}%` }
    : { name: 'R', residual: true };
  const notes = names
    .map((name, i) => ({ name, share: `${s.sizes[i]}%`, ...s.notes[i], coupon: s.coupons[i] }))
    .map(({ schedule, ...note }) => (s.onSchedule ? { ...note, schedule } : note))
    .map((one) => (one.name === 'A' ? withProfile(one, s.profile) : one));
  const repaid = s.residualSized ? [...names, 'R'] : names;
  const fees = [
    ...s.fees.map((charge, i) => ({ name: `fee${i}`, ...charge })),
    ...(s.support === undefined ? [] : [{ name: 'draws', rate: '6%', of: 'drawn guarantor' }]),
    { name: 'class fee', rate: '0.1%', of: names.join(' + ') },
  ];
  const triggers = s.triggers.map((condition, i) => ({
    name: `t${i}`,
    ...condition,
    ...(s.priced && condition.then === 'call' ? { price: '97%' } : {}),
  }));
  const isRepaid = s.support !== undefined && (s.repaid || s.support.kind === 'liquidity');
  const waits = s.profile === 'maturity';
  const conditional = s.conditional && triggers.length > 0;
  return {
    name: 'random',
    currency: 'CNY',
    dates: { cutOff: '2026-01-31', paymentMonths: s.paymentMonths },
    notes: [...notes, residual],
    accounts: {
      ...(s.reserve === undefined ? {} : { reserve: s.reserve }),
      ...(s.ledgers ? { principal: { covers: ['fees', 'interest'] } } : {}),
      ...(waits ? { waiting: { target: '100% of A', interest: '2%', covers: [] } } : {}),
    },
    collect: s.ledgers ? { principal: 'principal' } : {},
    supports: s.support === undefined ? {} : { guarantor: { ...s.support, defaultsOn: s.defaultsOn } },
    fees,
    triggers,
    callPrice: s.callPrice,
    ratings: {
      scale: ['AAA', 'AA', 'A', 'BBB'],
      of: {
        A: [
          { from: '2026-01-01', grade: s.grades[0] },
          { from: '2026-05-05', grade: s.grades[1] },
        ],
      },
    },
    indices,
    hedges: s.swap ? { swap: { notional: '100% of A', pay: '4%', receive: { index: 'ibor' } } } : {},
    ledgers: s.ledgers
      ? { low: { debit: 'losses', limit: '100.00', overflow: 'high' }, high: { debit: 'none' } }
      : {},
    steps: alone(s.profile === 'units', [
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
      ...(isRepaid ? [{ do: 'repay-support', supports: 'guarantor' }] : []),
      ...(waits ? [{ do: 'pay-principal', notes: 'A', from: ['waiting', 'collections'] }] : []),
      ...(s.onSchedule
        ? [{ do: 'pay-principal', notes: names, share: s.principalShare, target: 'schedule' }]
        : []),
      ...(s.perClass
        ? names.flatMap((name) => [
            { do: 'pay-interest', notes: name },
            { do: 'pay-principal', notes: name, target: s.target, ...(conditional ? { unless: 't0' } : {}) },
          ])
        : [{ do: 'pay-interest', notes: names, share: s.interestShare }]),
      ...(s.reserve === undefined
        ? []
        : [
            {
              do: 'fund-reserve',
              reserve: 'reserve',
              ...(s.limited ? { limit: '30% of collections' } : {}),
            },
          ]),
      ...(waits ? [{ do: 'fund-reserve', reserve: 'waiting', limit: '100% of principal collections' }] : []),
      { do: 'pay-principal', notes: repaid, share: s.principalShare, target: s.target },
      ...(conditional ? [{ do: 'pay-principal', notes: repaid, when: 't0' }] : []),
      ...(s.hurdle
        ? [
            { do: 'pay-residual', to: { A: '100%' }, hurdle: '9%' },
            { do: 'pay-residual', to: { A: '30%', R: '70%' }, hurdle: '15%' },
          ]
        : []),
      { do: 'pay-residual', to: 'R' },
    ]),
  };
}

/** A class that is paid by units held has principal steps of its own. */
function alone(isByUnits: boolean, steps: readonly { [key: string]: unknown }[]): object[] {
  if (!isByUnits) return [...steps];
  return steps.flatMap((step) => {
    const notes = [step.notes].flat() as string[];
    if (step.do !== 'pay-principal' || !notes.includes('A') || notes.length < 2) return [step];
    return [
      { ...step, notes: 'A' },
      { ...step, notes: notes.filter((name) => name !== 'A') },
    ];
  });
}

function withProfile({ schedule, lockout, ...one }: { [key: string]: unknown }, profile: string): object {
  switch (profile) {
    case 'level':
      return { ...one, coupon: '6%', profile: 'level-installments', installments: 5 };
    case 'units':
      return { ...one, profile: 'pro-rata-by-units', holders: { first: 2, second: 1 } };
    case 'maturity':
      return {
        ...one,
        profile: 'interest-then-principal',
        maturity: '2026-06-30',
        accumulation: 'waiting',
      };
    default:
      return { ...one, lockout, ...(schedule === undefined ? {} : { schedule }) };
  }
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
      collections.late[p] = balance * m.recovered * 0.2;
      collections.lateOver60[p] = balance * m.recovered * 0.1;
      balance = p === months.length - 1 ? 0 : performing - scheduled - prepaid;
    }
    collections.balanceAtEnd[p] = balance;
  });
  return collections;
}
