import type {
  DefaultAssumption,
  EventOrder,
  PrepaymentAssumption,
  RecoveryAssumption,
} from '#collateral/assumptions.js';
import type { ShortRateModel } from '#pricing/models/shortRate.js';
import type { Sourced } from './assumptionRecord.js';
import type { PremiumRule } from './scenarioFlags.js';

/** Everything that a run assumes about the world, resolved: nothing is left open and nothing is hidden. */
export interface Assumptions {
  readonly order: EventOrder;
  readonly prepayment: PrepaymentAssumption;
  /** Change of the annual speed in points for one point of the short rate; −5 unless stated. */
  readonly pointsPerRatePoint: number;
  readonly default: DefaultAssumption;
  readonly recovery: RecoveryAssumption;
  /** Of the recovery rate to the economy, in probits for one deviation; 0 unless stated. Simulation only. */
  readonly recoverySensitivity: number;
  readonly correlation: number;
  readonly rates: ShortRateModel;
  readonly premium: Premium;
}

/** Annual premium over the risk-free rate; `net` of the expected loss of each class, or `full`. */
export interface Premium {
  readonly rate: number;
  readonly rule: PremiumRule;
}

/** What an assumptions file states, each value with its place; what it leaves out is undefined. */
export interface StatedAssumptions {
  readonly order: Sourced<EventOrder> | undefined;
  readonly prepayment: Sourced<PrepaymentAssumption> | undefined;
  readonly pointsPerRatePoint: Sourced<number> | undefined;
  readonly default: Sourced<DefaultAssumption> | undefined;
  readonly recoveryRate: Sourced<number> | undefined;
  readonly recoveryLagMonths: Sourced<number> | undefined;
  readonly recoverySensitivity: Sourced<number> | undefined;
  readonly correlation: Sourced<number> | undefined;
  readonly rateModel: Sourced<ShortRateModel['kind']> | undefined;
  readonly rateInitial: Sourced<number> | undefined;
  readonly rateMean: Sourced<number> | undefined;
  readonly rateSpeed: Sourced<number> | undefined;
  readonly rateVolatility: Sourced<number> | undefined;
  readonly premiumRate: Sourced<number> | undefined;
  readonly premiumRule: Sourced<PremiumRule> | undefined;
}

export const nothingStated: StatedAssumptions = {
  order: undefined,
  prepayment: undefined,
  pointsPerRatePoint: undefined,
  default: undefined,
  recoveryRate: undefined,
  recoveryLagMonths: undefined,
  recoverySensitivity: undefined,
  correlation: undefined,
  rateModel: undefined,
  rateInitial: undefined,
  rateMean: undefined,
  rateSpeed: undefined,
  rateVolatility: undefined,
  premiumRate: undefined,
  premiumRule: undefined,
};
