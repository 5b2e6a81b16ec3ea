import { formatDate } from '#basics/calendarDate.js';
import { formatMoney } from '#basics/money.js';
import type { ClassValuation } from '#pricing/classPrice.js';
import type { LossFigures } from '#pricing/monteCarloPrices.js';
import type { PricedScenario, ScenarioPrices } from '#scenarios/priceScenario.js';
import type { Uncertainty } from '#scenarios/uncertainty/uncertainty.js';
import type { PaymentPlan, PlanNote } from '#waterfall/paymentPlan.js';
import { dealRecord } from './dealRecord.js';
import type { PriceDocument, PriceNote } from './documents/priceSchema.js';
import { problemRecords, type RunInputs, runRecord } from './runRecord.js';
import { tapeSummary } from './tapeSummary.js';

/** The JSON document of a pricing; the terminal and CSV reports are made from it. */
export function priceDocument(
  { scenario, seed, records, result, problems, uncertainty }: PricedScenario,
  run: Pick<RunInputs, 'version' | 'inputs' | 'options'>,
): PriceDocument {
  const { plan, tape } = scenario;
  return {
    schema: 'abs/price/1',
    run: runRecord({ ...run, seed, asOf: scenario.asOf, assumptions: records }),
    tape: tapeSummary(tape.report),
    deal: dealRecord(plan),
    pool: poolRecord(result),
    dealPrice: dealPriceRecord(result),
    notes: plan.notes.map((note, i) => noteRecord(note, plan.decimals, result, i)),
    ...supportRecords(result, plan),
    ...purchaseRecord(result, plan),
    estimator: estimatorRecord(result),
    ...(uncertainty === undefined ? {} : { uncertainty: uncertaintyRecord(uncertainty) }),
    problems: problemRecords(problems),
  };
}

/** Neither for deals without support. */
function supportRecords(
  { method, prices }: ScenarioPrices,
  { accounts, decimals }: PaymentPlan,
): Pick<PriceDocument, 'supports' | 'withoutOriginatorSupport'> {
  const supports = method === 'mc' ? prices.supports : [];
  const alone = prices.withoutOriginatorSupport;
  return {
    ...(supports.length === 0
      ? {}
      : {
          supports: supports.map((support) => {
            const { limit } = accounts.find(({ name }) => name === support.name)!;
            return { ...support, limit: formatMoney(limit.exact, decimals) };
          }),
        }),
    ...(alone === undefined ? {} : { withoutOriginatorSupport: alone.map((one) => ({ ...one })) }),
  };
}

/** None for a deal that buys no loans, or is not simulated. */
function purchaseRecord(
  { method, prices }: ScenarioPrices,
  { nominalDates }: PaymentPlan,
): Pick<PriceDocument, 'purchases'> {
  const found = method === 'mc' ? prices.purchases : undefined;
  if (found === undefined) return {};
  const { lastDate, stopped, endedEarly } = found;
  return {
    purchases: {
      ...found,
      lastDate: lastDate === undefined || nominalDates ? null : formatDate(lastDate),
      stopped: { ...stopped },
      endedEarly: { ...endedEarly },
    },
  };
}

function uncertaintyRecord({ draws, pathsPerDraw, parameters, notes, models }: Uncertainty) {
  return {
    draws,
    pathsPerDraw,
    parameters: parameters.map((one) => ({ ...one })),
    notes: notes.map((one) => ({ ...one })),
    models: models.map((one) => ({ model: one.model, notes: one.notes.map((note) => ({ ...note })) })),
  };
}

