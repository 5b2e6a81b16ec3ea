import { effectiveSampleSize } from '#numerics/statistics.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { discountFactor, nominal } from './cashflow/compounding.js';
import { type ClassValuation, valuation } from './classPrice.js';
import { dealValue } from './dealValue.js';
import {
  type Distribution,
  lossDistribution,
  lossExceedance,
  lossLevels,
  pathDistribution,
  type QuantilesByLevel,
} from './montecarlo/distributions.js';
import { noteColumn, poolColumn, type RecordLayout } from './montecarlo/pathRecord.js';
import type { PreparedSimulation } from './montecarlo/preparedSimulation.js';
import { scrambleCount } from './montecarlo/quasiFactors.js';
import type { RoundRules } from './montecarlo/rounds.js';
import type { SimulationResult } from './montecarlo/simulate.js';
import { type PurchaseFigures, purchaseFigures } from './purchaseFigures.js';
import { type ClassAlone, classesAlone, type SupportFigures, supportFigures } from './supportFigures.js';

/** Standard errors belong to the means; deviation, quantiles and range to single-loan paths. */
export interface MonteCarloClass extends ClassValuation {
  readonly priceStandardError: number | null;
  /** Currency units, as `value`; of a class without a balance too, which has no price. */
  readonly valueStandardError: number;
  readonly valueStandardDeviation: number;
  readonly valueRange: ValueRange;
  /** To first order; null where there is no yield, or too few paths to tell. */
  readonly yieldStandardError: number | null;
  readonly priceStandardDeviation: number | null;
  readonly priceQuantiles: QuantilesByLevel | null;
  /** The middle 90 % of the discounted value over paths: the pricing range (定价区间). */
  readonly priceRange: ValueRange | null;
  /** Mean of the discounted value over the worst paths: "0.95" of the worst 5 %. */
  readonly priceExpectedShortfall: QuantilesByLevel | null;
  /**
   * Principal unpaid at legal final over balance at the cut-off, undiscounted. null for a residual class, and where no
   * path had a loss, of single loans or of the large pool: that is no proof of zero.
   */
  readonly expectedLoss: number | null;
  readonly expectedLossStandardError: number | null;
  /** Where it is null for want of losses: with 95 % confidence it is below this, since a class loses no more than all. */
  readonly expectedLossUpperBound: number | null;
  /** Share of single-loan paths with a loss above one minor unit of the currency; null where none had one. */
  readonly lossProbability: number | null;
  readonly lossProbabilityStandardError: number | null;
  /** How many equally likely paths with a loss would say as much: few means that the figures above are rough. */
  readonly effectiveLossPaths: number | null;
  /** Set where no path had a loss: with 95 % confidence the probability is below this, 1 − 0.05^(1/paths). */
  readonly lossProbabilityUpperBound: number | null;
  /** The same in words: "none in 2048 paths, upper bound of its probability 0.00146 (95 % confidence)". */
  readonly lossStatement: string | null;
  /** Of the loss over balance, over single-loan paths; null for a residual class. */
  readonly losses: LossFigures | null;
  /** Interest still unpaid at legal final over balance; apart from the loss of principal. */
  readonly expectedInterestShortfall: number | null;
}

export interface ValueRange {
  readonly low: number;
  readonly high: number;
  readonly probability: number;
}

/** Distribution of a loss as a share of balance. */
export interface LossFigures {
  readonly standardDeviation: number;
  readonly quantiles: QuantilesByLevel;
  readonly expectedShortfall: QuantilesByLevel;
  /** P(loss above), keyed by the loss. */
  readonly exceedance: QuantilesByLevel;
}

export interface MonteCarloPool {
  readonly expectedDefaultRate: number;
  readonly expectedDefaultRateStandardError: number;
  readonly expectedLossRate: number;
  readonly expectedLossRateStandardError: number;
  readonly lossStandardDeviation: number;
  readonly lossQuantiles: QuantilesByLevel;
  readonly lossExpectedShortfall: QuantilesByLevel;
  /** P(loss above), keyed by the loss as a share of balance. */
  readonly lossExceedance: QuantilesByLevel;
}

export interface DealPrice {
  /** All classes less what accounts open with, over the pool, per 100. */
  readonly price: number;
  readonly priceStandardError: number | null;
  /** Interest collected less fees and class interest paid, over the pool's balance-years: a yearly rate. */
  readonly excessSpread: number;
}

export interface EstimatorReport {
  readonly method: 'two-level' | 'plain';
  /** Single-loan paths: distributions come from all of them. */
  readonly paths: number;
  /** Those of them that correct the large pool, each beside it on the same factors; 0 where paths are plain. */
  readonly pairedPaths: number;
  /** (Σ w)² / Σ w² of the paths' weights: how many plain ones say as much about the middle of a distribution. */
  readonly effectivePaths: number;
  /** Classes whose rare losses switched importance sampling on; empty where paths are plain. */
  readonly importanceSampled: readonly string[];
  readonly largePoolPaths: number;
  readonly scrambles: number;
  readonly rounds: number;
  readonly targetStandardError: number | null;
  readonly converged: boolean;
  readonly partial: boolean;
  /** Paths that the target would take, where that is out of reach and was not tried. */
  readonly pathsNeeded: number | null;
  /** Single loans less large pool, in the price: what the large pool alone would have missed. */
  readonly biasCheck: readonly {
    readonly name: string;
    readonly correction: number;
    readonly standardError: number;
  }[];
}

