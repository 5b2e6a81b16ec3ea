import { type Problem, problem } from '#basics/problem.js';
import type { CollateralCashflow } from '#collateral/collateralCashflow.js';
import { cashflowOf, projectPool } from '#collateral/projectPool.js';
import { collectionsByPayment } from '#waterfall/availableFunds.js';
import type { DistributionResult } from '#waterfall/distribution.js';
import { type ExactCollections, exactCollections } from '#waterfall/exact/exactCollections.js';
import { distributeExactly } from '#waterfall/exact/runExact.js';
import { runRevolving } from '#waterfall/exact/runRevolving.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { buysLoans } from '#waterfall/planQueries.js';
import type { Assumption } from './assumptionRecord.js';
import { type DealSides, dealSides } from './dealSides.js';
import { collateralAssumptions, type ResolvedPool, type ResolvedScenario } from './resolvedScenario.js';
import { certainProviders, unfollowedProviders } from './resolveProviders.js';
import { unusedAssumptions } from './unusedAssumptions.js';

/** One exact run: what the pool is projected to pay, and what everyone gets of it. */
export interface ScenarioCashflow {
  /** Month by month, before it is summed into payments and rounded. */
  readonly pool: CollateralCashflow;
  /** The pool's flows in minor units, by payment date. */
  readonly collections: ExactCollections;
  readonly distribution: DistributionResult;
  readonly sides: DealSides;
}

export function cashflowScenario(scenario: ResolvedScenario): ScenarioCashflow {
  const { plan, tape } = scenario;
  if (buysLoans(plan)) {
    const lots = scenario.basis.purchases?.lots;
    const assumptions = collateralAssumptions(scenario);
    const revolve = (by: PaymentPlan) => runRevolving(by, tape.table, assumptions, lots);
    const { months, collections, distribution } = revolve(plan);
    const sides = dealSides(distribution, (by) => revolve(by).distribution);
    return { pool: cashflowOf(months), collections, distribution, sides };
  }
  const pool = projectPool(tape.table, collateralAssumptions(scenario), plan.cutOffDate);
  const collections = exactCollections(collectionsByPayment(plan, pool), plan.decimals);
  const distribution = distributeExactly(plan, collections);
  const sides = dealSides(distribution, (by) => distributeExactly(by, collections));
  return { pool, collections, distribution, sides };
}

/**
 * The records that an exact run rests on: rates, correlation and premium play no part in it, except where a shift of
 * rates moves prepayment or fixings, and where defaults are those of a state of the economy.
 */
export function cashflowRecords({ records }: Pick<ResolvedPool, 'records'>): Assumption[] {
  const names = new Set(records.map(({ name }) => name));
  const unused = (name: string): boolean => {
    if (name === 'rates.shift') return false;
    if (name === 'correlation') return !names.has('factors.global');
    if (name === 'prepayment.pointsPerRatePoint') return !names.has('rates.shift');
    return /^(rates\.|premium\.|recovery\.sensitivity$)/.test(name);
  };
  return records.filter(({ name }) => !unused(name));
}

/** The scenario with a warning for each stated assumption that an exact run leaves out. */
export function withUnusedWarnings(scenario: ResolvedScenario): ResolvedScenario {
  const unused = unusedAssumptions(scenario.records, cashflowRecords(scenario), 'a cash-flow run');
  const providers = unfollowedProviders(scenario, 'a cash-flow run');
  return {
    ...scenario,
    records: [...scenario.records, ...certainProviders(scenario)],
    problems: [...scenario.problems, ...unused, ...unusedCurve(scenario), ...providers],
  };
}

/** Nothing is discounted here: a curve only says what floating rates will be. */
function unusedCurve({ basis, assumptions, records }: ResolvedScenario): Problem[] {
  const isUsed =
    assumptions.indexRates !== undefined || records.some(({ name }) => name.endsWith('.forwards'));
  if (basis.curve === undefined || isUsed) return [];
  const message = 'has no part in a cash-flow run without a floating rate that it could give';
  return [problem('warning', 'unused', '--curve', message)];
}

/** Those of a pool without a deal. */
export function poolRecords(pool: ResolvedPool): Assumption[] {
  return cashflowRecords(pool).filter(({ name }) => name !== 'deal');
}