function noteRecord(note: PlanNote, decimals: number, result: ScenarioPrices, index: number): PriceNote {
  const priced = result.prices.notes[index]!;
  const head = {
    name: note.name,
    kind: note.kind,
    balance: formatMoney(note.openingBalance.exact, decimals),
    creditEnhancement: priced.creditEnhancement,
    coupon: note.kind === 'residual' ? null : note.couponRate,
    ...valuationRecord(priced),
  };
  if (result.method === 'dcf') {
    const discounted = result.prices.notes[index]!;
    return {
      ...head,
      ...nothingSimulated,
      expectedLoss: discounted.expectedLoss,
      expected: valuationRecord(discounted.expected),
    };
  }
  const simulated = result.prices.notes[index]!;
  return {
    ...head,
    priceStandardError: simulated.priceStandardError,
    valueStandardError: simulated.valueStandardError,
    valueStandardDeviation: simulated.valueStandardDeviation,
    valueRange: { ...simulated.valueRange },
    yieldStandardError: simulated.yieldStandardError,
    priceStandardDeviation: simulated.priceStandardDeviation,
    priceQuantiles: simulated.priceQuantiles === null ? null : { ...simulated.priceQuantiles },
    priceRange: simulated.priceRange === null ? null : { ...simulated.priceRange },
    priceExpectedShortfall:
      simulated.priceExpectedShortfall === null ? null : { ...simulated.priceExpectedShortfall },
    expectedLoss: simulated.expectedLoss,
    expectedLossStandardError: simulated.expectedLossStandardError,
    expectedLossUpperBound: simulated.expectedLossUpperBound,
    lossProbability: simulated.lossProbability,
    lossProbabilityStandardError: simulated.lossProbabilityStandardError,
    effectiveLossPaths: simulated.effectiveLossPaths,
    lossProbabilityUpperBound: simulated.lossProbabilityUpperBound,
    lossStatement: simulated.lossStatement,
    losses: simulated.losses === null ? null : lossRecord(simulated.losses),
    expectedInterestShortfall: simulated.expectedInterestShortfall,
  };
}

function lossRecord({ standardDeviation, quantiles, expectedShortfall, exceedance }: LossFigures) {
  return {
    standardDeviation,
    quantiles: { ...quantiles },
    expectedShortfall: { ...expectedShortfall },
    exceedance: { ...exceedance },
  };
}

const nothingSimulated = {
  priceStandardError: null,
  valueStandardError: null,
  valueStandardDeviation: null,
  valueRange: null,
  yieldStandardError: null,
  priceStandardDeviation: null,
  priceQuantiles: null,
  priceRange: null,
  priceExpectedShortfall: null,
  expectedLoss: null,
  expectedLossStandardError: null,
  expectedLossUpperBound: null,
  lossProbability: null,
  lossProbabilityStandardError: null,
  effectiveLossPaths: null,
  lossProbabilityUpperBound: null,
  lossStatement: null,
  losses: null,
  expectedInterestShortfall: null,
};

function valuationRecord(valued: ClassValuation) {
  return {
    price: valued.price,
    value: valued.value,
    yield: valued.yield,
    weightedAverageLife: valued.weightedAverageLife,
    modifiedDuration: valued.modifiedDuration,
    discount: { ...valued.discount },
  };
}

function poolRecord({ method, prices }: ScenarioPrices): PriceDocument['pool'] {
  const { expectedDefaultRate, expectedLossRate } = prices.pool;
  if (method === 'dcf') {
    return {
      expectedDefaultRate,
      expectedDefaultRateStandardError: null,
      expectedLossRate,
      expectedLossRateStandardError: null,
      lossStandardDeviation: null,
      lossQuantiles: null,
      lossExpectedShortfall: null,
      lossExceedance: null,
    };
  }
  const { pool } = prices;
  return {
    expectedDefaultRate,
    expectedDefaultRateStandardError: pool.expectedDefaultRateStandardError,
    expectedLossRate,
    expectedLossRateStandardError: pool.expectedLossRateStandardError,
    lossStandardDeviation: pool.lossStandardDeviation,
    lossQuantiles: { ...pool.lossQuantiles },
    lossExpectedShortfall: { ...pool.lossExpectedShortfall },
    lossExceedance: { ...pool.lossExceedance },
  };
}

function dealPriceRecord({ method, prices }: ScenarioPrices): PriceDocument['dealPrice'] {
  const { price, excessSpread } = prices.dealPrice;
  const priceStandardError = method === 'mc' ? prices.dealPrice.priceStandardError : null;
  return { price, priceStandardError, excessSpread };
}

function estimatorRecord({ method, prices }: ScenarioPrices): PriceDocument['estimator'] {
  if (method === 'mc') {
    const { biasCheck, importanceSampled, ...estimator } = prices.estimator;
    return {
      ...estimator,
      importanceSampled: [...importanceSampled],
      biasCheck: biasCheck.map((check) => ({ ...check })),
    };
  }
  return {
    method: 'dcf',
    paths: 0,
    pairedPaths: 0,
    effectivePaths: 0,
    importanceSampled: [],
    largePoolPaths: 0,
    scrambles: 0,
    rounds: 0,
    targetStandardError: null,
    converged: true,
    partial: false,
    pathsNeeded: null,
    biasCheck: [],
  };
}
