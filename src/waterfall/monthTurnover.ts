import type { PurchaseRhythm } from '#deal/terms.js';

/** A collateral month whose principal buys loans as it comes in; without what it buys. */
export interface TurnoverMonth {
  readonly days: number;
  readonly every: PurchaseRhythm;
  /** Performing at the start, less the month's defaults. */
  readonly performing: number;
  /** Of that, what pays by the day; each day `repaidPerDay` of it. */
  readonly paying: number;
  readonly repaidPerDay: number;
  /** Principal that comes on the last day beside that. */
  readonly atEnd: number;
  /** Cash for a unit of principal. */
  readonly price: number;
}

/** What a month's principal bought, and what came of it by the end of the month. */
export interface Turnover {
  /** Cash spent; and of the loans bought what they repaid inside the month (spent in turn) and their interest. */
  spent: number;
  repaid: number;
  interest: number;
  /** Principal bought; by lot what is out of it at the end. */
  bought: number;
  readonly atEnd: Float64Array;
  /** Sums over the days of what is out at their starts, and of cash that waits over them. */
  loanDays: number;
  cashDays: number;
}

export function newTurnover(lotCount: number): Turnover {
  const atEnd = new Float64Array(lotCount);
  return { spent: 0, repaid: 0, interest: 0, bought: 0, atEnd, loanDays: 0, cashDays: 0 };
}

export function clearTurnover(turnover: Turnover): void {
  turnover.atEnd.fill(0);
  Object.assign(turnover, { spent: 0, repaid: 0, interest: 0, bought: 0, loanDays: 0, cashDays: 0 });
}

/**
 * Days between purchases: one, seven, or the whole month. Every month's last day buys too, so that weeks are counted
 * from the start of each month and no cash crosses into the next.
 */
export function purchaseInterval(every: PurchaseRhythm, days: number): number {
  return every === 'day' ? 1 : every === 'week' ? 7 : days;
}
