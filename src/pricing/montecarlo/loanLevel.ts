import type { Cohorts } from '#collateral/cohorts.js';
import { probabilityOfHazard } from '#pricing/models/defaultCurve.js';
import { type DefaultLaw, thresholdOfHazard } from '#pricing/models/dependence.js';
import { hazardToTerm, type RiskClasses } from './riskClasses.js';

/**
 * Loans in the order in which defaults are drawn. Where every loan is asked: by class and remaining term, cut into
 * buckets of one class and near terms, cohorts together. Where the draw skips from default to default: the most
 * likely to default first, cut into buckets of similar probability. Loans that cannot default are not among them.
 */
export interface LoanLevel {
  /** Every loan is asked (128 at a time), or the draw skips. Part of a result's bytes. */
  readonly isScanned: boolean;
  readonly count: number;
  readonly cohort: Uint32Array;
  readonly balance: Float64Array;
  readonly riskClass: Uint32Array;
  /** Months until the loan's last payment: a default time beyond it is none. */
  readonly termMonths: Int32Array;
  /** Bucket b holds loans bucketStart[b] … bucketStart[b + 1] − 1. */
  readonly bucketStart: Uint32Array;
  /** Threshold of the default probability of the bucket's first loan, which is the largest where the draw skips. */
  readonly bucketThreshold: Float64Array;
  /** Risk class of the bucket's first loan and term of its last: of all, and the longest, where they are asked. */
  readonly bucketClass: Uint32Array;
  readonly bucketTerm: Int32Array;
  readonly classes: RiskClasses;
  /** Monthly hazard of a class whose hazard is constant to the last month, else 0. */
  readonly constantHazard: Float64Array;
  /** Σ PD: how many defaults a path has on average. */
  readonly expectedDefaultCount: number;
}

/** A bucket's least cumulative hazard is this share of its largest, so that few candidates are refused. */
const bucketRatio = 0.7;

/** The same where every loan is asked, which costs less for each that is refused; */
const askedBucketRatio = 0.9;
/** but so many loans are asked together, and smaller buckets waste the bits. */
const askedBucketLeast = 128;

/**
 * Below this share of defaults skipping is faster than asking every loan with the compiled kernel. On plain paths the
 * two cost the same at 0.5 %; but such pools lose rarely, and importance sampling draws half of their paths from
 * economies with ten times the defaults, where skipping costs three times as much (measured, PD 0.4 %).
 */
const scannedFrom = 0.0005;

/** `mayScan`: few risk classes, whose curves are worked out for each path. */
export function loanLevel(
  cohorts: Cohorts,
  classes: RiskClasses,
  mayScan: boolean,
  law: DefaultLaw,
): LoanLevel {
  const hazardOfCohort = new Float64Array(cohorts.count);
  let defaultCount = 0;
  for (let c = 0; c < cohorts.count; c++) {
    hazardOfCohort[c] = hazardToTerm(cohorts, classes, c);
    defaultCount += cohorts.loanCount[c]! * probabilityOfHazard(hazardOfCohort[c]!);
  }
  const isScanned = mayScan && defaultCount >= scannedFrom * cohorts.cohortOfLoan.length;
  const order = isScanned
    ? byClassAndTerm(cohorts, classes, hazardOfCohort)
    : riskiestFirst(cohorts, classes, hazardOfCohort);
  const count = order.length;
  const loans = {
    count,
    cohort: new Uint32Array(count),
    balance: new Float64Array(count),
    riskClass: new Uint32Array(count),
    termMonths: new Int32Array(count),
  };
  const groupOf = (loan: number) => classes.factorGroup[loans.riskClass[loan]!]!;
  const starts: number[] = [];
  const thresholds: number[] = [];
  let expectedDefaultCount = 0;
  let firstHazard = 0;
  order.forEach((row, i) => {
    const cohort = cohorts.cohortOfLoan[row]!;
    const hazard = hazardOfCohort[cohort]!;
    loans.cohort[i] = cohort;
    loans.balance[i] = cohorts.balanceOfLoan[row]!;
    loans.riskClass[i] = classes.classOfCohort[cohort]!;
    loans.termMonths[i] = cohorts.remainingTermMonths[cohort]!;
    expectedDefaultCount += probabilityOfHazard(hazard);
    const isNew = isScanned
      ? loans.riskClass[i] !== loans.riskClass[i - 1] ||
        (firstHazard < hazard * askedBucketRatio && i - starts.at(-1)! >= askedBucketLeast)
      : hazard < firstHazard * bucketRatio || groupOf(i) !== groupOf(i - 1);
    if (i === 0 || isNew) {
      starts.push(i);
      thresholds.push(thresholdOfHazard(hazard, law));
      firstHazard = hazard;
    }
  });
  return {
    isScanned,
    ...loans,
    bucketStart: Uint32Array.from([...starts, count]),
    bucketThreshold: Float64Array.from(thresholds),
    bucketClass: Uint32Array.from(starts, (start) => loans.riskClass[start]!),
    bucketTerm: Int32Array.from(starts, (_, bucket) => loans.termMonths[(starts[bucket + 1] ?? count) - 1]!),
    classes,
    constantHazard: constantHazards(classes),
    expectedDefaultCount,
  };
}

/** Rows of the tape that can default, by class, then term, then cohort, then tape order. */
function byClassAndTerm(cohorts: Cohorts, classes: RiskClasses, hazardOfCohort: Float64Array): Uint32Array {
  const order = Uint32Array.from({ length: cohorts.count }, (_, cohort) => cohort).sort(
    (a, b) =>
      classes.classOfCohort[a]! - classes.classOfCohort[b]! ||
      cohorts.remainingTermMonths[a]! - cohorts.remainingTermMonths[b]! ||
      a - b,
  );
  const sizes = new Uint32Array(cohorts.count);
  for (const cohort of cohorts.cohortOfLoan) sizes[cohort]!++;
  const next = new Uint32Array(cohorts.count);
  let count = 0;
  for (const cohort of order) {
    next[cohort] = count;
    if (hazardOfCohort[cohort]! > 0) count += sizes[cohort]!;
  }
  const rows = new Uint32Array(count);
  cohorts.cohortOfLoan.forEach((cohort, row) => {
    if (hazardOfCohort[cohort]! > 0) rows[next[cohort]!++] = row;
  });
  return rows;
}

/** Rows of the tape that can default, by group of factors, then falling hazard; equal ones in tape order. */
function riskiestFirst(cohorts: Cohorts, classes: RiskClasses, hazardOfCohort: Float64Array): Uint32Array {
  const group = (row: number) => classes.factorGroup[classes.classOfCohort[cohorts.cohortOfLoan[row]!]!]!;
  const hazard = (row: number) => hazardOfCohort[cohorts.cohortOfLoan[row]!]!;
  const rows = Uint32Array.from({ length: cohorts.cohortOfLoan.length }, (_, row) => row);
  const risky = rows.filter((row) => hazard(row) > 0);
  return risky.sort(
    (a, b) => group(a) - group(b) || (hazard(a) === hazard(b) ? a - b : hazard(a) > hazard(b) ? -1 : 1),
  );
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
