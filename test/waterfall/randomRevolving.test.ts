import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  compare,
  isNegative,
  isZero,
  moneyFromFloat,
  moneyToFloat,
  subtract,
  sum,
  times,
  zero,
} from '#basics/money.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { purchaseLots } from '#collateral/screening/purchaseLots.js';
import { type BeforePeriod, type Collections, newCollections } from '#waterfall/availableFunds.js';
import { closurePlan } from '#waterfall/compiled/closurePlan.js';
import { compileCash, compilePlan } from '#waterfall/compiled/compilePlan.js';
import { newCashFlows, newCompiledFlows } from '#waterfall/compiled/layout.js';
import type { DistributionResult } from '#waterfall/distribution.js';
import type { ExactCollections } from '#waterfall/exact/exactCollections.js';
import { runRevolving } from '#waterfall/exact/runRevolving.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { openRevolvingPool } from '#waterfall/revolvingPool.js';
import { assume, loanTable } from '../collateral/loans.js';
import { figures, planned, terms } from './runs.js';

/** `npm run test:deals` sets DEALS=10000; another seed by SEED. */
const seed = Number(process.env.SEED ?? 20260131);
const runs = Math.ceil(Number(process.env.DEALS ?? 1000) / 4);

const percent = (min: number, max: number) => fc.integer({ min, max }).map((points) => `${points}%`);
const regions = ['east', 'west', 'north'];

const loan = fc.record({
  balance: fc.integer({ min: 100, max: 5000 }),
  rate: fc.integer({ min: 0, max: 30 }).map((points) => points / 100),
  term: fc.integer({ min: 1, max: 14 }),
  type: fc.constantFrom('level', 'equal-principal', 'bullet'),
  region: fc.nat(2),
});

const revolving = fc.record({
  loans: fc.array(loan, { minLength: 1, maxLength: 6 }),
  cdr: fc.constantFrom(0, 0.05, 0.4),
  cpr: fc.constantFrom(0, 0.1),
  shares: fc.tuple(fc.integer({ min: 20, max: 70 }), fc.integer({ min: 1, max: 25 })),
  coupons: fc.tuple(percent(0, 12), percent(0, 12)),
  unpaid: fc.constantFrom('carried', 'carried-with-interest', 'capitalized', 'lost'),
  months: fc.integer({ min: 1, max: 15 }),
  price: fc.integer({ min: 80, max: 110 }),
  dates: fc.constantFrom(
    { firstPayment: '2026-02-28', paymentDay: 31, paymentMonths: 1 },
    { firstPayment: '2026-03-26', paymentDay: 26, paymentMonths: 1 },
    { firstPayment: '2026-05-15', paymentDay: 15, paymentMonths: 3 },
  ),
  amount: fc.constantFrom(undefined, '300.00', '5% of pool'),
  keep: fc.boolean(),
  limit: fc.option(fc.integer({ min: 20, max: 90 })),
  longest: fc.option(fc.integer({ min: 3, max: 14 })),
  target: fc.constantFrom('all', 'principal-collections', 'pool-decline'),
  share: fc.constantFrom('sequential', 'pro-rata'),
  stop: fc.option(
    fc.constantFrom(
      'cumulativeDefaultRate > 3%',
      'overcollateralization < 2%',
      'account(idle) > 10%',
      'paymentDate >= 2026-08-01',
    ),
  ),
  curable: fc.boolean(),
  every: fc.constantFrom('payment', 'month', 'week', 'day'),
  /** All loans credit lines, and for how many days a drawing is out. */
  daysOut: fc.option(fc.integer({ min: 1, max: 90 })),
  minimum: fc.option(fc.integer({ min: 1, max: 100 })),
});
type Revolving = typeof revolving extends fc.Arbitrary<infer T> ? T : never;

function dealOf(r: Revolving) {
  const { stop, curable } = r;
  return terms(
    JSON.stringify({
      name: 'random',
      currency: 'CNY',
      dates: { cutOff: '2026-01-31', ...r.dates },
      notes: [
        { name: 'A', share: `${r.shares[0]}%`, coupon: r.coupons[0], unpaidInterest: r.unpaid },
        { name: 'B', share: `${r.shares[1]}%`, coupon: r.coupons[1], unpaidInterest: r.unpaid },
        { name: 'R', residual: true },
      ],
      accounts: { idle: { opening: '0.00' }, reserve: { target: '1% of notes', covers: ['interest'] } },
      purchases: {
        months: r.months,
        price: `${r.price}%`,
        every: r.every,
        ...(r.minimum === null
          ? {}
          : { minimumUtilization: `${r.minimum}%`, utilizationTests: 1 + (r.minimum % 3) }),
      },
      fees: [{ name: 'servicing', rate: '1%', of: 'pool' }],
      triggers: stop === null ? [] : [Object.fromEntries(effect(stop, curable))],
      steps: [
        { do: 'transfer', from: 'idle', to: 'collections' },
        { do: 'pay-fees', fees: 'servicing' },
        { do: 'pay-interest', notes: ['A', 'B'], share: r.share },
        { do: 'fund-reserve', reserve: 'reserve' },
        {
          do: 'buy-loans',
          ...(r.amount === undefined ? {} : { amount: r.amount }),
          ...(r.keep ? { keep: 'idle' } : {}),
        },
        { do: 'pay-principal', notes: ['A', 'B'], share: r.share, target: r.target },
        { do: 'pay-residual', to: 'R' },
      ],
    }),
  );
}