export interface MonteCarloPrices {
  readonly notes: readonly MonteCarloClass[];
  readonly pool: MonteCarloPool;
  readonly dealPrice: DealPrice;
  readonly estimator: EstimatorReport;
  readonly supports: readonly SupportFigures[];
  /** undefined for a deal that buys no loans. */
  readonly purchases: PurchaseFigures | undefined;
  /** The classes without what the originator pays; undefined where it stands behind nothing. */
  readonly withoutOriginatorSupport: readonly ClassAlone[] | undefined;
}

/** The results of a simulation as prices. */
export function monteCarloPrices(
  { stop, estimator }: RoundRules,
  prepared: PreparedSimulation,
  result: SimulationResult,
): MonteCarloPrices {
  const { sample, classes } = result;
  const { plan } = prepared;
  return {
    notes: plan.notes.map((_, note) => priceClass(prepared, result, note)),
    supports: supportFigures(prepared, result),
    purchases: purchaseFigures(plan, result),
    withoutOriginatorSupport: classesAlone(prepared, result),
    pool: pricePool(prepared.pool.openingBalance, plan.decimals, result),
    dealPrice: priceDeal(plan, result),
    estimator: {
      method: estimator,
      paths: sample.loanPathCount,
      pairedPaths: sample.pairCount,
      effectivePaths: effectiveSampleSize(sample.loanWeights),
      importanceSampled: (result.importance?.notes ?? []).map((note) => plan.notes[note]!.name),
      largePoolPaths: sample.largePoolPathCount,
      scrambles: sample.largePoolPathCount > 0 ? scrambleCount : 0,
      rounds: result.roundCount,
      targetStandardError: stop.kind === 'standard-error' ? stop.target : null,
      converged: result.converged,
      partial: result.partial,
      pathsNeeded: result.pathsNeeded === undefined ? null : Math.round(result.pathsNeeded),
      biasCheck: plan.notes.flatMap(({ name, openingBalance }, note) => {
        const scale = 100 / openingBalance.value;
        const { correction, correctionVariance } = classes[note]!;
        return openingBalance.value === 0 || estimator === 'plain'
          ? []
          : [{ name, correction: correction * scale, standardError: Math.sqrt(correctionVariance) * scale }];
      }),
    },
  };
}

function priceClass(prepared: PreparedSimulation, result: SimulationResult, note: number): MonteCarloClass {
  const { plan, times } = prepared;
  const { sample, layout } = result;
  const estimate = result.classes[note]!;
  const { kind, openingBalance } = plan.notes[note]!;
  const balance = openingBalance.value;
  const periods = plan.periods.length;
  const valued = valuation(plan, note, {
    value: estimate.value,
    years: times.years,
    cash: sample.cash.subarray(note * periods, (note + 1) * periods),
    weightedAverageLife: estimate.weightedAverageLife,
    discount: estimate.discount,
  });
  const values = pathDistribution(sample, estimate.valueWeights, balance > 0 ? 100 / balance : 1);
  const prices = balance > 0 ? values : undefined;
  const unit = balance > 0 ? balance / 100 : 1;
  const range = rangeOf(values);
  const losses = kind === 'residual' || balance === 0 ? undefined : classLosses(prepared, result, note);
  const isUnseen = losses !== undefined && losses.upperBound !== null && estimate.expectedLoss === 0;
  const variance = estimate.variance.largePool + estimate.variance.loans;
  const lossColumn = unitWeights(layout, noteColumn(layout, note, 'loss'));
  return {
    ...valued,
    priceStandardError: prices === undefined ? null : (100 * Math.sqrt(variance)) / balance,
    valueStandardError: Math.sqrt(variance),
    valueStandardDeviation: values.standardDeviation * unit,
    valueRange: { ...range, low: range.low * unit, high: range.high * unit },
    yieldStandardError: yieldError(prepared, result, note, valued),
    priceStandardDeviation: prices?.standardDeviation ?? null,
    priceQuantiles: prices?.quantiles ?? null,
    priceRange: prices === undefined ? null : range,
    priceExpectedShortfall: prices?.expectedShortfall ?? null,
    expectedLoss: losses === undefined || isUnseen ? null : estimate.expectedLoss / balance,
    expectedLossStandardError:
      losses === undefined || isUnseen ? null : errorOf(result, lossColumn) / balance,
    expectedLossUpperBound: isUnseen ? losses.upperBound : null,
    lossProbability: losses === undefined || losses.upperBound !== null ? null : losses.probability,
    lossProbabilityStandardError:
      losses === undefined || losses.upperBound !== null ? null : losses.standardError,
    effectiveLossPaths: losses?.effectiveLossPaths ?? null,
    lossProbabilityUpperBound: losses?.upperBound ?? null,
    lossStatement: noneSeen(sample.loanPathCount, losses?.upperBound),
    losses: losses === undefined ? null : lossFigures(prepared, result, note),
    expectedInterestShortfall: losses === undefined ? null : estimate.expectedInterestShortfall / balance,
  };
}

