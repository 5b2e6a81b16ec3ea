import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money, moneyToFloat } from '#basics/money.js';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';
import type { PurchaseRhythm } from '#deal/terms.js';
import { type Collections, newCollections } from '#waterfall/availableFunds.js';
import { closurePlan } from '#waterfall/compiled/closurePlan.js';
import { compilePlan } from '#waterfall/compiled/compilePlan.js';
import { newCompiledFlows } from '#waterfall/compiled/layout.js';
import { runRevolving } from '#waterfall/exact/runRevolving.js';
import { newTurnover, type TurnoverMonth } from '#waterfall/monthTurnover.js';
import { purchaseMarket } from '#waterfall/purchaseMarket.js';
import { openRevolvingPool } from '#waterfall/revolvingPool.js';
import { turnoverByDay } from '#waterfall/turnoverByDay.js';
import { turnoverByFormula } from '#waterfall/turnoverByFormula.js';
import { assume, loanTable, type TestLoan } from '../collateral/loans.js';
import { figures, planned, terms } from './runs.js';

/** Drawings out ten days on average at 0.05 % a day, as a line of the source documents has them. */
const daysOut = 10;
const dailyRate = 0.0005;
const line: TestLoan = { balance: 100_000, rate: dailyRate * 365, term: 24, type: 'credit-line' };
const drawings = { creditLines: { averageDrawingDays: daysOut } };

function deal(every: PurchaseRhythm, more = '', step = 'amount: 0.00') {
  return terms(`
name: turnover
currency: CNY
dates: { cutOff: 2026-01-31, firstPayment: 2026-02-28, paymentDay: 31, legalFinal: 2026-12-31 }
notes: [ { name: A, share: 80%, coupon: 6% }, { name: R, residual: true } ]
purchases: { months: 3, every: ${every}${more} }
steps:
  - { do: pay-interest, notes: A }
  - { do: buy-loans, ${step} }
  - { do: pay-principal, notes: A }
  - { do: pay-residual, to: R }
`);
}

function run(
  of: ReturnType<typeof deal>,
  loans: readonly TestLoan[],
  changes: Partial<CollateralAssumptions>,
  lots?: (table: LoanTable) => PurchaseLots,
) {
  const balance = loans.reduce((total, loan) => total + loan.balance, 0);
  const plan = planned(of, { balance: money(String(balance)), cutOffDate: undefined, lastMonth: 24 });
  const isLine = loans.every(({ type }) => type === 'credit-line');
  const assumptions = assume({ ...(isLine ? drawings : {}), ...changes });
  const table = { ...loanTable(loans), cutOffDate: plan.cutOffDate };
  const bought = lots?.(table);
  const exact = runRevolving(plan, table, assumptions, bought);
  const float = (compile: typeof compilePlan) => {
    const collections: Collections = newCollections(plan);
    const flows = newCompiledFlows(plan);
    const pool = openRevolvingPool(plan, table, assumptions, collections, { lots: bought });
    compile(plan).run(collections, flows, pool.before);
    return { collections, flows };
  };
  const compiled = float(compilePlan);
  expect(float(closurePlan).flows.interestPaid).toEqual(compiled.flows.interestPaid);
  return { plan, exact, ...compiled };
}

const near = (got: number, expected: number, tolerance: number, what: string): void => {
  expect(Math.abs(got - expected), `${what}: ${got} for ${expected}`).toBeLessThanOrEqual(tolerance);
};

describe('drawings that turn over inside the month, by hand', () => {
  // February 2026 has 28 days. By the day nothing is ever idle: 100,000 · 0.0005 · 28. By the week every seventh
  // day restores 100,000: four times 0.0005 · 100,000 · (1 − 0.9^7) / 0.1. By the month nothing is restored before
  // the 28th: 0.0005 · 100,000 · (1 − 0.9^28) / 0.1.
  it.each([
    ['day', 1400, 280_000, 100_000],
    ['week', 1043.41, 208_681.24, 100_000],
    ['month', 473.83, 94_766.52, 100_000],
  ] as const)('bought by the %s: interest %d', (every, interest, reinvested, balance) => {
    const { exact, collections } = run(deal(every), [line], {});
    near(moneyToFloat(exact.collections.interest[0]!), interest, 0.01, 'exact interest');
    near(collections.interest[0]!, interest, 0.005, 'compiled interest');
    near(moneyToFloat(exact.collections.reinvested![0]!), reinvested, 0.01, 'exact reinvested');
    near(collections.reinvested[0]!, reinvested, 0.005, 'compiled reinvested');
    near(moneyToFloat(exact.collections.balanceAtEnd[0]!), balance, 0.01, 'balance');
    expect(moneyToFloat(exact.collections.scheduledPrincipal[0]!)).toBeLessThan(0.02);
  });

  it('shows the cash drag: what is out and what waits, on average over the days', () => {
    const { exact } = run(deal('week'), [line], {});
    // Out (1 − 0.9^7) / 0.1 / 7 of 100,000; the rest waits.
    near(moneyToFloat(exact.collections.loansOut![0]!), 74_529.01, 0.02, 'out');
    near(moneyToFloat(exact.collections.cashIdle![0]!), 25_470.99, 0.02, 'waiting');
  });

  it('ends with the months of purchases: then everything is distributed', () => {
    const { exact } = run(deal('day'), [line], {});
    const reinvested = exact.collections.reinvested!.map(moneyToFloat);
    expect(reinvested.slice(0, 3).every((spent) => spent > 279_999)).toBe(true);
    expect(reinvested.slice(3).every((spent) => spent === 0)).toBe(true);
    expect(moneyToFloat(exact.distribution.notes[0]!.rows.at(-1)!.balanceAtEnd)).toBe(0);
    expect(exact.distribution.conservation.difference.isZero()).toBe(true);
  });
});

