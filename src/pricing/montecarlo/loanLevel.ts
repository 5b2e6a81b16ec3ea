import type { Cohorts } from '#collateral/cohorts.js';
import { defaultThreshold, probabilityOfHazard } from '#pricing/models/defaultCurve.js';
import type { RiskClasses } from './riskClasses.js';

/**
 * Loans in the order in which defaults are drawn: the most likely to default first, cut into buckets of similar
 * probability. Loans that cannot default are not among them.
 */
export interface LoanLevel {
  readonly count: number;
  readonly cohort: Uint32Array;
  readonly balance: Float64Array;
  readonly riskClass: Uint32Array;
  /** Months until the loan's last payment: a default time beyond it is none. */
  readonly termMonths: Int32Array;
  /** Bucket b holds loans bucketStart[b] … bucketStart[b + 1] − 1. */
  readonly bucketStart: Uint32Array;
  /** Φ⁻¹ of the largest default probability in the bucket. */
  readonly bucketThreshold: Float64Array;
  readonly classes: RiskClasses;
  /** Monthly hazard of a class whose hazard is constant to the last month, else 0. */
  readonly constantHazard: Float64Array;
  /** Σ PD: how many defaults a path has on average. */
  readonly expectedDefaultCount: number;
}

/** A bucket's least cumulative hazard is this share of its largest, so that few candidates are refused. */
const bucketRatio = 0.7;

export function loanLevel(cohorts: Cohorts, classes: RiskClasses): LoanLevel {
  const hazardOfCohort = new Float64Array(cohorts.count);
  for (let c = 0; c < cohorts.count; c++) hazardOfCohort[c] = hazardToTerm(cohorts, classes, c);
  const order = riskiestFirst(cohorts, hazardOfCohort);
  const count = order.length;
  const loans = {
    count,
    cohort: new Uint32Array(count),
    balance: new Float64Array(count),
    riskClass: new Uint32Array(count),
    termMonths: new Int32Array(count),
  };
  const starts: number[] = [];
  const thresholds: number[] = [];
  let expectedDefaultCount = 0;
  let bucketTop = 0;
  order.forEach((row, i) => {
    const cohort = cohorts.cohortOfLoan[row]!;
    const hazard = hazardOfCohort[cohort]!;
    loans.cohort[i] = cohort;
    loans.balance[i] = cohorts.balanceOfLoan[row]!;
    loans.riskClass[i] = classes.classOfCohort[cohort]!;
    loans.termMonths[i] = cohorts.remainingTermMonths[cohort]!;
    expectedDefaultCount += probabilityOfHazard(hazard);
    if (i === 0 || hazard < bucketTop * bucketRatio) {
      starts.push(i);
      thresholds.push(defaultThreshold(hazard));
      bucketTop = hazard;
    }
  });
  return {
    ...loans,
    bucketStart: Uint32Array.from([...starts, count]),
    bucketThreshold: Float64Array.from(thresholds),
    classes,
    constantHazard: constantHazards(classes),
    expectedDefaultCount,
  };
}

function hazardToTerm(cohorts: Cohorts, classes: RiskClasses, cohort: number): number {
  const row = classes.classOfCohort[cohort]! * (classes.monthCount + 1);
  return classes.cumulativeHazard[row + cohorts.remainingTermMonths[cohort]!]!;
}

/** Rows of the tape that can default, by falling hazard; equal ones in tape order. */
function riskiestFirst(cohorts: Cohorts, hazardOfCohort: Float64Array): Uint32Array {
  const hazard = (row: number) => hazardOfCohort[cohorts.cohortOfLoan[row]!]!;
  const rows = Uint32Array.from({ length: cohorts.cohortOfLoan.length }, (_, row) => row);
  const risky = rows.filter((row) => hazard(row) > 0);
  return risky.sort((a, b) => (hazard(a) === hazard(b) ? a - b : hazard(a) > hazard(b) ? -1 : 1));
}

/** H(1) where H(t) = t · H(1) for all t, as for every constant annual rate. */
function constantHazards(classes: RiskClasses): Float64Array {
  const width = classes.monthCount + 1;
  return Float64Array.from({ length: classes.count }, (_, index) => {
    const first = classes.cumulativeHazard[index * width + 1]!;
    for (let t = 2; t < width; t++) {
      if (classes.cumulativeHazard[index * width + t] !== first * t) return 0;
    }
    return first;
  });
}
