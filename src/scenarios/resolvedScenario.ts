import type { CalendarDate } from '#basics/calendarDate.js';
import type { Problem } from '#basics/problem.js';
import type { TapeReading } from '#collateral/tape/readTape.js';
import type { DealTerms } from '#deal/terms.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import type { Assumption } from './assumptionRecord.js';
import type { Assumptions } from './assumptions.js';
import type { ScenarioFlags } from './scenarioFlags.js';

/** Tape, deal and assumptions as one value that every run starts from; nothing about it can fail any more. */
export interface ResolvedScenario {
  readonly tape: TapeReading;
  readonly terms: DealTerms;
  readonly plan: PaymentPlan;
  /** Undefined where nobody states one: then months are counted and the plan's dates are nominal. */
  readonly asOf: CalendarDate | undefined;
  readonly assumptions: Assumptions;
  /** Every assumption with its value and origin, in the order in which it is printed. */
  readonly records: readonly Assumption[];
  readonly flags: ScenarioFlags;
  /** Warnings of everything that was read; errors would have kept the scenario from existing. */
  readonly problems: readonly Problem[];
}

/** The part of the assumptions that projects the pool. */
export function collateralAssumptions({
  assumptions,
}: ResolvedScenario): Pick<Assumptions, 'order' | 'prepayment' | 'default' | 'recovery'> {
  const { order, prepayment, recovery } = assumptions;
  return { order, prepayment, default: assumptions.default, recovery };
}