/** One drawing, followed by itself. */
interface Drawing {
  balance: number;
}

/**
 * Every drawing by itself, day by day: interest on its own balance, its own repayment, a new drawing for what was
 * bought. Defaults strike all alike at the start of a month, prepayment what was out before it at its end.
 */
function byDrawing(
  every: PurchaseRhythm,
  price: number,
  mdr: number,
  smm: number,
  months: readonly number[],
) {
  let out: Drawing[] = [{ balance: 100_000 }];
  return months.map((days) => {
    const sums = { interest: 0, spent: 0, defaulted: 0, balance: 0 };
    let cash = 0;
    for (const drawing of out) {
      sums.defaulted += drawing.balance * mdr;
      drawing.balance *= 1 - mdr;
    }
    const old = out.length;
    for (let day = 1; day <= days; day++) {
      for (const drawing of out) {
        sums.interest += drawing.balance * dailyRate;
        cash += drawing.balance / daysOut;
        drawing.balance -= drawing.balance / daysOut;
      }
      if (day === days) {
        for (const drawing of out.slice(0, old)) {
          cash += drawing.balance * smm;
          drawing.balance *= 1 - smm;
        }
      }
      const buys = every === 'day' || (every === 'week' && day % 7 === 0) || day === days;
      if (!buys) continue;
      out.push({ balance: cash / price });
      sums.spent += cash;
      cash = 0;
    }
    out = out.filter(({ balance }) => balance > 1e-12);
    sums.balance = out.reduce((total, { balance }) => total + balance, 0);
    return sums;
  });
}

describe('against drawings followed one by one', () => {
  it.each([
    ['day', '100%', 0, 0],
    ['day', '95%', 0.01, 0],
    ['week', '97.5%', 0.02, 0.03],
    ['week', '103%', 0, 0.05],
    ['month', '98%', 0.01, 0.02],
  ] as const)('by the %s at %s, defaults %d, prepayment %d a month', (every, price, mdr, smm) => {
    const { exact, collections } = run(deal(every, `, price: ${price}`), [line], {
      default: mdr === 0 ? { kind: 'none' } : { kind: 'mdr', mdr },
      prepayment: smm === 0 ? { kind: 'none' } : { kind: 'smm', smm },
    });
    const expected = byDrawing(every, Number.parseFloat(price) / 100, mdr, smm, [28, 31, 30]);
    expected.forEach((month, p) => {
      near(collections.interest[p]!, month.interest, 1e-6, `interest ${p}`);
      near(collections.reinvested[p]!, month.spent, 1e-5, `spent ${p}`);
      near(collections.balanceAtEnd[p]!, month.balance, 1e-6, `balance ${p}`);
      near(collections.defaultedPrincipal[p]!, month.defaulted, 1e-6, `defaulted ${p}`);
      // Whole cents: at most one a month waits, and earns nothing meanwhile.
      near(
        moneyToFloat(exact.collections.interest[p]!),
        month.interest,
        0.01 * (p + 1),
        `exact interest ${p}`,
      );
      near(moneyToFloat(exact.collections.reinvested![p]!), month.spent, 0.05 * (p + 1), `exact spent ${p}`);
      near(moneyToFloat(exact.collections.balanceAtEnd[p]!), month.balance, 0.02 * (p + 1), `exact end ${p}`);
    });
  });
});

