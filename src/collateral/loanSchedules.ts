import type { Cohorts } from './cohorts.js';
import { collateralMonthEnd } from './collateralMonths.js';
import { newContractColumns, stepContracts } from './contractColumns.js';

/**
 * What one unit of each cohort's balance pays, month by month, when it neither defaults nor prepays. Row-major:
 * month k of cohort c (the first month is 0) is at c · monthCount + k, zero after the cohort's last payment.
 * With a survival factor per month these tables give the flows that `projectPool` gives in the order
 * `survivors`: scale balance, interest and scheduled principal by what is left of the cohort, and let each unit
 * prepaid at the end of a month bring `accruedAtEnd` of that month in interest.
 */
export interface ScheduleShapes {
  readonly count: number;
  readonly monthCount: number;
  /** Balance at the start of the month; 1 in month 0. */
  readonly balance: Float64Array;
  readonly interest: Float64Array;
  readonly scheduledPrincipal: Float64Array;
  /**
   * Interest accrued and unpaid at the end of the month, per unit of balance then outstanding: due with
   * prepaid principal. Zero for loans that pay monthly; a bullet loan's grows to its maturity.
   */
  readonly accruedAtEnd: Float64Array;
}

/** The schedules of all cohorts. Four numbers per cohort and month: think before a million cohorts. */
export function scheduleShapes(cohorts: Cohorts): ScheduleShapes {
  const { count, monthCount } = cohorts;
  const shapes: ScheduleShapes = {
    count,
    monthCount,
    balance: new Float64Array(count * monthCount),
    interest: new Float64Array(count * monthCount),
    scheduledPrincipal: new Float64Array(count * monthCount),
    accruedAtEnd: new Float64Array(count * monthCount),
  };
  const rows = Uint32Array.from({ length: count }, (_, i) => i);
  const contract = newContractColumns(cohorts, rows);
  const recursion = {
    monthlyRate: cohorts.terms.monthlyRate.slice(),
    divisor: cohorts.terms.divisor.slice(),
    decay: cohorts.terms.decay.slice(),
    monthCount: cohorts.remainingTermMonths,
  };
  const balance = new Float64Array(count).fill(1);
  let end = cohorts.cutOffDate;
  for (let month = 0; month < monthCount; month++) {
    const start = end;
    end = collateralMonthEnd(cohorts.cutOffDate, month + 1);
    stepContracts(contract, recursion, count, month + 1, end - start);
    for (let cohort = 0; cohort < count; cohort++) {
      if (month >= cohorts.remainingTermMonths[cohort]!) continue;
      const at = cohort * monthCount + month;
      const opening = balance[cohort]!;
      shapes.balance[at] = opening;
      shapes.interest[at] = opening * contract.due[cohort]!;
      const principal = opening / contract.by[cohort]!;
      shapes.scheduledPrincipal[at] = principal;
      shapes.accruedAtEnd[at] = contract.owedAfter[cohort]!;
      balance[cohort] = opening - principal + opening * contract.growth[cohort]!;
    }
  }
  return shapes;
}
