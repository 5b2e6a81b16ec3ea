import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { moneyFromFloat } from '#basics/money.js';
import { type LoanTable, repaymentTypes } from '#collateral/loanTable.js';
import { normalQuantile } from '#numerics/normal.js';
import type { Provider } from '#pricing/models/providerDefault.js';
import { blockRunner } from '#pricing/montecarlo/pathBlock.js';
import { prepareSimulation, type SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import type { ProviderModels } from '#pricing/montecarlo/providers.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { planned, terms } from '../../waterfall/runs.js';
import { equalLoans, standardModels } from '../syntheticPool.js';
import { priceOf } from './referencePools.js';

interface JointCase {
  readonly payer: number;
  readonly guarantor: number;
  readonly assetCorrelation: number;
  readonly correlation: number;
  readonly degreesOfFreedom?: number;
  readonly joint: number;
}

const reference: { readonly gaussian: readonly JointCase[]; readonly student: readonly JointCase[] } =
  JSON.parse(
    readFileSync(new URL('../../../fixtures/reference/pricing/jointDefault.json', import.meta.url), 'utf8'),
  );
const recovery = 0.4;

/** A year's loans without interest, all due at its end, of which `share` default then; and one class with all of it. */
function models(
  share: number,
  correlation: number,
  change: Partial<SimulationModels> = {},
): SimulationModels {
  return {
    ...standardModels,
    correlation,
    default: { kind: 'vector', unit: 'mdr', by: 'age', rates: [...new Array<number>(11).fill(0), share] },
    recovery: { rate: recovery, lagMonths: 0 },
    prepayment: { kind: 'none' },
    premium: { rate: 0, rule: 'net' },
    rates: { ...standardModels.rates, kind: 'vasicek', volatility: 0, initial: 0, mean: 0, speed: 0.2 },
    ...change,
  };
}

function pool(count: number): LoanTable {
  const loans = equalLoans(count, { rate: 0, term: 12, repayment: 'bullet' });
  const age = { values: new Float64Array(count), present: new Uint8Array(count).fill(1) };
  return { ...loans, numbers: { ...loans.numbers, monthsOnBook: age } };
}

function planOf(support: string): PaymentPlan {
  const deal = terms(`
name: one payment
currency: CNY
dates: { cutOff: 2026-01-31, firstPayment: 2027-01-31, paymentMonths: 12, legalFinal: 2027-01-31 }
notes: [ { name: A, share: 100%, coupon: 0% }, { name: R, residual: true } ]
supports: { line: { ${support}, covers: [principal] } }
steps: [ { do: pay-principal, notes: A }, { do: pay-residual, to: R } ]
`);
  return planned(deal, { balance: moneyFromFloat(1e8, 2), cutOffDate: deal.dates.cutOff, lastMonth: 12 });
}

const whole = 'limit: 100% of initial pool';

function provider(change: Partial<Provider>): Provider {
  return {
    name: 'line',
    curve: { annualDefaultRate: 0.05 },
    relation: 'correlated',
    correlation: 0.7,
    among: {},
    recovery: 0,
    ...change,
  };
}

function behindDeal(one: Provider): ProviderModels {
  return { providers: [one], ofSupport: new Map([['line', 0]]), ofAcceptor: new Map() };
}

const stop = { kind: 'paths', count: 4096 } as const;

/** With a guarantee of everything the class loses what the pool does where the guarantor defaults too. */
async function guaranteed(one: JointCase, change: Partial<Provider> = {}) {
  const guarantor = provider({
    curve: { annualDefaultRate: one.guarantor },
    correlation: one.correlation,
    ...change,
  });
  const dependence =
    one.degreesOfFreedom === undefined
      ? {}
      : { dependence: { copula: 'student-t' as const, degreesOfFreedom: one.degreesOfFreedom } };
  const found = await priceOf({
    loans: pool(400),
    plan: planOf(whole),
    models: models(one.payer, one.assetCorrelation, { providers: behindDeal(guarantor), ...dependence }),
    stop,
  });
  return { note: found.notes[0]!, support: found.supports[0]!, pool: found.pool };
}

describe('a guarantee of the whole pool for one payment', () => {
  it.each([...reference.gaussian, ...reference.student])(
    'fails with the joint probability: payer $payer, guarantor $guarantor, correlations $assetCorrelation and $correlation',
    async (one) => {
      const { note, support } = await guaranteed(one);
      const lost = (1 - recovery) * one.joint;
      expect(Math.abs(note.expectedLoss! - lost)).toBeLessThan(3.5 * note.expectedLossStandardError!);
      const drawn = (1 - recovery) * (one.payer - one.joint) * 1e8;
      expect(Math.abs(support.expectedDrawn - drawn)).toBeLessThan(3.5 * support.expectedDrawnStandardError);
      const failed = support.providerDefaultProbability - one.guarantor;
      expect(Math.abs(failed)).toBeLessThan(3.5 * support.providerDefaultProbabilityStandardError);
      // An error that says nothing would pass everything.
      expect(note.expectedLossStandardError!).toBeLessThan(0.1 * lost);
      expect(support.exhaustionProbability).toBe(0);
    },
  );

  it('independent: the product of both probabilities', async () => {
    const one = reference.gaussian[1]!;
    const { note } = await guaranteed(one, { relation: 'independent' });
    const lost = (1 - recovery) * one.payer * one.guarantor;
    expect(Math.abs(note.expectedLoss! - lost)).toBeLessThan(3.5 * note.expectedLossStandardError!);
    expect(note.expectedLossStandardError!).toBeLessThan(0.1 * lost);
  });

  it('one that never defaults leaves no loss, one that has defaulted all of it', async () => {
    const one = reference.gaussian[1]!;
    const sound = await guaranteed({ ...one, guarantor: 0 });
    expect(sound.note.expectedLoss).toBeNull();
    expect(sound.note.lossStatement).toMatch(/^none in 4096 paths/);
    const gone = await guaranteed({ ...one, guarantor: 1 });
    expect(gone.note.expectedLoss!).toBeCloseTo(gone.pool.expectedLossRate, 9);
    expect(gone.support.expectedDrawn).toBe(0);
  });

  it('the loss rises with the correlation', async () => {
    const losses: number[] = [];
    for (const correlation of [0, 0.2, 0.4, 0.7, 0.95, 1]) {
      losses.push((await guaranteed({ ...reference.gaussian[1]!, correlation })).note.expectedLoss!);
    }
    for (let k = 1; k < losses.length; k++) expect(losses[k]!).toBeGreaterThan(losses[k - 1]!);
  });

  it('certain: fails past a share of defaults, the tail of the large pool', async () => {
    const [pd, correlation, share] = [0.1, 0.15, 0.15];
    const found = await priceOf({
      loans: pool(5000),
      plan: planOf(`${whole}, defaultsAbove: 15%`),
      models: models(pd, correlation),
      stop: { kind: 'paths', count: 8192 },
    });
    // E[L; L > x] with L = (1 - R) p(Z), p(Z) > x where Z is below z: Vasicek 2002.
    const z =
      (normalQuantile(pd) - Math.sqrt(1 - correlation) * normalQuantile(share)) / Math.sqrt(correlation);
    const tail = 0.5 * (1 + erf(z / Math.SQRT2));
    const wanted = (1 - recovery) * simpson((x) => density(x) * conditional(pd, correlation, x), -10, z);
    expect(Math.abs(found.notes[0]!.expectedLoss! - wanted)).toBeLessThan(
      4 * found.notes[0]!.expectedLossStandardError!,
    );
    const { providerDefaultProbability: failed, providerDefaultProbabilityStandardError: error } =
      found.supports[0]!;
    expect(Math.abs(failed - tail)).toBeLessThan(4 * error);
  });
});

describe('limits and exhaustion', () => {
  it('a limit is used up as often as the pool loses more', async () => {
    const found = await priceOf({
      loans: pool(1),
      plan: planOf('limit: 30% of initial pool'),
      models: models(0.1, 0.15),
      stop,
    });
    const [support] = found.supports;
    expect(Math.abs(support!.exhaustionProbability - 0.1)).toBeLessThan(
      3.5 * support!.exhaustionProbabilityStandardError,
    );
    expect(Math.abs(support!.expectedDrawn - 0.1 * 3e7)).toBeLessThan(
      3.5 * support!.expectedDrawnStandardError,
    );
  });
});

describe('bills that an acceptor stands behind', () => {
  const discount = repaymentTypes.indexOf('discount');

  /** `named` is who accepts every bill; `payer` who owes it. */
  function bills(count: number, payer = 'P'): LoanTable {
    const loans = pool(count);
    const all = (label: string) => ({ labels: [label], codes: new Uint32Array(count).fill(1) });
    return {
      ...loans,
      repaymentType: new Uint8Array(count).fill(discount),
      categories: { acceptor: all('J'), payerId: all(payer) },
    };
  }

  async function lossOf(one: JointCase, change: Partial<Provider>, payer = 'P', limit = 1) {
    const acceptor = provider({
      name: 'J',
      curve: { annualDefaultRate: one.guarantor },
      correlation: one.correlation,
      ...change,
    });
    const providers: ProviderModels = {
      providers: [acceptor],
      ofSupport: new Map(),
      ofAcceptor: new Map([['J', 0]]),
    };
    const found = await priceOf({
      loans: bills(400, payer),
      plan: planOf('limit: 1.00'),
      models: models(one.payer, one.assetCorrelation, {
        providers,
        payables: {
          unpaidShare: 0,
          defaultAfterMonths: 3,
          guarantee: { obligation: 'onDemand', claimDelayMonths: 0, limit },
        },
      }),
      stop,
    });
    return found.pool;
  }

  it.each([...reference.gaussian])(
    'are lost with the joint probability: $payer, $guarantor, $assetCorrelation, $correlation',
    async (one) => {
      const { expectedLossRate, expectedLossRateStandardError, expectedDefaultRate } = await lossOf(one, {});
      const lost = (1 - recovery) * one.joint;
      expect(Math.abs(expectedLossRate - lost)).toBeLessThan(3.5 * expectedLossRateStandardError);
      expect(expectedLossRateStandardError).toBeLessThan(0.1 * lost);
      expect(Math.abs(expectedDefaultRate - one.payer)).toBeLessThan(0.05 * one.payer);
    },
  );

  it('certain and accepted by the payer itself: as if nobody stood behind them; sound: nothing is lost', async () => {
    const one = reference.gaussian[1]!;
    const alone = (1 - recovery) * one.payer;
    for (const found of [await lossOf(one, { relation: 'certain' }), await lossOf(one, {}, 'J')]) {
      expect(found.expectedLossRate).toBeCloseTo((1 - recovery) * found.expectedDefaultRate, 12);
      expect(Math.abs(found.expectedLossRate - alone)).toBeLessThan(
        3.5 * found.expectedLossRateStandardError,
      );
    }
    expect((await lossOf({ ...one, guarantor: 0 }, {})).expectedLossRate).toBeCloseTo(0, 12);
  });

  it('the estate of the acceptor pays its share of what the payer leaves open, a limit its share of each bill', async () => {
    const one = reference.gaussian[1]!;
    const whole = await lossOf(one, {});
    const half = await lossOf(one, { recovery: 0.5 });
    expect(half.expectedLossRate / whole.expectedLossRate).toBeCloseTo(0.5, 9);
    const limited = await lossOf(one, {}, 'P', 0.6);
    const wanted = 0.6 * whole.expectedLossRate + 0.4 * (1 - recovery) * whole.expectedDefaultRate;
    expect(limited.expectedLossRate).toBeCloseTo(wanted, 9);
  });
});

describe('levels and blocks', () => {
  it('both levels of a pair see the same default, whatever ran before', () => {
    const prepared = prepareSimulation(
      pool(50),
      planOf(whole),
      models(0.1, 0.15, { providers: behindDeal(provider({ curve: { annualDefaultRate: 0.3 } })) }),
      'levels',
    );
    const run = blockRunner(prepared);
    const { records, twins } = run({ level: 'pairs', firstPath: 0, pathCount: 128 });
    const width = records.length / 128;
    const failedAt = width - 2;
    let failed = 0;
    for (let path = 0; path < 128; path++) {
      expect(twins[path * width + failedAt]).toBe(records[path * width + failedAt]);
      failed += records[path * width + failedAt]!;
    }
    expect(failed).toBeGreaterThan(20);
    expect(failed).toBeLessThan(60);
    const again = run({ level: 'pairs', firstPath: 64, pathCount: 64 });
    expect(again.records).toEqual(records.slice(64 * width));
  });
});

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

function conditional(pd: number, correlation: number, z: number): number {
  const x = (normalQuantile(pd) - Math.sqrt(correlation) * z) / Math.sqrt(1 - correlation);
  return 0.5 * (1 + erf(x / Math.SQRT2));
}

/** Abramowitz and Stegun 7.1.26 is too rough here: the series and its tail by Simpson. */
function erf(x: number): number {
  return (2 / Math.sqrt(Math.PI)) * simpson((t) => Math.exp(-t * t), 0, x);
}

function simpson(f: (x: number) => number, low: number, high: number, panels = 400): number {
  const h = (high - low) / (2 * panels);
  let total = f(low) + f(high);
  for (let k = 1; k < 2 * panels; k++) total += (k % 2 === 1 ? 4 : 2) * f(low + k * h);
  return (total * h) / 3;
}
