import type { Cohorts } from '#collateral/cohorts.js';
import { exp, log } from '#numerics/elementary.js';
import { defaultThreshold } from '#pricing/models/defaultCurve.js';
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
  /** Row-major risk group × (monthCount + 1): Φ⁻¹(PD(t)). */
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
  riskGroupCountMax: number,
): LargePool {
  const balances = classBalances(cohorts, classes);
  const groupOfClass = mergeClasses(classes, balances, riskGroupCountMax);
  const riskGroupCount = 1 + groupOfClass.reduce((most, group) => Math.max(most, group), 0);
  const segments = Uint32Array.from(
    classes.classOfCohort,
    (index, cohort) => groupOfClass[index]! * prepayment.count + prepayment.groupOfCohort[cohort]!,
  );
  const segmentCount = riskGroupCount * prepayment.count;
  const totals = scheduleTotals(cohorts, segments, segmentCount);
  return {
    riskGroupCount,
    isExact: classes.count <= riskGroupCountMax,
    thresholds: groupThresholds(classes, balances, groupOfClass, riskGroupCount),
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

/** Every class its own group if there are few; else neighbors by first-year hazard, equal balance a group. */
function mergeClasses(classes: RiskClasses, balances: Float64Array, most: number): Uint32Array {
  if (classes.count <= most) return Uint32Array.from({ length: classes.count }, (_, index) => index);
  const width = classes.monthCount + 1;
  const month = Math.min(12, classes.monthCount);
  const hazard = (index: number) => classes.cumulativeHazard[index * width + month]!;
  const order = Uint32Array.from({ length: classes.count }, (_, index) => index).sort((a, b) =>
    hazard(a) === hazard(b) ? a - b : hazard(a) < hazard(b) ? -1 : 1,
  );
  const total = balances.reduce((sum, balance) => sum + balance, 0);
  const groups = new Uint32Array(classes.count);
  let before = 0;
  let group = -1;
  let lastSlice = -1;
  for (const index of order) {
    const slice = Math.min(most - 1, Math.floor((before / total) * most));
    // Slices that no class starts in are skipped, so that groups are numbered without gaps.
    if (slice !== lastSlice) group++;
    lastSlice = slice;
    groups[index] = group;
    before += balances[index]!;
  }
  return groups;
}

/** The group's PD is the balance-weighted one of its classes. */
function groupThresholds(
  classes: RiskClasses,
  balances: Float64Array,
  groupOfClass: Uint32Array,
  groupCount: number,
): Float64Array {
  const width = classes.monthCount + 1;
  const hazards = new Float64Array(groupCount * width);
  const survival = new Float64Array(groupCount * width);
  const balance = new Float64Array(groupCount);
  const members = new Uint32Array(groupCount);
  for (let index = 0; index < classes.count; index++) {
    const group = groupOfClass[index]!;
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
    return defaultThreshold(members[group] === 1 ? hazard : -log(survival[at]! / balance[group]!));
  });
}
