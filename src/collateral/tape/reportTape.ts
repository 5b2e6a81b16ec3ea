import type { Problem } from '#basics/problem.js';
import type { LoanTable } from '../loanTable.js';
import type { ColumnReports } from './columnReader.js';
import type { CutOff } from './cutOff.js';
import type { DecodedText } from './decodeText.js';
import type { DerivedColumn } from './derivations.js';
import type { DetectedDelimiter } from './detectDelimiter.js';
import type { ColumnMap } from './mapColumns.js';
import type { PoolViews } from './poolViews.js';
import type { RowCounts } from './rowCounts.js';
import type { TapeLayout } from './tapeLayout.js';
import type { TapeOptions } from './tapeOptions.js';
import type { TapeReport } from './tapeReport.js';

/** What is known of a tape once its headings are read. */
export interface TapeParts {
  readonly name: string;
  readonly options: TapeOptions;
  readonly decoded: Pick<DecodedText, 'encoding' | 'evidence'>;
  readonly detected: DetectedDelimiter;
  readonly layout: Omit<TapeLayout, 'rows'>;
  readonly map: ColumnMap;
  readonly mapWarnings: readonly Problem[];
}

export interface SettledTape {
  /** The loans by run, if they were asked for. */
  readonly tables: readonly LoanTable[];
  readonly report: TapeReport;
}

export interface ReportedLoans {
  readonly counts: ReturnType<RowCounts['result']>;
  readonly views: PoolViews;
  readonly derived: readonly DerivedColumn[];
  readonly columns: ColumnReports;
  readonly currency: string | undefined;
  readonly cutOff: CutOff;
  readonly distinctLoanIds: number | undefined;
  readonly warnings: readonly Problem[];
}

export function reportTape(parts: TapeParts, loans: ReportedLoans): TapeReport {
  const { decoded, detected, layout, map } = parts;
  return {
    encoding: decoded.encoding,
    encodingEvidence: [parts.options.unpackedFrom, decoded.evidence]
      .filter((t) => t !== undefined)
      .join('; '),
    delimiter: detected.delimiter,
    delimiterEvidence: detected.evidence,
    headingLine: layout.headingLine,
    headingEvidence: layout.evidence,
    transposed: layout.transposed,
    source: { name: map.source.name, title: map.source.title, evidence: map.evidence },
    headings: layout.headings.map((heading) => heading.text),
    columns: loans.columns.reports,
    dateOrder: loans.columns.dateOrder,
    unmapped: map.unmapped,
    ...loans.counts,
    currency: loans.currency,
    cutOffDate: loans.cutOff.date,
    cutOffEvidence: loans.cutOff.evidence,
    ...loans.views,
    derived: loans.derived,
    distinctLoanIds: loans.distinctLoanIds,
    warnings: loans.warnings,
  };
}
