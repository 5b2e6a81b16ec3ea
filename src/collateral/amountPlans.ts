import type { CalendarDate } from '#basics/calendarDate.js';
import type { DefaultBehavior } from './assumptions.js';
import { collateralMonthEnd } from './collateralMonths.js';
import { defaultAmounts } from './defaultAmounts.js';
import type { PoolBatch } from './poolBatch.js';

/** Defaults given as amounts, and the loans they fall on: those that joined together and share the assumption. */
export interface AmountPlan {
  readonly amounts: Float64Array;
  readonly joinedMonth: number;
  readonly batches: readonly PoolBatch[];
}

/** The plans of batches that join a pool at the end of its month `joinedMonth`. */
export function amountPlansOf(
  batches: readonly PoolBatch[],
  cutOffDate: CalendarDate,
  joinedMonth: number,
): AmountPlan[] {
  const groups = new Map<DefaultBehavior, PoolBatch[]>();
  for (const batch of batches) {
    if (batch.hazards.default !== undefined) continue;
    const group = groups.get(batch.behavior.default) ?? [];
    groups.set(batch.behavior.default, [...group, batch]);
  }
  const joined = collateralMonthEnd(cutOffDate, joinedMonth);
  return [...groups].flatMap(([behavior, group]) => {
    const balance = group.reduce((sum, batch) => sum + batch.performing, 0);
    const amounts = defaultAmounts(behavior, balance, joined);
    return amounts === undefined ? [] : [{ amounts, joinedMonth, batches: group }];
  });
}

/** Gives every batch its default rate of the month where amounts are given; returns what the loans fall short. */
export function setAmountRates(plans: readonly AmountPlan[], poolMonth: number): number {
  let unplaced = 0;
  for (const { amounts, joinedMonth, batches } of plans) {
    const amount = amounts[poolMonth - joinedMonth] ?? 0;
    const performing = batches.reduce((sum, batch) => sum + (batch.alive > 0 ? batch.performing : 0), 0);
    const rate = performing > 0 ? Math.min(1, amount / performing) : 0;
    for (const batch of batches) batch.amountRate = rate;
    unplaced += Math.max(0, amount - performing);
  }
  return unplaced;
}