/**
 * Of the yield y at which expected cash C is worth the price: Σ C(t) v(t, y) = V. To first order an error of the cash
 * and one of the value move it by (Σ v(t) δC(t) − δV) / (V · modified duration), and both come of the same paths
 * (delta method; δV counts the estimated spread). Source: the implicit function theorem; P. Glasserman, Monte Carlo
 * Methods in Financial Engineering, A.2.
 */
function yieldError(
  { plan, times }: PreparedSimulation,
  { sample, classes }: SimulationResult,
  note: number,
  valued: ClassValuation,
): number | null {
  const { yield: rate, modifiedDuration, value } = valued;
  if (rate === null || modifiedDuration === null || !(value * modifiedDuration > 0)) return null;
  const perRate = value * modifiedDuration;
  const compounding = nominal(12 / plan.paymentMonths);
  const ofCash = times.years.map((years) => discountFactor(rate, compounding, years) / perRate);
  const ofColumns = classes[note]!.influenceWeights.map((weight) => -weight / perRate);
  const variance = sample.cashVarianceOf(ofColumns, note, ofCash);
  return variance === undefined ? null : Math.sqrt(variance);
}

function classLosses(prepared: PreparedSimulation, { sample, layout }: SimulationResult, note: number) {
  const minorUnit = 1 / Number(`1e${prepared.plan.decimals}`);
  return lossDistribution(sample, noteColumn(layout, note, 'loss'), minorUnit);
}

function noneSeen(pathCount: number, bound: number | null | undefined): string | null {
  if (bound === null || bound === undefined) return null;
  return `none in ${pathCount} paths, upper bound of its probability ${bound.toPrecision(3)} (95 % confidence)`;
}

function lossFigures(
  prepared: PreparedSimulation,
  { sample, layout }: SimulationResult,
  note: number,
): LossFigures {
  const balance = prepared.plan.notes[note]!.openingBalance.value;
  const column = noteColumn(layout, note, 'loss');
  const { standardDeviation, quantiles, expectedShortfall } = pathDistribution(
    sample,
    unitWeights(layout, column),
    1 / balance,
    lossLevels,
    'high',
  );
  const minorUnit = 1 / Number(`1e${prepared.plan.decimals}`);
  const exceedance = lossExceedance(sample, column, balance, minorUnit);
  return { standardDeviation, quantiles, expectedShortfall, exceedance };
}

function rangeOf({ quantiles }: Distribution): ValueRange {
  return { low: quantiles['0.05']!, high: quantiles['0.95']!, probability: 0.9 };
}

function pricePool(balance: number, decimals: number, result: SimulationResult): MonteCarloPool {
  const minorUnit = 1 / Number(`1e${decimals}`);
  const { sample, layout } = result;
  const defaulted = poolColumn(layout, 'defaulted');
  const loss = poolColumn(layout, 'loss');
  const levels = ['0.5', '0.95', '0.99', '0.999'];
  const losses = pathDistribution(sample, unitWeights(layout, loss), 1 / balance, levels, 'high');
  return {
    expectedDefaultRate: sample.means[defaulted]! / balance,
    expectedDefaultRateStandardError: errorOf(result, unitWeights(layout, defaulted)) / balance,
    expectedLossRate: sample.means[loss]! / balance,
    expectedLossRateStandardError: errorOf(result, unitWeights(layout, loss)) / balance,
    lossStandardDeviation: losses.standardDeviation,
    lossQuantiles: losses.quantiles,
    lossExpectedShortfall: losses.expectedShortfall,
    lossExceedance: lossExceedance(sample, loss, balance, minorUnit),
  };
}

function priceDeal(plan: PaymentPlan, result: SimulationResult): DealPrice {
  const { sample, layout, classes } = result;
  const balance = plan.poolBalance.value;
  const weights = new Float64Array(layout.width);
  for (const { influenceWeights } of classes.slice(0, plan.notes.length)) {
    for (let c = 0; c < weights.length; c++) weights[c]! += influenceWeights[c]!;
  }
  const mean = (column: Parameters<typeof poolColumn>[1]) => sample.means[poolColumn(layout, column)]!;
  const spread = mean('interest') - mean('feesPaid') - mean('noteInterestPaid');
  return {
    price: dealValue(
      plan,
      plan.notes.map((_, note) => classes[note]!.value),
    ),
    priceStandardError: (100 * errorOf(result, weights)) / balance,
    excessSpread: spread / mean('balanceYears'),
  };
}

function unitWeights(layout: RecordLayout, column: number): Float64Array {
  const weights = new Float64Array(layout.width);
  weights[column] = 1;
  return weights;
}

function errorOf({ sample }: SimulationResult, weights: Float64Array): number {
  const { largePool, loans } = sample.varianceOf(weights);
  return Math.sqrt(largePool + loans);
}
