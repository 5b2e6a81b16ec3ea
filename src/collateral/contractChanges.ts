/**
 * What changes in a contract as it goes, in records of `changeStride` numbers sorted by month. A record holds from
 * the start of its month on (0 is the first after the cut-off):
 *
 *   month         in which it takes hold
 *   divisor       the month's principal is balance / divisor
 *   decay         divisor ← (divisor − 1) · decay after a payment
 *   rate          interest that a month adds, per unit of balance
 *   growth        by which the balance grows, per unit of it: interest added, or money drawn
 *   accruedAfter  interest owed at the end of the month besides what `rate` accrues, due with prepaid principal
 */
export const changeStride = 6;

export interface ContractChange {
  readonly month: number;
  readonly divisor: number;
  readonly decay: number;
  readonly rate: number;
  readonly growth: number;
  readonly accruedAfter: number;
}

export function pushChange(changes: number[], change: ContractChange): void {
  const { month, divisor, decay, rate, growth, accruedAfter } = change;
  changes.push(month, divisor, decay, rate, growth, accruedAfter);
}

/** A month of which everything is known: principal and interest per unit of the balance at its start. */
export function pushMonth(
  changes: number[],
  month: number,
  principal: number,
  rate: number,
  accruedAfter = 0,
  growth = 0,
): void {
  const divisor = principal === 0 ? Number.POSITIVE_INFINITY : 1 / principal;
  pushChange(changes, { month, divisor, decay: 1, rate, growth, accruedAfter });
}
