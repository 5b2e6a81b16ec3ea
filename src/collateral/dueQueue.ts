import type { RecoveryAssumption } from './assumptions.js';
import { type PayableAssumption, splitDueFace } from './payables.js';

/**
 * Face of discount instruments past its due date and not yet paid, by month of its due date: what is paid in the
 * months to come by payers and by guarantors, and what defaults. It stays in the performing balance until then.
 */
export interface DueQueue {
  readonly vintages: DueVintage[];
}

/** `months[0]` is the next month; `age` is 1 at the end of the month of the due date. */
interface DueVintage {
  age: number;
  readonly months: DueMonth[];
}

export interface DueMonth {
  paid: number;
  claimed: number;
  readonly defaults: DueDefault[];
}

export interface DueDefault {
  readonly amount: number;
  readonly covered: number;
  readonly claimDelayMonths: number;
  readonly recovery: RecoveryAssumption;
}

export function newDueQueue(): DueQueue {
  return { vintages: [] };
}

/** What is paid, claimed or defaults in the month being advanced. */
export function nextDue(queue: DueQueue): DueMonth {
  const due = newDueMonth();
  for (const vintage of queue.vintages) {
    const month = vintage.months.shift();
    vintage.age++;
    if (month === undefined) continue;
    due.paid += month.paid;
    due.claimed += month.claimed;
    due.defaults.push(...month.defaults);
  }
  const open = queue.vintages.filter(({ months }) => months.length > 0);
  queue.vintages.splice(0, queue.vintages.length, ...open);
  return due;
}

/** Past due and still open: within a month, within two, and older. */
export function dueBalances(queue: DueQueue): [number, number, number] {
  const balances: [number, number, number] = [0, 0, 0];
  for (const { age, months } of queue.vintages) {
    const bucket = age <= 1 ? 0 : age === 2 ? 1 : 2;
    for (const { paid, claimed, defaults } of months) {
      balances[bucket] += paid + claimed;
      for (const { amount } of defaults) balances[bucket] += amount;
    }
  }
  return balances;
}

/**
 * Takes `face` on its due date, in the month being advanced, and gives what is paid at once. Amounts whose wait is
 * zero are in `into`, the month being advanced; the others are queued.
 */
export function takeDueFace(
  queue: DueQueue,
  into: DueMonth,
  face: number,
  assumption: PayableAssumption,
  recovery: RecoveryAssumption,
): void {
  const split = splitDueFace(assumption);
  const vintage: DueVintage = { age: 1, months: [] };
  const at = (wait: number): DueMonth => {
    if (wait === 0) return into;
    while (vintage.months.length < wait) vintage.months.push(newDueMonth());
    return vintage.months[wait - 1]!;
  };
  into.paid += face * split.onTime;
  for (const { months, share } of assumption.late ?? []) at(months).paid += face * share;
  const claimDelayMonths = assumption.guarantee?.claimDelayMonths ?? 0;
  if (split.claimed > 0) at(claimDelayMonths).claimed += face * split.claimed;
  if (split.defaulting > 0) {
    const amount = face * split.defaulting;
    const covered = Math.min(amount, face * split.covered);
    at(assumption.defaultAfterMonths).defaults.push({ amount, covered, claimDelayMonths, recovery });
  }
  if (vintage.months.length > 0) queue.vintages.push(vintage);
}

function newDueMonth(): DueMonth {
  return { paid: 0, claimed: 0, defaults: [] };
}
