import type { Cohorts } from '#collateral/cohorts.js';
import type { DailyDrawings } from '#collateral/dailyDrawings.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';
import type { RiskClasses } from './riskClasses.js';

/**
 * The loans that purchases are like: those of the tape, in an order in which neighbors are alike, so that a
 * systematic sample has the mix of the whole. A lot is a part of them that is bought in its own amount.
 */
export interface ReplacementLine {
  readonly lots: PurchaseLots;
  readonly lotOfGroup: Uint32Array;
  /** Where loans pay by the day. */
  readonly drawings: DailyDrawings | undefined;
  /** Lot l holds loans lotStart[l] … lotStart[l + 1] − 1 of the columns below. */
  readonly lotStart: Uint32Array;
  readonly lotBalance: Float64Array;
  /** Σ b² / Σ b of a lot: the size of equal loans with the granularity of its own. */
  readonly lotLoanSize: Float64Array;
  readonly cohort: Uint32Array;
  readonly riskClass: Uint32Array;
  /** Balances of the lot's loans up to and with this one. */
  readonly balanceUpTo: Float64Array;
}

/** The lots of what is bought, with the lot of each cohort and prepayment group. */
export interface CohortLots extends PurchaseLots {
  readonly ofCohort: Uint32Array;
  readonly ofGroup: Uint32Array;
  readonly drawings: DailyDrawings | undefined;
}

/** Loans by lot, then risk class, term, cohort and tape order. */
export function replacementLine(cohorts: Cohorts, classes: RiskClasses, lots: CohortLots): ReplacementLine {
  const { ofCohort: lotOfCohort, count: lotCount } = lots;
  const order = Uint32Array.from({ length: cohorts.count }, (_, cohort) => cohort).sort(
    (a, b) =>
      lotOfCohort[a]! - lotOfCohort[b]! ||
      classes.classOfCohort[a]! - classes.classOfCohort[b]! ||
      cohorts.remainingTermMonths[a]! - cohorts.remainingTermMonths[b]! ||
      a - b,
  );
  const rows = rowsInOrder(cohorts, order);
  const line = {
    lots,
    lotOfGroup: lots.ofGroup,
    drawings: lots.drawings,
    lotStart: new Uint32Array(lotCount + 1),
    lotBalance: new Float64Array(lotCount),
    lotLoanSize: new Float64Array(lotCount),
    cohort: Uint32Array.from(rows, (row) => cohorts.cohortOfLoan[row]!),
    riskClass: Uint32Array.from(rows, (row) => classes.classOfCohort[cohorts.cohortOfLoan[row]!]!),
    balanceUpTo: new Float64Array(rows.length),
  };
  const squares = new Float64Array(lotCount);
  rows.forEach((row, i) => {
    const lot = lotOfCohort[line.cohort[i]!]!;
    const balance = cohorts.balanceOfLoan[row]!;
    line.lotStart[lot + 1] = i + 1;
    line.lotBalance[lot]! += balance;
    squares[lot]! += balance * balance;
    line.balanceUpTo[i] = line.lotBalance[lot]!;
  });
  for (let lot = 0; lot < lotCount; lot++) {
    line.lotStart[lot + 1] = Math.max(line.lotStart[lot]!, line.lotStart[lot + 1]!);
    line.lotLoanSize[lot] = line.lotBalance[lot]! > 0 ? squares[lot]! / line.lotBalance[lot]! : 0;
  }
  return line;
}

/** Rows of the tape, cohort by cohort in the given order. */
function rowsInOrder(cohorts: Cohorts, order: Uint32Array): Uint32Array {
  const next = new Uint32Array(cohorts.count);
  let count = 0;
  for (const cohort of order) {
    next[cohort] = count;
    count += cohorts.loanCount[cohort]!;
  }
  const rows = new Uint32Array(count);
  cohorts.cohortOfLoan.forEach((cohort, row) => {
    rows[next[cohort]!++] = row;
  });
  return rows;
}
