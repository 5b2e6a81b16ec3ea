import type { CalendarDate } from '#basics/calendarDate.js';
import type { Rate } from '#basics/rate.js';

/**
 * Tested on every payment date (from `from` to `until`), after collections and before the first step. Once in
 * force it stays, unless it is curable. Steps may also name it in `when` and `unless`.
 */
export interface Trigger {
  readonly name: string;
  readonly condition: Condition;
  readonly effects: readonly Effect[];
  readonly curable: boolean;
  readonly from: CalendarDate | undefined;
  readonly until: CalendarDate | undefined;
}

export type Condition =
  | {
      readonly kind: 'ratio';
      readonly metric: RatioMetric;
      readonly comparison: Comparison;
      readonly threshold: Rate;
    }
  | { readonly kind: 'date'; readonly comparison: Comparison; readonly threshold: CalendarDate };

export const comparisons = ['>', '>=', '<', '<='] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * - `cumulativeDefaultRate`, `cumulativeLossRate`: since the cut-off, over the pool balance at the cut-off.
 * - `poolFactor`: performing balance over that at the cut-off.
 * - `noteFactor`: balance of all classes before the payment over that at closing.
 * - `overcollateralization`: (performing balance − interest-bearing classes) over the performing balance, with the
 *   classes as they stand once the period's principal collections and recoveries have been paid to them.
 */
export const ratioMetrics = [
  'cumulativeDefaultRate',
  'cumulativeLossRate',
  'poolFactor',
  'noteFactor',
  'overcollateralization',
] as const;
export type RatioMetric = (typeof ratioMetrics)[number];
export const dateMetric = 'paymentDate';

/**
 * `sequential`: principal shared pro rata is paid in order. `trap`: what would be paid as residual is kept, up to
 * what the interest-bearing classes owe.
 */
export const effects = ['sequential', 'trap'] as const;
export type Effect = (typeof effects)[number];
