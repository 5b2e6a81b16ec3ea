import type { YamlPath } from '#basics/yamlDocument.js';
import type {
  CollateralAssumptions,
  DefaultBehavior,
  EventOrder,
  PrepaymentBehavior,
  RecoveryAssumption,
  SegmentAssumption,
} from '#collateral/assumptions.js';
import type { BorrowerDependence } from '#pricing/models/borrowerDependence.js';
import type { ShortRateModel } from '#pricing/models/rateSteps.js';
import type { Sourced } from './assumptionRecord.js';
import type { PdModel } from './defaultModel/pdModel.js';
import type { DefaultModel, PremiumRule } from './scenarioFlags.js';
import type { PoolExtras } from './statedPool.js';
import { noProviders, type StatedProviders } from './statedProviders.js';
import type { StatedRates } from './statedRates.js';
import { noStress, type PurchaseDrought, type StatedStress } from './stressTerms.js';
import type { StatedUncertainty } from './uncertainty/statedUncertainty.js';

/** Everything that a run assumes about the world, resolved: nothing is left open and nothing is hidden. */
export interface Assumptions extends CollateralAssumptions {
  /** Change of the annual speed in points for one point of the short rate; −5 unless stated. */
  readonly pointsPerRatePoint: number;
  /** Of the recovery rate to the economy, in probits for one deviation; 0 unless stated. Simulation only. */
  readonly recoverySensitivity: number;
  readonly correlation: number;
  readonly dependence?: BorrowerDependence;
  readonly rates: ShortRateModel;
  readonly premium: Premium;
  readonly events: PlanEvents;
}

/** What happens to the deal itself, by month of the pool. */
export interface PlanEvents {
  readonly drought?: PurchaseDrought;
  readonly supportsDefaultInMonth?: number;
}

/** Annual premium over the risk-free rate; `net` of the expected loss of each class, or `full`. */
export interface Premium {
  readonly rate: number;
  readonly rule: PremiumRule;
}

/** What an assumptions file states, each value with its place; what it leaves out is undefined. */
export interface StatedAssumptions {
  readonly order: Sourced<EventOrder> | undefined;
  readonly prepayment: Sourced<PrepaymentBehavior> | undefined;
  readonly pointsPerRatePoint: Sourced<number> | undefined;
  readonly default: Sourced<DefaultBehavior> | undefined;
  /** Of the PDs of single loans; `default` is then the tape's own rates, which the model makes. */
  readonly pdModel: Sourced<PdModel> | undefined;
  readonly recoveryRate: Sourced<number> | undefined;
  readonly recoveryLagMonths: Sourced<number> | undefined;
  readonly recoveryTerms: RecoveryTerms;
  readonly segments: readonly StatedSegment[];
  readonly extras: PoolExtras;
  readonly recoverySensitivity: Sourced<number> | undefined;
  readonly correlation: Sourced<number> | undefined;
  readonly dependence: BorrowerDependence | undefined;
  readonly model: Sourced<DefaultModel> | undefined;
  readonly pdDeviation: Sourced<number> | undefined;
  readonly rates: StatedRates | undefined;
  readonly premiumRate: Sourced<number> | undefined;
  readonly premiumRule: Sourced<PremiumRule> | undefined;
  /** Of the parameters themselves; only --uncertainty looks at it. */
  readonly uncertainty: Sourced<StatedUncertainty> | undefined;
  readonly stress: StatedStress;
  /** Guarantors, acceptors and other providers, and what their ratings mean. */
  readonly providers: StatedProviders;
  /** `a.yaml:3:5 prepayment.cpr`, or undefined where the file says nothing of that group. */
  readonly placeOf: (path: YamlPath) => string | undefined;
}

/** What a recovery may have besides its rate and lag. */
export type RecoveryTerms = Pick<RecoveryAssumption, 'timing' | 'cost' | 'advances' | 'allowAboveOne'>;

/** A segment whose recovery may leave its lag to the pool's. */
export interface StatedSegment extends Omit<SegmentAssumption, 'recovery'> {
  /** Times the segment's own default behavior, or the pool's where it states none. */
  readonly defaultMultiple?: number;
  readonly recovery?: RecoveryTerms & { readonly rate: number; readonly lagMonths: number | undefined };
}

export const nothingStated: StatedAssumptions = {
  order: undefined,
  prepayment: undefined,
  pointsPerRatePoint: undefined,
  default: undefined,
  pdModel: undefined,
  recoveryRate: undefined,
  recoveryLagMonths: undefined,
  recoveryTerms: {},
  segments: [],
  extras: {},
  recoverySensitivity: undefined,
  correlation: undefined,
  dependence: undefined,
  model: undefined,
  pdDeviation: undefined,
  rates: undefined,
  premiumRate: undefined,
  premiumRule: undefined,
  uncertainty: undefined,
  stress: noStress,
  providers: noProviders,
  placeOf: () => undefined,
};
