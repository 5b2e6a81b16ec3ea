import type { CalendarDate } from '#basics/calendarDate.js';
import type { Problem } from '#basics/problem.js';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import type { TapeReading } from '#collateral/tape/readTape.js';
import type { DealTerms } from '#deal/terms.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import type { AssumptionPlaces } from './assumptionPlaces.js';
import type { Assumption } from './assumptionRecord.js';
import type { Assumptions, StatedAssumptions } from './assumptions.js';
import type { ReadCurve } from './curve/readCurve.js';
import type { PoolFacts } from './poolFacts.js';
import type { PurchaseTerms } from './purchaseTerms.js';
import type { ScenarioFlags } from './scenarioFlags.js';

/** Tape and assumptions as one value that a projection starts from; nothing about it can fail any more. */
export interface ResolvedPool {
  /** With custom schedules in its table, where a file of them was given. */
  readonly tape: TapeReading;
  /** Where months are counted from; nominal where nobody states a cut-off. */
  readonly cutOffDate: CalendarDate;
  /** Undefined where nobody states one: then months are counted and the plan's dates are nominal. */
  readonly asOf: CalendarDate | undefined;
  readonly assumptions: Assumptions;
  /** Every assumption with its value and origin, in the order in which it is printed. */
  readonly records: readonly Assumption[];
  readonly flags: ScenarioFlags;
  /** What the assumptions were resolved from, so that a scenario can be laid over it. */
  readonly basis: AssumptionBasis;
  /** For problems found later, such as what cannot be simulated. */
  readonly places: AssumptionPlaces;
  /** Warnings of everything that was read; errors would have kept the scenario from existing. */
  readonly problems: readonly Problem[];
}

export interface AssumptionBasis {
  readonly stated: StatedAssumptions;
  readonly facts: PoolFacts;
  /** Records that no assumption changes. */
  readonly headRecords: readonly Assumption[];
  /** Problems that no assumption changes. */
  readonly readProblems: readonly Problem[];
  /** Of its own file; what an assumptions file says of a curve is in `stated`. */
  readonly curve: ReadCurve | undefined;
  /** Of a deal that buys loans. */
  readonly purchases: PurchaseTerms | undefined;
}

/** A pool with the deal on it, planned. */
export interface ResolvedScenario extends ResolvedPool {
  readonly terms: DealTerms;
  readonly plan: PaymentPlan;
}

/** The part of the assumptions that projects the pool. */
export function collateralAssumptions({
  assumptions,
}: Pick<ResolvedPool, 'assumptions'>): CollateralAssumptions {
  const { pointsPerRatePoint, correlation, dependence, rates, premium, events, ...collateral } = assumptions;
  return collateral;
}