/** Entries, because an object with a property of that name passes for a promise. */
function effect(when: string, curable: boolean): (readonly [string, string | boolean])[] {
  return [
    ['name', 'stop'],
    ['when', when],
    ['then', 'stop-purchases'],
    ['curable', curable],
  ];
}

function runAll(r: Revolving) {
  const deal = dealOf(r);
  const { daysOut } = r;
  const kind = daysOut === null ? {} : { type: 'credit-line' as const };
  const base = loanTable(r.loans.map(({ region, ...rest }) => ({ ...rest, ...kind })));
  const balance = r.loans.reduce((total, one) => total + one.balance, 0);
  const lastMonth = r.loans.reduce((last, { term }) => Math.max(last, term), 0) + 3;
  const plan = planned(deal, { balance: moneyFromFloat(balance, 2), cutOffDate: undefined, lastMonth });
  const table: LoanTable = {
    ...base,
    cutOffDate: plan.cutOffDate,
    categories: { region: { labels: regions, codes: Uint32Array.from(r.loans, ({ region }) => region + 1) } },
  };
  const lots = purchaseLots(table, {
    eligibility:
      r.longest === null
        ? []
        : [
            {
              name: 'short',
              rule: { kind: 'range', column: 'remainingTermMonths', least: 0, greatest: r.longest },
              missingFails: true,
            },
          ],
    limits:
      r.limit === null
        ? []
        : [{ name: 'region', by: 'region', of: undefined, top: 1, atMost: r.limit / 100 }],
  });
  const assumptions = assume({
    default: r.cdr === 0 ? { kind: 'none' } : { kind: 'cdr', cdr: r.cdr },
    prepayment: r.cpr === 0 ? { kind: 'none' } : { kind: 'cpr', cpr: r.cpr },
    recovery: { rate: 0.5, lagMonths: 3 },
    ...(daysOut === null ? {} : { creditLines: { averageDrawingDays: daysOut } }),
  });
  const { distribution: exact, collections: exactly } = runRevolving(plan, table, assumptions, lots);
  let balances: ArrayLike<number> & Iterable<number> = [];
  let bought: ArrayLike<number> & Iterable<number> = [];
  const float = <Flows>(
    run: (c: Collections, flows: Flows, before?: BeforePeriod<number>) => void,
    flows: Flows,
    spends: (own: number, period: number) => number = (own) => own,
  ): Flows => {
    const collections = newCollections(plan);
    const { before } = openRevolvingPool(plan, table, assumptions, collections, { lots });
    run(collections, flows, (p, purchased, isStopped) => before(p, spends(purchased, p), isStopped));
    balances = collections.balanceAtEnd;
    bought = collections.reinvested;
    return flows;
  };
  const asExact = (own: number, period: number): number =>
    period === 0 ? own : moneyToFloat(exact.purchases[period - 1]!);
  const isInside = r.limit !== null && r.every !== 'payment';
  return {
    plan,
    exact,
    /** Of the pool that the exact run has, which spends what that spent on each payment date. */
    onExactPool: isInside ? float(compilePlan(plan).run, newCompiledFlows(plan), asExact) : undefined,
    isHeldBack: isInside && !isSame(exactly, withoutLimit(plan, table, assumptions, lots)),
    compiled: float(compilePlan(plan).run, newCompiledFlows(plan)),
    twin: float(closurePlan(plan).run, newCompiledFlows(plan)),
    cash: float(compileCash(plan).run, newCashFlows(plan)),
    balances,
    boughtInside: [...bought].reduce((most, spent) => Math.max(most, spent), 0),
  };
}

/** A limit of all of the pool stops no name, and counts the days as any other limit does. */
function withoutLimit(...[plan, table, assumptions, lots]: Required<Parameters<typeof runRevolving>>) {
  const limits = lots.limits.map((limit) => ({ ...limit, atMost: 1 }));
  return runRevolving(plan, table, assumptions, { ...lots, limits }).collections;
}

