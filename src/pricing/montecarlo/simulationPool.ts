import type { DefaultBehavior, RecoveryAssumption } from '#collateral/assumptions.js';
import type { Cohorts } from '#collateral/cohorts.js';
import type { Dependence } from '#pricing/models/dependence.js';
import type { PrepaymentRule } from '#pricing/models/prepaymentRule.js';
import type { BillClaims } from './billClaims.js';
import { type CohortSchedules, cohortSchedules } from './cohortSchedules.js';
import { type LargePool, largePool } from './largePool.js';
import { type LoanLevel, loanLevel } from './loanLevel.js';
import { type RecoverySchedule, recoverySchedule } from './recoverySchedule.js';
import { type CohortLots, type ReplacementLine, replacementLine } from './replacementLine.js';
import { riskClasses } from './riskClasses.js';

/**
 * A pool made ready for simulation: what it pays if nobody defaults, and what a default takes away. Prepayment
 * multiplies everything by a factor per prepayment group and month, so it is not in these tables.
 */
export interface SimulationPool {
  /** Months from the cut-off to the last scheduled payment. */
  readonly monthCount: number;
  readonly openingBalance: number;
  readonly recovery: RecoverySchedule;
  readonly groupCount: number;
  readonly schedules: CohortSchedules;
  /** False for pools that pay interest monthly: then accrued interest need not be looked at. */
  readonly hasAccruedInterest: boolean;
  readonly loans: LoanLevel;
  readonly largePool: LargePool;
  /** What purchases are like; undefined where nothing is bought. */
  readonly line: ReplacementLine | undefined;
  /** Bills that somebody stands behind; undefined where there are none. */
  readonly claims: BillClaims | undefined;
}

export interface SimulationPoolOptions {
  readonly default: DefaultBehavior;
  readonly recovery: RecoveryAssumption;
  readonly recoverySensitivity: number;
  readonly prepayment: PrepaymentRule;
  readonly prepaymentGroupOfCohort: Uint32Array;
  /** Most risk groups of the large-pool level; the correction level removes what merging classes loses. */
  readonly riskGroupCountMax: number;
  readonly dependence: Dependence;
  /** Group of the dependence that each cohort is in; all in the first where it is left out. */
  readonly factorGroupOfCohort?: Uint32Array;
  readonly claims?: BillClaims | undefined;
  /** Where loans are bought: which, and the lot of each cohort and prepayment group. */
  readonly lots?: CohortLots;
}

export function simulationPool(cohorts: Cohorts, options: SimulationPoolOptions): SimulationPool {
  const classes = riskClasses(
    cohorts,
    options.default,
    options.factorGroupOfCohort ?? new Uint32Array(cohorts.count),
  );
  const groups = { groupOfCohort: options.prepaymentGroupOfCohort, count: options.prepayment.groupCount };
  const schedules = cohortSchedules(cohorts, groups.groupOfCohort);
  const { dependence, riskGroupCountMax } = options;
  const large = largePool(cohorts, classes, groups, { dependence, riskGroupCountMax });
  return {
    monthCount: cohorts.monthCount,
    openingBalance: cohorts.balance.reduce((total, balance) => total + balance, 0),
    recovery: recoverySchedule(options.recovery, options.recoverySensitivity),
    groupCount: groups.count,
    schedules,
    hasAccruedInterest: large.groupTotals.accrued.some((accrued) => accrued !== 0),
    loans: loanLevel(cohorts, classes, large.isExact, dependence),
    largePool: large,
    claims: options.claims,
    line:
      options.lots === undefined ? undefined : replacementLine(cohorts, classes, options.lots, dependence),
  };
}
