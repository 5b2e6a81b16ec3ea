import { randomStream } from '#numerics/randomStream.js';
import { fillPathSmm } from '#pricing/models/prepaymentRule.js';
import { providerMonths } from '#pricing/models/providerDefault.js';
import { fillRatePath } from '#pricing/models/rateSteps.js';
import { recoveryRateGiven } from '#pricing/models/recoveryRate.js';
import { type Collections, newCollections, sumIntoPayments } from '#waterfall/availableFunds.js';
import { compileCash } from '#waterfall/compiled/compilePlan.js';
import { newCashFlows } from '#waterfall/compiled/layout.js';
import { buysLoans } from '#waterfall/planQueries.js';
import { addCash, batchCount } from './cashBatches.js';
import type { FactorStrata } from './factorStrata.js';
import { kernelCompiled } from './kernelCompiled.js';
import { kernelTypescript } from './kernelTypescript.js';
import { pathClaims } from './pathClaims.js';
import { pathDiscount } from './pathDiscount.js';
import { drawFactors, drawFactorsIn, newPathFactors, type PathFactors } from './pathFactors.js';
import {
  type RecordLayout,
  simulationLayout,
  supportAccounts,
  writeNotes,
  writePurchases,
  writeRecord,
  writeSupports,
} from './pathRecord.js';
import { type AliveSchedule, applyPrepayment, newAliveSchedule, newPoolFlows } from './poolFlows.js';
import type { PreparedSimulation } from './preparedSimulation.js';
import { paymentFromMonth } from './providers.js';
import { quasiFactors, scrambleCount } from './quasiFactors.js';
import { revolvingPath } from './revolvingPath.js';

/**
 * What the paths of a block simulate.
 * `loans`: single loans, plain random factors. `pairs`: the same, each path also as a large pool on the same
 * factors, for the correction. `large-pool`: expectation given the factors, from scrambled Sobol points;
 * `large-pool-tail`: the same from other scrambles, for rare losses alone.
 * `pilot`: pairs with other random numbers, path i in stratum i of its strata; they show where losses are.
 */
export type PathLevel = 'loans' | 'pairs' | 'large-pool' | 'large-pool-tail' | 'pilot';

export interface BlockSpec {
  readonly level: PathLevel;
  readonly firstPath: number;
  readonly pathCount: number;
  /** Importance sampling of the systematic factor; without them it is plain. */
  readonly strata?: FactorStrata;
}

/** Plain numbers only, so that a block may come from another thread or machine. */
export interface BlockResult {
  readonly spec: BlockSpec;
  /** Likelihood ratio of each path: what it counts for in a mean. All 1 without importance sampling. */
  readonly weights: Float64Array;
  /** Row-major path × record; of `pairs` the single-loan rows, and in `twins` the large-pool rows. */
  readonly records: Float64Array;
  readonly twins: Float64Array;
  /** Weighted cash of all paths, note × period, of `records` and of `twins`. */
  readonly cashSums: Float64Array;
  readonly twinCashSums: Float64Array;
  /** Batch × note × period: weighted cash of `records` less that of `twins`, by batch of paths. */
  readonly cashBatches: Float64Array;
}

/** Which of a path's random numbers a stream holds. */
const factorPurpose = 0;
const defaultPurpose = 1;
/** Paths of the plain estimator are other paths than the correction's; 4 is the Sobol points' remainder. */
const purposeOffset = { loans: 0, pairs: 2, pilot: 6 } as const;

/** Sees what the pool of a path pays, before anybody is paid; not called for a deal that buys loans. */
export type CollectionsWatcher = (
  collections: Collections,
  weight: number,
  level: 'loans' | 'large-pool',
) => void;

/**
 * Makes a function that simulates blocks. It keeps scratch space: one at a time, on one thread. The result
 * depends on the block alone, not on what ran before it.
 */
