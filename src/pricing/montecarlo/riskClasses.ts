import type { DefaultBehavior } from '#collateral/assumptions.js';
import { defaultCurve, defaultFreeMonths } from '#collateral/behavior/default.js';
import type { HazardCurve } from '#collateral/behavior/hazard.js';
import type { Cohorts } from '#collateral/cohorts.js';
import { annualRateFromMonthly, monthlyHazard } from '#pricing/models/defaultCurve.js';
import { knownAge } from './knownAge.js';

/**
 * Cohorts of equal default risk: one cumulative hazard curve each. Cumulative hazard H(t) after t months gives
 * PD(t) = 1 − e^(−H(t)); it is the default curve in the form in which a simulated default time is looked up.
 */
export interface RiskClasses {
  readonly count: number;
  readonly monthCount: number;
  /** Row-major class × (monthCount + 1): H(0) = 0 … H(monthCount); infinite after certain default. */
  readonly cumulativeHazard: Float64Array;
  readonly classOfCohort: Uint32Array;
  /** Group of the dependence that each class belongs to: loans of one class share all factors. */
  readonly factorGroup: Uint32Array;
}

/**
 * Classes by default curve and group of the dependence, by age where the curve goes by age, and by remaining term where the last months
 * before maturity have no default.
 */
export function riskClasses(
  cohorts: Cohorts,
  assumption: DefaultBehavior,
  factorGroupOfCohort: Uint32Array = new Uint32Array(cohorts.count),
): RiskClasses {
  const curve = defaultCurve(assumption, cohorts.annualDefaultRate);
  const freeMonths = defaultFreeMonths(assumption);
  const classOfKey = new Map<string, number>();
  const firstCohort: number[] = [];
  const classOfCohort = new Uint32Array(cohorts.count);
  for (let cohort = 0; cohort < cohorts.count; cohort++) {
    const age = curve.ageCount > 1 ? knownAge(cohorts, cohort) : 0;
    const term = freeMonths > 0 ? cohorts.remainingTermMonths[cohort]! : 0;
    const key = `${rowRate(curve, cohort)} ${age} ${term} ${factorGroupOfCohort[cohort]!}`;
    let index = classOfKey.get(key);
    if (index === undefined) {
      index = firstCohort.length;
      classOfKey.set(key, index);
      firstCohort.push(cohort);
    }
    classOfCohort[cohort] = index;
  }
  const { monthCount } = cohorts;
  const cumulativeHazard = new Float64Array(firstCohort.length * (monthCount + 1));
  firstCohort.forEach((cohort, index) => {
    const lastMonth = cohorts.remainingTermMonths[cohort]! - freeMonths;
    const until = freeMonths > 0 ? Math.max(0, lastMonth) : monthCount;
    fillHazard(curve, cohorts, cohort, until, cumulativeHazard.subarray(index * (monthCount + 1)));
  });
  const factorGroup = Uint32Array.from(firstCohort, (cohort) => factorGroupOfCohort[cohort]!);
  return { count: firstCohort.length, monthCount, cumulativeHazard, classOfCohort, factorGroup };
}

/** Cumulative hazard of a cohort's loans at their last payment. */
export function hazardToTerm(cohorts: Cohorts, classes: RiskClasses, cohort: number): number {
  const row = classes.classOfCohort[cohort]! * (classes.monthCount + 1);
  return classes.cumulativeHazard[row + cohorts.remainingTermMonths[cohort]!]!;
}

/** The row of the curve that a cohort reads: one for all, or its own where rates come from the tape. */
function curveRow(curve: HazardCurve, cohort: number): number {
  return curve.rates.length === curve.ageCount ? 0 : cohort * curve.ageCount;
}

function rowRate(curve: HazardCurve, cohort: number): number {
  return curve.rates[curveRow(curve, cohort)]!;
}

/** Writes H(1) … H(monthCount) after the H(0) = 0 that is there. */
function fillHazard(
  curve: HazardCurve,
  cohorts: Cohorts,
  cohort: number,
  until: number,
  hazard: Float64Array,
): void {
  const row = curveRow(curve, cohort);
  const annual = (rate: number) => (curve.per === 'year' ? rate : annualRateFromMonthly(rate));
  if (curve.ageCount === 1) {
    // A product, not a sum: H(t) of a constant rate is exact in the last place.
    const constant = monthlyHazard(annual(curve.rates[row]!));
    for (let t = 1; t <= cohorts.monthCount; t++) {
      const months = Math.min(t, until);
      hazard[t] = constant === 0 || months === 0 ? 0 : constant * months;
    }
    return;
  }
  const age = knownAge(cohorts, cohort);
  for (let t = 1; t <= cohorts.monthCount; t++) {
    const rate = t > until ? 0 : curve.rates[row + Math.min(age + t, curve.ageCount) - 1]!;
    hazard[t] = hazard[t - 1]! + monthlyHazard(annual(rate));
  }
}
