import type { CalendarDate } from '#basics/calendarDate.js';
import type { CollateralAssumptions, DefaultBehavior } from './assumptions.js';
import type { LoanTable } from './loanTable.js';
import { advancePool, isRunOff, openPool } from './pool.js';

/**
 * The same assumptions with defaults that are given as amounts turned into the monthly rates that they make of this
 * pool, so that any part of it can be projected by itself.
 */
export function amountsAsRates(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
): CollateralAssumptions {
  const pool = openPool(loans, assumptions, cutOff);
  if (pool.amountPlans.length === 0) return assumptions;
  const rates = new Map<DefaultBehavior, number[]>();
  const plans = pool.amountPlans.map(({ batches }) => batches[0]!);
  for (const batch of plans) rates.set(batch.behavior.default, []);
  while (!isRunOff(pool)) {
    advancePool(pool);
    for (const batch of plans) rates.get(batch.behavior.default)!.push(batch.amountRate);
  }
  const asVector = (behavior: DefaultBehavior): DefaultBehavior => {
    const found = rates.get(behavior);
    return found === undefined
      ? behavior
      : { kind: 'vector', unit: 'mdr', by: 'month', rates: [...found, 0] };
  };
  return {
    ...assumptions,
    default: asVector(assumptions.default),
    ...(assumptions.segments === undefined
      ? {}
      : {
          segments: assumptions.segments.map((segment) =>
            segment.default === undefined ? segment : { ...segment, default: asVector(segment.default) },
          ),
        }),
  };
}
