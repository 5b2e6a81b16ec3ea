import type { Cohorts } from '#collateral/cohorts.js';
import { exp, log } from '#numerics/elementary.js';
import { type Dependence, thresholdOfHazard } from '#pricing/models/dependence.js';
import { type MergedClasses, mergeClasses } from './mergeClasses.js';
import type { RiskClasses } from './riskClasses.js';
import { mergeRows, type ScheduleTotals, scheduleTotals } from './scheduleTotals.js';

/**
 * The pool as infinitely many loans: given the factor, a share Φ(…) of each risk group has defaulted by each
 * month. Schedules are exact totals; only risk classes beyond the most that are kept apart are merged.
 */
export interface LargePool {
  readonly riskGroupCount: number;
  /** No classes were merged: risk group and risk class are the same. */
  readonly isExact: boolean;
  /** Row of the dependence's loadings that a risk group follows. */
  readonly factorGroupOfRisk: Uint32Array;
  /** Row-major risk group × (monthCount + 1): Φ⁻¹(PD(t)), or what else the dependence compares with. */
  readonly thresholds: Float64Array;
  /** A segment is a pair of risk group and prepayment group. */
  readonly segmentCount: number;
  readonly riskGroupOfSegment: Uint32Array;
  readonly prepaymentGroupOfSegment: Uint32Array;
  /** By segment. */
  readonly totals: ScheduleTotals;
  /** By prepayment group, all risks together. */
  readonly groupTotals: ScheduleTotals;
}

export function largePool(
  cohorts: Cohorts,
  classes: RiskClasses,
  prepayment: { readonly groupOfCohort: Uint32Array; readonly count: number },
  options: { readonly dependence: Dependence; readonly riskGroupCountMax: number },
): LargePool {
  const balances = classBalances(cohorts, classes);
  const { dependence, riskGroupCountMax } = options;
  const merged = mergeClasses(classes, balances, riskGroupCountMax, dependence.groupCount);
  const { riskGroupOfClass, factorGroupOfRisk } = merged;
  const riskGroupCount = factorGroupOfRisk.length;
  const segments = Uint32Array.from(
    classes.classOfCohort,
    (index, cohort) => riskGroupOfClass[index]! * prepayment.count + prepayment.groupOfCohort[cohort]!,
  );
  const segmentCount = riskGroupCount * prepayment.count;
  const totals = scheduleTotals(cohorts, segments, segmentCount);
  return {
    riskGroupCount,
    isExact: classes.count <= riskGroupCountMax,
    factorGroupOfRisk,
    thresholds: groupThresholds(classes, balances, merged, dependence),
    segmentCount,
    riskGroupOfSegment: Uint32Array.from({ length: segmentCount }, (_, s) =>
      Math.floor(s / prepayment.count),
    ),
    prepaymentGroupOfSegment: Uint32Array.from({ length: segmentCount }, (_, s) => s % prepayment.count),
    totals,
    groupTotals: mergeRows(totals, prepayment.count),
  };
}

function classBalances(cohorts: Cohorts, classes: RiskClasses): Float64Array {
  const balances = new Float64Array(classes.count);
  for (let c = 0; c < cohorts.count; c++) balances[classes.classOfCohort[c]!]! += cohorts.balance[c]!;
  return balances;
}

/** The group's PD is the balance-weighted one of its classes. */
function groupThresholds(
  classes: RiskClasses,
  balances: Float64Array,
  { riskGroupOfClass, factorGroupOfRisk }: MergedClasses,
  dependence: Dependence,
): Float64Array {
  const groupCount = factorGroupOfRisk.length;
  const width = classes.monthCount + 1;
  const hazards = new Float64Array(groupCount * width);
  const survival = new Float64Array(groupCount * width);
  const balance = new Float64Array(groupCount);
  const members = new Uint32Array(groupCount);
  for (let index = 0; index < classes.count; index++) {
    const group = riskGroupOfClass[index]!;
    members[group]!++;
    balance[group]! += balances[index]!;
    for (let t = 0; t < width; t++) {
      const hazard = classes.cumulativeHazard[index * width + t]!;
      hazards[group * width + t] = hazard;
      survival[group * width + t]! += balances[index]! * exp(-hazard);
    }
  }
  return hazards.map((hazard, at) => {
    const group = Math.floor(at / width);
    // A group of one class keeps its hazard to the last digit.
    const merged = members[group] === 1 ? hazard : -log(survival[at]! / balance[group]!);
    return thresholdOfHazard(merged, dependence);
  });
}
