import type { Collections, MonthlyFlows } from '#waterfall/availableFunds.js';
import type { CashFlows } from '#waterfall/compiled/layout.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { buysLoans } from '#waterfall/planQueries.js';

/**
 * What is kept of a path: a row of numbers whose averages make every result. Per class its value at each
 * spread, then the four columns below; after the classes the pool's columns, then three of each support, then four of
 * what a revolving deal buys. Currency units; years.
 */
export interface RecordLayout {
  /** Where the deal is also run without its originator's supports, each class stands there a second time. */
  readonly noteCount: number;
  readonly supportCount: number;
  readonly buysLoans: boolean;
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
const supportColumns = ['drawn', 'failed', 'exhausted'] as const;
/**
 * Cash spent on loans, and what of it was principal spent before a payment date; then 1 where a trigger has kept the
 * deal from buying on some date, and where it has on the last one on which it would have bought.
 */
const purchaseColumns = ['spent', 'reinvested', 'stopped', 'endedEarly'] as const;
export type PurchaseColumn = (typeof purchaseColumns)[number];
export type SupportColumn = (typeof supportColumns)[number];
export type NoteColumn = (typeof noteColumns)[number];
export type PoolColumn = (typeof poolColumns)[number];

export function recordLayout(
  noteCount: number,
  spreadCount: number,
  supportCount = 0,
  buys = false,
): RecordLayout {
  const noteWidth = spreadCount + noteColumns.length;
  const ofDeal = noteCount * noteWidth + poolColumns.length + supportCount * supportColumns.length;
  const width = ofDeal + (buys ? purchaseColumns.length : 0);
  return { noteCount, supportCount, buysLoans: buys, spreadCount, noteWidth, width };
}

/** Of a simulation: its classes, twice where there is a second run; its spreads; supports and purchases of its plan. */
export function simulationLayout({
  plan,
  alone,
  spreads,
}: {
  readonly plan: PaymentPlan;
  readonly alone?: PaymentPlan | undefined;
  readonly spreads: Float64Array;
}): RecordLayout {
  const notes = plan.notes.length * (alone === undefined ? 1 : 2);
  return recordLayout(notes, spreads.length, supportAccounts(plan).length, buysLoans(plan));
}

/** Accounts of a plan that are supports, in the order of their columns. */
export function supportAccounts({ accounts }: PaymentPlan): number[] {
  return accounts.flatMap(({ external }, account) => (external ? [account] : []));
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

export function supportColumn(layout: RecordLayout, support: number, column: SupportColumn): number {
  const first = layout.noteCount * layout.noteWidth + poolColumns.length;
  return first + support * supportColumns.length + supportColumns.indexOf(column);
}

export function purchaseColumn(layout: RecordLayout, column: PurchaseColumn): number {
  if (!layout.buysLoans) throw new Error('a deal that buys no loans has no columns of purchases');
  return layout.width - purchaseColumns.length + purchaseColumns.indexOf(column);
}

/** Writes one path's row at `records[start …]`, zeros before; `discountFactors` are payment × spread. */
export function writeRecord(
  layout: RecordLayout,
  poolFlows: MonthlyFlows,
  flows: CashFlows,
  discountFactors: Float64Array,
  years: Float64Array,
  records: Float64Array,
  start: number,
): void {
  const paid = writeNotes(layout, flows, discountFactors, years, records, start);
  writePool(layout, poolFlows, flows, paid, records, start);
}

/** Writes the classes of a run from `start` on, and gives the interest they were paid. */
export function writeNotes(
  { spreadCount, noteWidth }: RecordLayout,
  flows: CashFlows,
  discountFactors: Float64Array,
  years: Float64Array,
  records: Float64Array,
  start: number,
): number {
  const { periodCount, principalPaid, interestPaid, residualPaid } = flows;
  const noteCount = flows.balanceAtEnd.length;
  let noteInterestPaid = 0;
  for (let note = 0, i = 0; note < noteCount; note++) {
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
      for (let k = 0, from = p * spreadCount; k < spreadCount; k++) {
        records[at + k]! += cash * discountFactors[from + k]!;
      }
    }
    records[at + spreadCount] = flows.balanceAtEnd[note]!;
    records[at + spreadCount + 1] = flows.interestUnpaid[note]!;
    records[at + spreadCount + 2] = principalTime;
    records[at + spreadCount + 3] = principal;
  }
  return noteInterestPaid;
}

/** Writes what became of each support. */
export function writeSupports(
  layout: RecordLayout,
  accounts: readonly number[],
  flows: CashFlows,
  records: Float64Array,
  start: number,
): void {
  for (let k = 0; k < accounts.length; k++) {
    const account = accounts[k]!;
    const at = start + supportColumn(layout, k, 'drawn');
    records[at] = flows.drawn[account]!;
    records[at + 1] = flows.failed[account]!;
    records[at + 2] = flows.exhausted[account]!;
  }
}

/** Writes what a revolving deal has bought, and whether it was kept from buying. */
export function writePurchases(
  layout: RecordLayout,
  { purchased, purchasesStopped }: CashFlows,
  { reinvested }: Collections,
  buying: Uint8Array,
  records: Float64Array,
  start: number,
): void {
  const at = start + purchaseColumn(layout, 'spent');
  const inside = total(reinvested);
  records[at] = total(purchased) + inside;
  records[at + 1] = inside;
  records[at + 2] = purchasesStopped.includes(1) ? 1 : 0;
  const last = buying.lastIndexOf(1);
  records[at + 3] = last >= 0 ? purchasesStopped[last]! : 0;
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
