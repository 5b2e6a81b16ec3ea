import type { Problem } from '#basics/problem.js';
import type { LoanTable } from '../loanTable.js';
import { amountMost } from './canonicalColumns.js';
import type { TapeColumns } from './columnReader.js';
import { concentrations } from './concentration.js';
import type { CutOff } from './cutOff.js';
import type { DecodedText } from './decodeText.js';
import type { DetectedDelimiter } from './detectDelimiter.js';
import { CompensatedSum, ExactSum, exactText } from './exactSum.js';
import { homogeneity } from './homogeneity.js';
import { fateOf, type Judgement, type RowFate } from './judgeRows.js';
import type { LoanColumns } from './loanColumns.js';
import type { ColumnMap } from './mapColumns.js';
import { stratify } from './stratify.js';
import { present } from './tapeCells.js';
import type { TapeLayout } from './tapeLayout.js';
import type { TapeOptions } from './tapeOptions.js';
import type { TapeReport } from './tapeReport.js';
import { weightedAverages } from './weightedAverages.js';

/** What is known of a tape once its columns are read. */
export interface TapeParts {
  readonly name: string;
  readonly options: TapeOptions;
  readonly decoded: Pick<DecodedText, 'encoding' | 'evidence'>;
  readonly detected: DetectedDelimiter;
  readonly layout: TapeLayout;
  readonly map: ColumnMap;
  readonly columns: TapeColumns;
}

export interface SettledTape {
  readonly table: LoanTable;
  readonly columns: TapeColumns;
  readonly loans: LoanColumns;
  readonly accepted: Uint32Array;
  readonly judgement: Judgement;
  readonly cutOff: CutOff;
  readonly distinctLoanIds: number | undefined;
  readonly warnings: readonly Problem[];
}

export function reportTape(parts: TapeParts, settled: SettledTape): TapeReport {
  const { decoded, detected, layout, map } = parts;
  const { table, judgement } = settled;
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
    columns: settled.columns.reports,
    dateOrder: settled.columns.dateOrder,
    unmapped: map.unmapped,
    ...countRows(settled.loans, judgement),
    rejects: judgement.rejects.list(),
    faultCount: judgement.rejects.faultCount,
    currency: table.currency,
    cutOffDate: table.cutOffDate,
    cutOffEvidence: settled.cutOff.evidence,
    weightedAverageRate: weightedAverage(table, table.annualRate),
    weightedAverageRemainingTermMonths: weightedAverage(table, table.remainingTermMonths),
    derived: settled.loans.derived.list(settled.accepted),
    distinctLoanIds: settled.distinctLoanIds,
    stratifications: stratify(table),
    concentrations: concentrations(table),
    homogeneity: homogeneity(table),
    weightedAverages: weightedAverages(table),
    warnings: settled.warnings,
  };
}

type Counts = Pick<
  TapeReport,
  'rows' | 'accepted' | 'rejected' | 'ignored' | 'money' | 'ignoredFor' | 'currentBalance'
>;

/** The total is summed on its own, not added up from its parts, so that a test can compare them. A total row is no money. */
function countRows(loans: LoanColumns, judgement: Judgement): Counts {
  const counts: Record<RowFate, number> = { accepted: 0, rejected: 0, 'zero-balance': 0, 'total-row': 0 };
  const sums: Record<RowFate, ExactSum> = {
    accepted: new ExactSum(),
    rejected: new ExactSum(),
    'zero-balance': new ExactSum(),
    'total-row': new ExactSum(),
  };
  const total = new ExactSum();
  const ignored = new ExactSum();
  let rowsWithoutBalance = 0;
  const { values, state } = loans.balance;
  for (let row = 0; row < values.length; row++) {
    const fate = fateOf(judgement, row);
    counts[fate]++;
    const believable = state[row] === present && Math.abs(values[row]!) <= amountMost;
    if (!believable || judgement.ragged[row] === 1) {
      rowsWithoutBalance++;
      continue;
    }
    sums[fate].add(values[row]!);
    if (fate === 'total-row') continue; // its amount is that of the rows above, which are counted
    total.add(values[row]!);
    if (fate === 'zero-balance') ignored.add(values[row]!);
  }
  const text = (sum: ExactSum) => exactText(sum.total());
  const reasons = (['zero-balance', 'total-row'] as const).filter((reason) => counts[reason] > 0);
  return {
    rows: values.length,
    accepted: counts.accepted,
    rejected: counts.rejected,
    ignored: counts['zero-balance'] + counts['total-row'],
    money: {
      total: text(total),
      accepted: text(sums.accepted),
      rejected: text(sums.rejected),
      ignored: text(ignored),
      rowsWithoutBalance,
    },
    ignoredFor: reasons.map((reason) => ({ reason, rows: counts[reason], money: text(sums[reason]) })),
    currentBalance: text(sums.accepted),
  };
}

/** Weighted by current balance; null for an empty pool. */
function weightedAverage(table: LoanTable, values: ArrayLike<number>): number | null {
  const weighted = new CompensatedSum();
  const weights = new CompensatedSum();
  for (let row = 0; row < table.rowCount; row++) {
    weighted.add(table.currentBalance[row]! * values[row]!);
    weights.add(table.currentBalance[row]!);
  }
  return table.rowCount === 0 ? null : weighted.total() / weights.total();
}
