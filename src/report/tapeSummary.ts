import type { TapeReport } from '#collateral/tape/tapeReport.js';
import type { TapeSummary } from './documents/documentParts.js';

/** The few figures of a tape that every result repeats. A pool that was priced has loans, so nothing is null. */
export function tapeSummary(report: TapeReport): TapeSummary {
  const { weightedAverageRate, weightedAverageRemainingTermMonths } = report;
  if (weightedAverageRate === null || weightedAverageRemainingTermMonths === null) {
    throw new Error(`a run over ${report.accepted} loans has no weighted averages`);
  }
  return {
    rows: report.rows,
    accepted: report.accepted,
    rejected: report.rejected,
    ignored: report.ignored,
    currentBalance: report.currentBalance,
    weightedAverageRate,
    weightedAverageRemainingTermMonths,
  };
}