function isSame(one: ExactCollections, other: ExactCollections): boolean {
  const kinds = ['interest', 'scheduledPrincipal', 'prepaidPrincipal', 'defaultedPrincipal'] as const;
  return kinds.every((kind) => one[kind].every((amount, p) => compare(amount, other[kind][p]!) === 0));
}

it(`conserves cash in ${runs} random revolving deals, and the runners agree (seed ${seed})`, () => {
  fc.assert(
    fc.property(revolving, (r) => {
      const run = runAll(r);
      assertSound(run.exact);
      for (const name of ['principalPaid', 'interestPaid', 'residualPaid', 'purchased'] as const) {
        expect(run.compiled[name]).toEqual(run.twin[name]);
        expect(run.compiled[name]).toEqual(run.cash[name]);
      }
      if (run.onExactPool !== undefined) assertAgreement({ ...run, compiled: run.onExactPool });
      assertAgreement(run, run.isHeldBack ? run.boughtInside : 0);
    }),
    { seed, numRuns: runs },
  );
}, 3_600_000);

/** On every date what came in and was held is what was paid, spent on loans, and is held; nothing is negative. */
function assertSound({
  plan,
  notes,
  fees,
  accounts,
  purchases,
  collected,
  conservation,
}: DistributionResult) {
  let held = zero;
  plan.periods.forEach((_, p) => {
    const rows = notes.map((note) => note.rows[p]!);
    const paid = rows.flatMap((row) => [row.interestPaid, row.principalPaid, row.residualPaid]);
    const out = sum([...paid, ...fees.map((fee) => fee.rows[p]!.paid), purchases[p]!]);
    const after = sum(accounts.map(({ rows: of }) => of[p]!.balanceAtEnd));
    expect(isZero(subtract(sum([held, collected[p]!]), sum([out, after])))).toBe(true);
    expect([...paid, purchases[p]!, after].some(isNegative)).toBe(false);
    held = after;
  });
  expect(isZero(conservation.difference)).toBe(true);
}

/**
 * As for static pools a cent for each claim of each payment; and what rounding puts into loans comes back with their
 * interest, at most three times over; bought at a discount day by day, as many times over as the pool grows.
 *
 * Where a limit stops a name inside the period, that holds of the payments on one pool. The pools by themselves part:
 * a name that takes 5 % more of the line than its limit is bought until its room is gone, for room / 5 %, so that a
 * cent of room is 20 cents of the one loan instead of the other; the next day that it is full, 4.00, and so on. But
 * both keep the name between its limit and a purchase below, so that they part by no more than what a period spends.
 */
function assertAgreement(run: ReturnType<typeof runAll>, purchase = 0): void {
  const both = figures(run);
  const { plan } = run;
  const claims = plan.notes.length + plan.fees.length + plan.accounts.length + 1;
  const most = [...run.balances].reduce((found, balance) => Math.max(found, balance), 0);
  const growth = Math.max(1, most / plan.poolBalance.value);
  for (const p of plan.periods.keys()) {
    const tolerance = 0.03 * claims * (p + 1) * growth + purchase;
    for (const { name } of plan.triggers) {
      if (both.exact.inForce(name, p) !== both.compiled.inForce(name, p)) {
        expect(margin(run, p)).toBeLessThanOrEqual(12 * tolerance);
        return;
      }
    }
    for (const { name } of plan.notes) {
      const [exact, compiled] = [both.exact.balance(name, p), both.compiled.balance(name, p)];
      expect(
        Math.abs(exact - compiled),
        `${name}, payment ${p + 1}: ${exact}, ${compiled}`,
      ).toBeLessThanOrEqual(tolerance);
    }
    const [exact, compiled] = [moneyToFloat(run.exact.purchases[p]!), run.compiled.purchased[p]!];
    expect(
      Math.abs(exact - compiled),
      `purchases, payment ${p + 1}: ${exact}, ${compiled}`,
    ).toBeLessThanOrEqual(tolerance);
  }
}

/** How far a trigger was from its threshold: where rounding decides, the rest cannot be compared. */
function margin({ plan, exact }: { plan: PaymentPlan; exact: DistributionResult }, p: number): number {
  const { condition } = plan.triggers[0]!;
  const { numerator, denominator } = exact.triggers[0]!.rows[p]!;
  if (condition.kind !== 'ratio' || numerator === undefined || denominator === undefined) return Infinity;
  return Math.abs(moneyToFloat(subtract(numerator, times(denominator, condition.thresholds[p]!.exact))));
}
