import type { MonthlyFlows } from '#waterfall/availableFunds.js';
import type { CashFlows } from '#waterfall/compiled/layout.js';

/**
 * What is kept of a path: a row of numbers whose averages make every result. Per class its value at each
 * spread, then the four columns below; after the classes the pool's columns. Currency units; years.
 */
export interface RecordLayout {
  readonly noteCount: number;
  readonly spreadCount: number;
  readonly noteWidth: number;
  readonly width: number;
}

const noteColumns = ['loss', 'interestShortfall', 'principalTime', 'principal'] as const;
const poolColumns = [
  'defaulted',
  'loss',
  'interest',
  'balanceYears',
  'feesPaid',
  'noteInterestPaid',
] as const;
export type NoteColumn = (typeof noteColumns)[number];
export type PoolColumn = (typeof poolColumns)[number];

export function recordLayout(noteCount: number, spreadCount: number): RecordLayout {
  const noteWidth = spreadCount + noteColumns.length;
  return { noteCount, spreadCount, noteWidth, width: noteCount * noteWidth + poolColumns.length };
}

export function valueColumn(layout: RecordLayout, note: number, spreadIndex: number): number {
  return note * layout.noteWidth + spreadIndex;
}

export function noteColumn(layout: RecordLayout, note: number, column: NoteColumn): number {
  return note * layout.noteWidth + layout.spreadCount + noteColumns.indexOf(column);
}

export function poolColumn(layout: RecordLayout, column: PoolColumn): number {
  return layout.noteCount * layout.noteWidth + poolColumns.indexOf(column);
}

/**
 * Writes one path's row at `records[start …]`, zeros before, and adds its cash to `cashSums` (note × period), times
 * what the path counts for. `discountFactors` are payment × spread.
 */
export function writeRecord(
  layout: RecordLayout,
  poolFlows: MonthlyFlows,
  flows: CashFlows,
  discountFactors: Float64Array,
  years: Float64Array,
  records: Float64Array,
  start: number,
  weight: number,
  cashSums: Float64Array,
): void {
  const { periodCount, principalPaid, interestPaid, residualPaid } = flows;
  const { spreadCount, noteWidth } = layout;
  let noteInterestPaid = 0;
  for (let note = 0, i = 0; note < layout.noteCount; note++) {
    const at = start + note * noteWidth;
    let principalTime = 0;
    let principal = 0;
    for (let p = 0; p < periodCount; p++, i++) {
      const repaid = principalPaid[i]!;
      const interest = interestPaid[i]!;
      const cash = interest + repaid + residualPaid[i]!;
      if (cash === 0) continue;
      principal += repaid;
      principalTime += repaid * years[p]!;
      noteInterestPaid += interest;
      cashSums[i]! += weight * cash;
      for (let k = 0, from = p * spreadCount; k < spreadCount; k++) {
        records[at + k]! += cash * discountFactors[from + k]!;
      }
    }
    records[at + spreadCount] = flows.balanceAtEnd[note]!;
    records[at + spreadCount + 1] = flows.interestUnpaid[note]!;
    records[at + spreadCount + 2] = principalTime;
    records[at + spreadCount + 3] = principal;
  }
  writePool(layout, poolFlows, flows, noteInterestPaid, records, start);
}

function writePool(
  layout: RecordLayout,
  poolFlows: MonthlyFlows,
  flows: CashFlows,
  noteInterestPaid: number,
  records: Float64Array,
  start: number,
): void {
  const at = start + layout.noteCount * layout.noteWidth;
  records[at] = total(poolFlows.defaultedPrincipal);
  records[at + 1] = total(poolFlows.losses);
  records[at + 2] = total(poolFlows.interest);
  records[at + 3] = total(poolFlows.balanceAtStart) / 12;
  records[at + 4] = flows.feesPaid[0]!;
  records[at + 5] = noteInterestPaid;
}

function total(column: Float64Array): number {
  let sum = 0;
  for (let p = 0; p < column.length; p++) sum += column[p]!;
  return sum;
}