export function blockRunner(
  prepared: PreparedSimulation,
  watch?: CollectionsWatcher,
): (spec: BlockSpec) => BlockResult {
  const { plan, alone, pool, rateSteps, prepayment, times, spreads, dependence } = prepared;
  const layout = simulationLayout(prepared);
  const supports = supportAccounts(plan);
  const kernel = kernelCompiled(pool, dependence) ?? kernelTypescript(pool, dependence);
  const compiled = compileCash(plan);
  const { factorDesign } = prepared;
  const stepCount = rateSteps.expected.length - 1;
  const factors = newPathFactors(factorDesign);
  const fillQuasi = quasiFactors(prepared.key, factorDesign);
  const rates = new Float64Array(stepCount + 1);
  const smm = new Float64Array(prepayment.groupCount * prepayment.monthCount);
  const discount = new Float64Array(plan.periods.length * spreads.length);
  const fillDiscount = pathDiscount(times, spreads);
  const alive = newAliveSchedule(pool);
  const collections = newCollections(plan);
  const claims =
    pool.claims === undefined
      ? undefined
      : pathClaims(pool.claims, pool.recovery, prepared.providers?.design);
  const revolving = buysLoans(plan) ? revolvingPath(prepared, collections, claims) : undefined;
  const poolFlows = revolving?.flows ?? newPoolFlows(pool);
  const noteFlows = newCashFlows(plan);
  const factorStream = randomStream(prepared.key, 0, factorPurpose);
  const defaultStream = randomStream(prepared.key, 0, defaultPurpose);

  const drawPurchase = (principal: Float64Array, into: AliveSchedule): void =>
    kernel.purchase(defaultStream, principal, into);
  const { rate, sensitivity } = pool.recovery;
  const recoveryMultiple = (): number =>
    sensitivity === 0 || rate === 0 ? 1 : recoveryRateGiven(rate, sensitivity, factors.systematic) / rate;

  const failures = failuresOnPath(prepared, collections.failedFrom);
  const compiledAlone = alone === undefined ? undefined : compileCash(alone);

  const run = (into: typeof compiled, level: 'loans' | 'large-pool'): void => {
    if (revolving === undefined) into.run(collections, noteFlows);
    else {
      const draw = level === 'loans' ? { draw: drawPurchase } : {};
      revolving.start({ alive, rates, smm, recoveryMultiple: recoveryMultiple(), ...draw });
      into.run(collections, noteFlows, revolving.before);
    }
  };

  /** Pays the pool's flows through the deal and writes a row of the records, or of their twins. */
  const settle = (
    result: BlockResult,
    index: number,
    level: 'loans' | 'large-pool',
    isTwin: boolean,
    again: () => void,
  ): void => {
    if (revolving === undefined) {
      applyPrepayment(pool, alive, smm, poolFlows, recoveryMultiple(), claims);
      sumIntoPayments(plan, poolFlows, collections);
      watch?.(collections, factors.weight, level);
    }
    run(compiled, level);
    const [records, cashSums] = isTwin
      ? [result.twins, result.twinCashSums]
      : [result.records, result.cashSums];
    const cash = { sums: cashSums, batches: result.cashBatches, path: result.spec.firstPath + index, isTwin };
    const start = index * layout.width;
    writeRecord(layout, poolFlows, noteFlows, discount, times.years, records, start);
    if (supports.length > 0) writeSupports(layout, supports, noteFlows, records, start);
    if (revolving !== undefined) {
      writePurchases(layout, noteFlows, collections, plan.buying, records, start);
    }
    addCash(noteFlows, factors.weight, cash);
    if (compiledAlone === undefined) return;
    // A pool that grows by what its deal buys has to be followed once more, with the same loans.
    if (revolving !== undefined) again();
    run(compiledAlone, level);
    const first = plan.notes.length;
    writeNotes(layout, noteFlows, discount, times.years, records, start + first * layout.noteWidth);
    addCash(noteFlows, factors.weight, cash, first * plan.periods.length);
  };

  return (spec) => {
    const result = newBlockResult(spec, layout, plan.periods.length);
    const isLargePool = spec.level === 'large-pool' || spec.level === 'large-pool-tail';
    const offset = isLargePool ? 0 : purposeOffset[spec.level];
    for (let index = 0; index < spec.pathCount; index++) {
      const path = spec.firstPath + index;
      if (isLargePool) {
        const firstScramble = spec.level === 'large-pool' ? 0 : scrambleCount;
        const scramble = firstScramble + (path % scrambleCount);
        fillQuasi(scramble, Math.floor(path / scrambleCount), spec.strata, factors);
      } else {
        factorStream.moveTo(path, factorPurpose + offset);
        if (spec.level === 'pilot' && spec.strata !== undefined) {
          const stratum = path % (spec.strata.bounds.length - 1);
          drawFactorsIn(stratum, factorStream, factorDesign, spec.strata, factors);
        } else drawFactors(factorStream, factorDesign, spec.strata, factors);
      }
      result.weights[index] = factors.weight;
      fillRatePath(rateSteps, factors.rateShocks, rates);
      fillPathSmm(prepayment, rates, smm);
      fillDiscount(rates, discount);
      kernel.setFactors(factors);
      if (failures !== undefined) {
        const months = failures(factors);
        claims?.start(months);
      }
      if (!isLargePool) {
        const drawLoans = () => {
          defaultStream.moveTo(path, defaultPurpose + offset);
          kernel.loanLevel(defaultStream, alive);
        };
        drawLoans();
        settle(result, index, 'loans', false, drawLoans);
      }
      if (spec.level !== 'loans') {
        kernel.largePool(alive);
        settle(result, index, 'large-pool', !isLargePool, unchanged);
      }
    }
    return result;
  };
}

/** The pool of a large-pool path is not touched by what its deal buys. */
const unchanged = (): void => undefined;

/** Fills, by account, the payment from which the provider of a support pays no more on a path. */
function failuresOnPath({ providers, times }: PreparedSimulation, failedFrom: Int32Array) {
  if (providers === undefined) return undefined;
  const { design, ofAccount } = providers;
  const draw = providerMonths(design);
  const months = new Int32Array(design.names.length);
  return (factors: PathFactors): Int32Array => {
    draw(factors, factors.providers, months);
    for (let account = 0; account < ofAccount.length; account++) {
      const provider = ofAccount[account]!;
      if (provider >= 0) failedFrom[account] = paymentFromMonth(times, months[provider]!);
    }
    return months;
  };
}

function newBlockResult(spec: BlockSpec, layout: RecordLayout, periodCount: number): BlockResult {
  const rows = spec.pathCount * layout.width;
  const cash = layout.noteCount * periodCount;
  const paired = spec.level === 'pairs' || spec.level === 'pilot';
  return {
    spec,
    weights: new Float64Array(spec.pathCount),
    records: new Float64Array(rows),
    twins: new Float64Array(paired ? rows : 0),
    cashSums: new Float64Array(cash),
    twinCashSums: new Float64Array(paired ? cash : 0),
    cashBatches: new Float64Array(batchCount * cash),
  };
}
