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
  /** Other thresholds of a ratio from later dates on. */
  readonly thresholds: readonly { readonly from: CalendarDate; readonly threshold: Rate }[];
  readonly from: CalendarDate | undefined;
  readonly until: CalendarDate | undefined;
}

export type Condition =
  | {
      readonly kind: 'ratio';
      readonly metric: RatioMetric;
      /** Class or ledger in brackets after the metric. */
      readonly subject: string | undefined;
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
 * - `interestCoverage`: interest collected in the period over interest and fees due.
 * - `excessSpread`: a year's interest collected less interest and fees due and losses, over the performing balance at
 *   the start of the period; the average of the last three payments.
 * - `classFactor(A)`: balance of a class over that at closing.
 * - `carriedInterest(A)`: interest of a class that was left unpaid before the date, over its balance at closing.
 * - `ledger(name)`: balance of a ledger over the pool balance at the cut-off.
 */
export const ratioMetrics = [
  'cumulativeDefaultRate',
  'cumulativeLossRate',
  'poolFactor',
  'noteFactor',
  'overcollateralization',
  'interestCoverage',
  'excessSpread',
  'classFactor',
  'carriedInterest',
  'ledger',
] as const;
export type RatioMetric = (typeof ratioMetrics)[number];
/** Metrics of one class or ledger, which stands in brackets. */
export const subjectMetrics: readonly RatioMetric[] = ['classFactor', 'carriedInterest', 'ledger'];
export const dateMetric = 'paymentDate';

/**
 * `sequential`: principal shared pro rata is paid in order. `trap`: what would be paid as residual is kept, up to
 * what the interest-bearing classes owe. `stop-purchases`: no loan is bought any more. `call`: the pool is sold at the
 * call price on the date, everything falls due, and the deal ends with that payment.
 */
export const effects = ['sequential', 'trap', 'stop-purchases', 'call'] as const;
export type Effect = (typeof effects)[number];
