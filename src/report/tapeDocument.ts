import type { TapeReport } from '#collateral/tape/tapeReport.js';
import type { TapeDocument } from './documents/tapeSchema.js';
import { problemRecords, type RunInputs, runRecord } from './runRecord.js';
import type { TapeViews } from './tapeViews.js';

/** The JSON document of a tape's reading; `name` is the base name of the tape. */
export function tapeDocument(
  name: string,
  report: TapeReport,
  views: TapeViews,
  run: RunInputs,
): TapeDocument {
  return {
    schema: 'abs/tape/1',
    run: runRecord(run),
    encoding: report.encoding,
    encodingEvidence: report.encodingEvidence,
    delimiter: report.delimiter,
    delimiterEvidence: report.delimiterEvidence,
    headingLine: report.headingLine,
    headingEvidence: report.headingEvidence,
    transposed: report.transposed,
    source: { ...report.source },
    cutOffEvidence: report.cutOffEvidence,
    currency: report.currency ?? null,
    rows: report.rows,
    accepted: report.accepted,
    rejected: report.rejected,
    ignored: report.ignored,
    currentBalance: report.currentBalance,
    weightedAverageRate: report.weightedAverageRate,
    weightedAverageRemainingTermMonths: report.weightedAverageRemainingTermMonths,
    money: { ...report.money },
    ignoredFor: report.ignoredFor.map((ignored) => ({ ...ignored })),
    distinctLoanIds: report.distinctLoanIds ?? null,
    columns: report.columns.map(({ source, canonical, unit, evidence }) => ({
      source,
      canonical,
      unit,
      evidence,
    })),
    unmapped: [...report.unmapped],
    derived: report.derived.map(({ canonical, rows, how }) => ({ canonical, rows, how })),
    rejects: report.rejects.map(({ line, loanId, column, code, value, reason }) => ({
      at: `${name}:${line}:${column}`,
      loanId: loanId === '' ? null : loanId,
      code,
      value,
      reason,
    })),
    faultCount: report.faultCount,
    stratifications: report.stratifications.map(({ name: by, strata }) => ({
      name: by,
      strata: strata.map((stratum) => ({ ...stratum })),
    })),
    concentrations: report.concentrations.map((view) => ({
      ...view,
      unnamed: { ...view.unnamed },
      largest: view.largest.map((group) => ({ ...group })),
    })),
    homogeneity: report.homogeneity.map((view) => ({ ...view })),
    weightedAverages: report.weightedAverages.map((view) => ({ ...view })),
    ...views,
    problems: problemRecords(report.warnings),
  };
}
