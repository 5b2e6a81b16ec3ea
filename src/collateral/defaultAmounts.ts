import type { CalendarDate } from '#basics/calendarDate.js';
import type { DefaultBehavior } from './assumptions.js';
import { monthOf } from './customSchedule.js';

/**
 * Defaults given as amounts: what defaults in each month since the loans joined the pool (element 0 is the first),
 * in currency units. A curve is a share of the balance with which they joined, spread by its timing; undefined
 * for an assumption that gives rates.
 */
export function defaultAmounts(
  assumption: DefaultBehavior,
  balanceAtJoin: number,
  joined: CalendarDate,
): Float64Array | undefined {
  if (assumption.kind === 'curve') {
    return Float64Array.from(assumption.timing, (share) => share * assumption.share * balanceAtJoin);
  }
  if (assumption.kind !== 'amounts') return undefined;
  const months = assumption.amounts.map((one) => ('month' in one ? one.month : monthOf(joined, one.date)));
  const amounts = new Float64Array(Math.max(0, ...months));
  assumption.amounts.forEach(({ amount }, i) => {
    const month = months[i]!;
    if (month >= 1) amounts[month - 1]! += amount;
  });
  return amounts;
}
