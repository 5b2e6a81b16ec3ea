import { describe, expect, it } from 'vitest';
import { moneyToFloat } from '#basics/money.js';
import { purchaseLots } from '#collateral/screening/purchaseLots.js';
import { blockRunner } from '#pricing/montecarlo/pathBlock.js';
import { poolColumn, recordLayout, valueColumn } from '#pricing/montecarlo/pathRecord.js';
import { prepareSimulation, type SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { simulate } from '#pricing/montecarlo/simulate.js';
import { priceByDiscounting } from '#pricing/priceByDiscounting.js';
import { type MonteCarloPrices, priceByMonteCarlo } from '#pricing/priceByMonteCarlo.js';
import { purchaseFigures } from '#pricing/purchaseFigures.js';
import { runRevolving } from '#waterfall/exact/runRevolving.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { terms } from '../../waterfall/runs.js';
import { loanTable, planFor, type SyntheticLoan, standardModels } from '../syntheticPool.js';
import { bruteForcePrices } from './revolvingBruteForce.js';

const calm = { ...standardModels.rates, volatility: 0 };
const coupon = 0.06;
const purchaseMonths = 9;
const defaultLimit = 0.05;
const price = 0.97;

/** Payments on month ends, so that what is bought pays from the next month on; simple enough to write out by hand. */
const dealText = `
name: revolving
currency: CNY
dates: { cutOff: 2026-01-31, firstPayment: 2026-02-28, paymentDay: 31 }
dayCount: 30e/360
notes: [ { name: A, share: 80%, coupon: 6% }, { name: R, share: 20%, residual: true } ]
purchases: { months: ${purchaseMonths}, price: 97% }
triggers: [ { name: losses, when: cumulativeDefaultRate > 5%, then: stop-purchases } ]
steps:
  - { do: pay-interest, notes: A }
  - { do: buy-loans }
  - { do: pay-principal, notes: A }
  - { do: pay-residual, to: R }
`;
const deal = terms(dealText);

const few: SyntheticLoan[] = Array.from({ length: 40 }, () => ({ balance: 25_000, rate: 0.18, term: 6 }));
const mixed: SyntheticLoan[] = Array.from({ length: 60 }, (_, i) => ({
  balance: 10_000 + 1_500 * (i % 7),
  rate: 0.12 + 0.01 * (i % 5),
  term: 4 + (i % 6),
  annualDefaultRate: 0.02 + 0.01 * (i % 4),
}));

const risky: SimulationModels = {
  ...standardModels,
  default: { kind: 'cdr', cdr: 0.08 },
  rates: calm,
  premium: { rate: 0, rule: 'full' },
};
const byTape: SimulationModels = { ...risky, default: { kind: 'tape', fallback: 0.02, multiple: 1.5 } };

async function simulated(
  loans: readonly SyntheticLoan[],
  models: SimulationModels,
  paths: number,
  estimator: 'plain' | 'two-level',
): Promise<MonteCarloPrices> {
  const table = loanTable(loans);
  const plan = planFor(table, models.recovery.lagMonths + purchaseMonths, deal);
  const stop = { kind: 'paths', count: paths } as const;
  const found = await priceByMonteCarlo({ loans: table, plan, models, seed: 'revolving', estimator, stop });
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
}

describe('against a brute force that follows each loan month by month', () => {
  const cases = [
    { name: 'equal loans', loans: few, models: risky, rateOf: () => 0.08 },
    {
      name: 'mixed loans, rates of the tape',
      loans: mixed,
      models: byTape,
      rateOf: (loan: SyntheticLoan) => 1.5 * loan.annualDefaultRate!,
    },
    { name: 'one loan', loans: few.slice(0, 1), models: risky, rateOf: () => 0.08 },
  ];
  it.each(cases)(
    '$name: prices, defaults, purchases and their early end',
    async ({ loans, models, rateOf }) => {
      const table = loanTable(loans);
      const plan = planFor(table, models.recovery.lagMonths + purchaseMonths, deal);
      const brute = bruteForcePrices({
        loans: loans.map((loan) => ({ ...loan, annualDefaultRate: rateOf(loan) })),
        correlation: models.correlation,
        cpr: 0.1,
        recoveryRate: 0.6,
        lagMonths: 6,
        riskFree: 0.03,
        noteShare: 0.8,
        coupon,
        purchaseMonths,
        price,
        defaultLimit,
        periods: plan.periods.length,
        paths: 12_000,
      });
      for (const estimator of ['plain', 'two-level'] as const) {
        const found = await simulated(loans, models, 4096, estimator);
        found.notes.forEach((note, i) => {
          const { mean, error, deviation } = brute.notes[i]!;
          const joint = Math.sqrt(error ** 2 + note.priceStandardError! ** 2);
          expect(
            Math.abs(note.price! - mean),
            `${estimator} ${note.name}: ${note.price} for ${mean}`,
          ).toBeLessThan(4 * joint);
          expect(Math.abs(note.priceStandardDeviation! / deviation - 1)).toBeLessThan(0.12);
        });
        const { expectedDefaultRate, expectedDefaultRateStandardError } = found.pool;
        const joint = Math.sqrt(expectedDefaultRateStandardError ** 2 + brute.defaults.error ** 2);
        expect(Math.abs(expectedDefaultRate - brute.defaults.mean)).toBeLessThan(4 * joint);
        const { expectedSpent, expectedSpentStandardError, stopped, endedEarly } = found.purchases!;
        const ofSpent = Math.sqrt(expectedSpentStandardError ** 2 + brute.spent.error ** 2);
        expect(Math.abs(expectedSpent - brute.spent.mean)).toBeLessThan(4 * ofSpent);
        expect(expectedSpentStandardError).toBeLessThan(0.01 * expectedSpent);
        // Cumulative defaults never fall again, so that purchases that were stopped have ended.
        expect(stopped).toEqual(endedEarly);
        const ofEnd = Math.sqrt(endedEarly.standardError! ** 2 + brute.endedEarly.error ** 2);
        expect(Math.abs(endedEarly.probability! - brute.endedEarly.mean)).toBeLessThan(4 * ofEnd);
        expect(brute.endedEarly.mean).toBeGreaterThan(0.05);
      }
    },
  );
});

describe('purchases', () => {
  const table = loanTable(few);
  const trigger = '{ name: losses, when: cumulativeDefaultRate > 5%, then: stop-purchases }';
  const withTriggers = (triggers: string) => {
    const plan = planFor(table, 6 + purchaseMonths, terms(dealText.replace(trigger, triggers)));
    const options = { estimator: 'plain', stop: { kind: 'paths', count: 256 }, premium } as const;
    const prepared = prepareSimulation(table, plan, risky, 'purchases');
    return simulate(prepared, options).then((result) => ({
      plan,
      result,
      found: purchaseFigures(plan, result)!,
    }));
  };
  const premium = standardModels.premium;
  const always = { probability: 1, standardError: 0, upperBound: null };
  // p with (1 - p)^256 = 5 %
  const never = {
    probability: null,
    standardError: null,
    upperBound: expect.closeTo(1 - 0.05 ** (1 / 256), 12),
  };

  it('that no trigger stops: none in so many paths', async () => {
    const { found } = await withTriggers('');
    expect(found).toMatchObject({ dates: purchaseMonths, stopped: never, endedEarly: never });
    expect(found.expectedReinvested).toBe(0);
  });

  it('that a date stops for certain: nothing is spent from then on', async () => {
    const all = await withTriggers('');
    const none = await withTriggers('{ name: end, when: paymentDate >= 2026-02-28, then: stop-purchases }');
    expect(none.found).toMatchObject({ expectedSpent: 0, expectedSpentStandardError: 0, stopped: always });
    expect(none.found.endedEarly).toEqual(always);
    const some = await withTriggers('{ name: end, when: paymentDate >= 2026-05-31, then: stop-purchases }');
    expect(some.found).toMatchObject({ dates: purchaseMonths, stopped: always, endedEarly: always });
    expect(some.found.expectedSpent).toBeGreaterThan(0);
    expect(some.found.expectedSpent).toBeLessThan(all.found.expectedSpent / 2);
  });

  it('that are stopped, and cured before the last date, have not ended early', async () => {
    const curable = 'curable: true, then: stop-purchases';
    const { found } = await withTriggers(`{ name: idle, when: paymentDate < 2026-04-30, ${curable} }`);
    expect(found).toMatchObject({ stopped: always, endedEarly: never });
  });

  it('add up: what the classes get is what loans pay less what was spent, on average over paths to the cent', async () => {
    const { plan, result, found } = await withTriggers(trigger);
    const { sample, layout } = result;
    const mean = (column: 'interest' | 'loss') => sample.means[poolColumn(layout, column)]!;
    const opening = plan.poolBalance.value;
    // Principal comes back but for losses: of the opening pool, and of spent / price that was bought.
    const paid = mean('interest') + opening + found.expectedSpent * (1 / price - 1) - mean('loss');
    const received = sample.cash.reduce((sum, cash) => sum + cash, 0);
    expect(Math.abs(received - paid)).toBeLessThan(0.005);
    expect(found.expectedSpent * (1 / price - 1)).toBeGreaterThan(10_000);
  });
});

describe('where nothing is random', () => {
  const none: SimulationModels = { ...risky, default: { kind: 'none' } };
  it('simulation, discounting and the exact runner agree', async () => {
    const table = loanTable(mixed);
    const plan = planFor(table, 6 + purchaseMonths, deal);
    const discounted = priceByDiscounting({ loans: table, plan, models: none });
    for (const estimator of ['plain', 'two-level'] as const) {
      const { notes } = await simulated(mixed, none, 64, estimator);
      notes.forEach((note, i) => {
        // Systematic samples of single loans differ from shares of all loans; the large pool does not.
        const tolerance = estimator === 'plain' ? 4 * note.priceStandardError! + 1e-9 : 0.05;
        expect(Math.abs(note.price! - discounted.notes[i]!.price!)).toBeLessThan(tolerance);
      });
    }
    exactValues(plan, none).forEach((value, i) => {
      // Rounding to cents, on classes of 0.2 and 0.8 million: below 1e-5 per 100.
      expect(Math.abs(value - discounted.notes[i]!.price!)).toBeLessThan(1e-4);
    });
  });

  it('equal loans leave no difference at all: 1e-9', async () => {
    const discounted = priceByDiscounting({
      loans: loanTable(few),
      plan: planFor(loanTable(few), 15, deal),
      models: none,
    });
    const { notes } = await simulated(few, none, 64, 'two-level');
    notes.forEach((note, i) => {
      expect(Math.abs(note.price! / discounted.notes[i]!.price! - 1)).toBeLessThan(1e-9);
    });
  });

  function exactValues(plan: PaymentPlan, models: SimulationModels): number[] {
    const { distribution } = runRevolving(plan, loanTable(mixed), models);
    return distribution.notes.map(({ rows }, i) => {
      const cash = rows.map(({ interestPaid, principalPaid, residualPaid }) =>
        [interestPaid, principalPaid, residualPaid].reduce((sum, paid) => sum + moneyToFloat(paid), 0),
      );
      const value = cash.reduce((sum, paid, p) => sum + paid * (1 + 0.03 / 12) ** -(p + 1), 0);
      return (100 * value) / plan.notes[i]!.openingBalance.value;
    });
  }
});

describe('purchases within criteria', () => {
  const regions = ['east', 'west', 'north'];
  const table = {
    ...loanTable(mixed),
    categories: { region: { labels: regions, codes: Uint32Array.from(mixed, (_, i) => 1 + (i % 3)) } },
  };
  const lots = purchaseLots(table, {
    eligibility: [
      {
        name: 'short',
        rule: { kind: 'range', column: 'remainingTermMonths', least: 0, greatest: 7 },
        missingFails: true,
      },
    ],
    // North would soon be half of what is bought; east begins above its limit.
    limits: [
      { name: 'east', by: 'region', of: 'east', top: 1, atMost: 0.3 },
      { name: 'region', by: 'region', of: undefined, top: 1, atMost: 0.45 },
    ],
  });
  const plan = planFor(table, 6 + purchaseMonths, deal);
  const priced = async (models: SimulationModels, estimator: 'plain' | 'two-level', paths: number) => {
    const stop = { kind: 'paths', count: paths } as const;
    const found = await priceByMonteCarlo({
      loans: table,
      plan,
      models,
      lots,
      seed: 'lots',
      estimator,
      stop,
    });
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    return found.value.notes;
  };

  it('the large pool does what the projection does where nothing is random', () => {
    const none: SimulationModels = { ...risky, default: { kind: 'none' } };
    const prepared = prepareSimulation(table, plan, none, 'lots', lots);
    const { records } = blockRunner(prepared)({ level: 'large-pool', firstPath: 0, pathCount: 1 });
    const layout = recordLayout(plan.notes.length, prepared.spreads.length);
    const { notes } = priceByDiscounting({ loans: table, plan, models: none, lots });
    const unlimited = priceByDiscounting({ loans: table, plan, models: none }).notes;
    notes.forEach(({ price: expected }, i) => {
      const value = (100 * records[valueColumn(layout, i, 0)]!) / plan.notes[i]!.openingBalance.value;
      expect(Math.abs(value / expected! - 1)).toBeLessThan(1e-9);
    });
    expect(Math.abs(notes[1]!.price! - unlimited[1]!.price!)).toBeGreaterThan(0.1);
  });

  it('both estimators agree', async () => {
    const plain = await priced(byTape, 'plain', 8192);
    const twoLevel = await priced(byTape, 'two-level', 2048);
    plain.forEach((note, i) => {
      const joint = Math.sqrt(note.priceStandardError! ** 2 + twoLevel[i]!.priceStandardError! ** 2);
      expect(Math.abs(note.price! - twoLevel[i]!.price!)).toBeLessThan(4 * joint);
    });
  });
});

it('blocks depend on nothing but themselves: forwards and backwards the same bytes', async () => {
  const table = loanTable(mixed);
  const plan = planFor(table, 6 + purchaseMonths, deal);
  const prepared = prepareSimulation(table, plan, { ...byTape, rates: standardModels.rates }, 'order');
  const options = {
    estimator: 'two-level',
    stop: { kind: 'paths', count: 512 },
    premium: standardModels.premium,
  } as const;
  const forwards = await simulate(prepared, options);
  const backwards = await simulate(prepared, {
    ...options,
    runBlocks: (specs, run) => [...specs].reverse().map(run).reverse(),
  });
  expect(backwards.sample.means).toEqual(forwards.sample.means);
  expect(backwards.sample.cash).toEqual(forwards.sample.cash);
});