it('the closed form of a month is the ledger by the day', () => {
  const month = fc.record({
    days: fc.integer({ min: 28, max: 31 }),
    every: fc.constantFrom('day', 'week', 'month') as fc.Arbitrary<PurchaseRhythm>,
    performing: fc.constant(1000),
    paying: fc.double({ min: 0, max: 1000, noNaN: true }),
    repaidPerDay: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 1e-4, max: 1, noNaN: true })),
    atEnd: fc.double({ min: 0, max: 500, noNaN: true }),
    price: fc.oneof(fc.constant(1), fc.constant(1 - 1e-9), fc.double({ min: 0.5, max: 1.5, noNaN: true })),
  });
  fc.assert(
    fc.property(month, (written) => {
      const told: TurnoverMonth = written.repaidPerDay === 0 ? { ...written, paying: 0 } : written;
      const lots: PurchaseLots = {
        count: 1,
        ofLoan: new Uint32Array(1),
        share: Float64Array.of(1),
        limits: [],
      };
      const one = Float64Array.of(1);
      const formula = newTurnover(1);
      turnoverByFormula(told, { share: one, dailyRate }, formula);
      const byDay = newTurnover(1);
      const ledger = {
        market: purchaseMarket(lots, one, told.price),
        lotBalances: one,
        dailyRate: Float64Array.of(dailyRate),
        unit: 0,
        heldAtStart: Float64Array.of(1000),
        heldAtEnd: Float64Array.of(1000),
      };
      turnoverByDay(told, ledger, byDay);
      for (const name of ['spent', 'repaid', 'interest', 'bought', 'loanDays', 'cashDays'] as const) {
        near(formula[name], byDay[name], 1e-9 * (1000 + Math.abs(byDay[name])), name);
      }
      near(formula.atEnd[0]!, byDay.atEnd[0]!, 1e-9 * (1000 + byDay.atEnd[0]!), 'at end');
    }),
    { seed: 20260131, numRuns: 400 },
  );
});

describe('loans that pay monthly', () => {
  const loan: TestLoan = { balance: 100_000, rate: 0.12, term: 2, type: 'equal-principal' };

  it('buy on the last day of a month, and what is bought pays from the next month on', () => {
    // Half comes back each month: 50,000, then 50,000 + 25,000, then 25,000 + 37,500; interest at 1 % on 100,000.
    const { exact } = run(deal('month'), [loan], {});
    expect(exact.collections.reinvested!.slice(0, 3).map(moneyToFloat)).toEqual([50_000, 75_000, 62_500]);
    expect(exact.collections.interest.slice(0, 3).map(moneyToFloat)).toEqual([1000, 1000, 1000]);
  });

  it('buy by the month where payments are quarterly', () => {
    const quarterly = terms(
      `name: q
currency: CNY
dates: { cutOff: 2026-01-31, firstPayment: 2026-04-30, paymentDay: 31, paymentMonths: 3, legalFinal: 2026-10-31 }
notes: [ { name: A, share: 80%, coupon: 6% }, { name: R, residual: true } ]
purchases: { months: 6, every: month }
steps: [ { do: pay-interest, notes: A }, { do: buy-loans, amount: 0.00 }, { do: pay-principal, notes: A }, { do: pay-residual, to: R } ]`,
    );
    const { exact } = run(quarterly, [loan], {});
    expect(moneyToFloat(exact.collections.reinvested![0]!)).toBe(187_500);
    expect(exact.collections.interest.slice(0, 2).map(moneyToFloat)).toEqual([3000, 3000]);
  });
});

describe('limits and utilization', () => {
  /** Half of the pool, and of the line, is a name that may have 40 %: it can be bought no more. */
  const capped = (table: LoanTable): PurchaseLots => ({
    count: 2,
    ofLoan: Uint32Array.from({ length: table.rowCount }, (_, row) => row % 2),
    share: Float64Array.of(0.5, 0.5),
    limits: [{ name: 'one', atMost: 0.4, nameOfLot: Int32Array.of(0, 0), names: ['x'] }],
  });

  it('what limits leave unspent comes to the payment date', () => {
    const { exact, collections } = run(deal('day'), [line, line], {}, capped);
    expect(moneyToFloat(exact.collections.reinvested![0]!)).toBe(0);
    // Nothing bought: 200,000 · (1 − 0.9^28) comes to the date.
    near(moneyToFloat(exact.collections.scheduledPrincipal[0]!), 189_533.04, 0.01, 'principal');
    near(collections.scheduledPrincipal[0]!, 189_533.04, 0.01, 'compiled principal');
  });

  it('a minimum of utilization ends purchases, in both runners', () => {
    const text = ', minimumUtilization: 80%';
    for (const [every, fires] of [
      ['day', false],
      ['week', true],
    ] as const) {
      const made = run(deal(every, text), [line], {});
      const both = figures({ plan: made.plan, exact: made.exact.distribution, compiled: made.flows });
      expect(both.exact.inForce('minimum utilization', 0)).toBe(fires);
      expect(both.compiled.inForce('minimum utilization', 0)).toBe(fires);
      expect(moneyToFloat(made.exact.collections.reinvested![1]!) > 0).toBe(!fires);
    }
  });
});
