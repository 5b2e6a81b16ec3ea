import type { Cohorts } from '#collateral/cohorts.js';
import type { DailyDrawings } from '#collateral/dailyDrawings.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';
import { log } from '#numerics/elementary.js';
import { type DefaultLaw, thresholdOfHazard } from '#pricing/models/dependence.js';
import { hazardToTerm, type RiskClasses } from './riskClasses.js';

/**
 * The loans that purchases are like: those of the tape, in an order in which neighbors are alike, so that a
 * systematic sample has the mix of the whole. A lot is a part of them that is bought in its own amount.
 */
export interface ReplacementLine {
  readonly lots: PurchaseLots;
  readonly lotOfGroup: Uint32Array;
  /** Where loans pay by the day. */
  readonly drawings: DailyDrawings | undefined;
  /** Lot l holds cohorts lotStart[l] … lotStart[l + 1] − 1 of the columns below. */
  readonly lotStart: Uint32Array;
  readonly lotBalance: Float64Array;
  /** Σ b² / Σ b of a lot: the size of equal loans with the granularity of its own. */
  readonly lotLoanSize: Float64Array;
  readonly cohort: Uint32Array;
  readonly riskClass: Uint32Array;
  /** Balances of the lot's cohorts up to and with this one. */
  readonly balanceUpTo: Float64Array;
  /** Cohorts of one lot, one group of factors and similar risk, in which defaults are looked for together. */
  readonly stretches: readonly Stretch[];
}

/** The lots of what is bought, with the lot of each cohort and prepayment group. */
export interface CohortLots extends PurchaseLots {
  readonly ofCohort: Uint32Array;
  readonly ofGroup: Uint32Array;
  readonly drawings: DailyDrawings | undefined;
}

export interface Stretch {
  readonly lot: number;
  readonly factorGroup: number;
  /** Cohorts start … end − 1 of the line. */
  readonly start: number;
  readonly end: number;
  /** Of the default probability of the cohort that is most likely to default before its term ends. */
  readonly threshold: number;
}

/** Least over largest cumulative hazard of a stretch: what is asked beyond a loan's own risk is refused. */
const stretchRatio = 0.5;

/** Cohorts by lot, group of factors, size of risk, term and tape order. */
export function replacementLine(
  cohorts: Cohorts,
  classes: RiskClasses,
  lots: CohortLots,
  law: DefaultLaw,
): ReplacementLine {
  const { ofCohort: lotOfCohort, count: lotCount } = lots;
  const classOf = (cohort: number) => classes.classOfCohort[cohort]!;
  const groupOf = (cohort: number) => classes.factorGroup[classOf(cohort)]!;
  const riskSize = riskSizes(classes);
  const cohort = Uint32Array.from({ length: cohorts.count }, (_, c) => c).sort(
    (a, b) =>
      lotOfCohort[a]! - lotOfCohort[b]! ||
      groupOf(a) - groupOf(b) ||
      riskSize[classOf(a)]! - riskSize[classOf(b)]! ||
      cohorts.remainingTermMonths[a]! - cohorts.remainingTermMonths[b]! ||
      a - b,
  );
  const line = {
    lots,
    lotOfGroup: lots.ofGroup,
    drawings: lots.drawings,
    lotStart: new Uint32Array(lotCount + 1),
    lotBalance: new Float64Array(lotCount),
    lotLoanSize: new Float64Array(lotCount),
    cohort,
    riskClass: cohort.map(classOf),
    balanceUpTo: new Float64Array(cohorts.count),
  };
  const squares = new Float64Array(lotCount);
  cohorts.cohortOfLoan.forEach((c, row) => {
    const balance = cohorts.balanceOfLoan[row]!;
    squares[lotOfCohort[c]!]! += balance * balance;
  });
  cohort.forEach((c, i) => {
    const lot = lotOfCohort[c]!;
    line.lotStart[lot + 1] = i + 1;
    line.lotBalance[lot]! += cohorts.balance[c]!;
    line.balanceUpTo[i] = line.lotBalance[lot]!;
  });
  for (let lot = 0; lot < lotCount; lot++) {
    line.lotStart[lot + 1] = Math.max(line.lotStart[lot]!, line.lotStart[lot + 1]!);
    line.lotLoanSize[lot] = line.lotBalance[lot]! > 0 ? squares[lot]! / line.lotBalance[lot]! : 0;
  }
  const stretches = stretchesOf(
    cohort,
    (c) => lotOfCohort[c]!,
    groupOf,
    (c) => hazardToTerm(cohorts, classes, c),
    law,
  );
  return { ...line, stretches };
}

/** Order of size of each class's hazard in its first year, in steps of 30 %. */
function riskSizes(classes: RiskClasses): Float64Array {
  const month = Math.min(12, classes.monthCount);
  const step = log(0.7);
  return Float64Array.from({ length: classes.count }, (_, index) => {
    const hazard = classes.cumulativeHazard[index * (classes.monthCount + 1) + month]!;
    return Math.floor(log(Math.min(1e3, Math.max(1e-12, hazard))) / step);
  });
}

function stretchesOf(
  line: Uint32Array,
  lotOf: (cohort: number) => number,
  groupOf: (cohort: number) => number,
  hazardOf: (cohort: number) => number,
  law: DefaultLaw,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (let start = 0, end = 0; start < line.length; start = end) {
    const first = line[start]!;
    let [least, most] = [hazardOf(first), hazardOf(first)];
    for (end = start + 1; end < line.length; end++) {
      const cohort = line[end]!;
      if (lotOf(cohort) !== lotOf(first) || groupOf(cohort) !== groupOf(first)) break;
      const hazard = hazardOf(cohort);
      if (Math.min(least, hazard) < stretchRatio * Math.max(most, hazard)) break;
      least = Math.min(least, hazard);
      most = Math.max(most, hazard);
    }
    const threshold = thresholdOfHazard(most, law);
    stretches.push({ lot: lotOf(first), factorGroup: groupOf(first), start, end, threshold });
  }
  return stretches;
}
