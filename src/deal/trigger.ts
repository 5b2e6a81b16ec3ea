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
  /** Tests in a row that must hold before the trigger is in force. */
  readonly consecutive: number;
  /** What the pool is sold for, of its performing balance, where the trigger calls. */
  readonly price: Rate;
  /** Other thresholds of a ratio from later dates on. */
  readonly thresholds: readonly { readonly from: CalendarDate; readonly threshold: Rate }[];
  readonly from: CalendarDate | undefined;
  readonly until: CalendarDate | undefined;
}

export type Condition =
  | {
      readonly kind: 'ratio';
      readonly metric: RatioMetric;
      /** Classes, account, ledger or days in brackets after the metric. */
      readonly subject: readonly string[];
      readonly comparison: Comparison;
      readonly threshold: Rate;
    }
  | { readonly kind: 'date'; readonly comparison: Comparison; readonly threshold: CalendarDate }
  /** The rating of a name, as told under `ratings`, against a grade of the same scale. */
  | {
      readonly kind: 'rating';
      readonly subject: string;
      readonly comparison: Comparison;
      readonly grade: string;
    };

export const comparisons = ['>', '>=', '<', '<='] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * - `cumulativeDefaultRate`, `cumulativeLossRate`: since the cut-off, over the pool balance at the cut-off.
 * - `poolFactor`: performing balance over that at the cut-off.
 * - `noteFactor`: balance of all classes before the payment over that at closing.
 * - `overcollateralization`: (performing balance − interest-bearing classes) over the performing balance, with the
 *   classes as they stand once the period's principal collections and recoveries have been paid to them.
 *   With classes in brackets, those alone.
 * - `interestCoverage`: interest collected in the period over interest and fees due; with classes in brackets over
 *   fees due and the interest due to them.
 * - `assetCoverage(A + B)`: performing balance and cash in all accounts over the balances of the classes named.
 * - `excessSpread`: a year's interest collected less interest and fees due and losses, over the performing balance at
 *   the start of the period; the average of the last three payments.
 * - `defaultRate`, `lossRate`: a year's defaults or losses over the performing balance at the start of the period; the
 *   average of the last three payments.
 * - `delinquencyRate`, `delinquencyRate(30)`, `delinquencyRate(60)`: balance late at all, or by more than so many days,
 *   over the performing balance, both at the end of the period.
 * - `account(name)`: balance of an account, or what is left of a support, over the pool balance at the cut-off.
 * - `classFactor(A)`: balance of a class over that at closing.
 * - `carriedInterest(A)`: interest of a class that was left unpaid before the date, over its balance at closing.
 * - `utilization`: loans over loans and principal that waits to buy some, both on average over the days of the
 *   collection period; cash in accounts that `keep` what could not be spent waits too.
 * - `ledger(name)`: balance of a ledger over the pool balance at the cut-off.
 */
export const ratioMetrics = [
  'cumulativeDefaultRate',
  'cumulativeLossRate',
  'poolFactor',
  'noteFactor',
  'overcollateralization',
  'interestCoverage',
  'assetCoverage',
  'excessSpread',
  'defaultRate',
  'lossRate',
  'delinquencyRate',
  'classFactor',
  'carriedInterest',
  'ledger',
  'account',
  'utilization',
] as const;
export type RatioMetric = (typeof ratioMetrics)[number];
/** What stands in brackets after a metric; metrics that are not here have no brackets. */
export const metricSubjects: { readonly [metric in RatioMetric]?: MetricSubject } = {
  overcollateralization: { kind: 'classes', isNeeded: false },
  interestCoverage: { kind: 'classes', isNeeded: false },
  assetCoverage: { kind: 'classes', isNeeded: true },
  delinquencyRate: { kind: 'days', isNeeded: false },
  classFactor: { kind: 'class', isNeeded: true },
  carriedInterest: { kind: 'class', isNeeded: true },
  ledger: { kind: 'ledger', isNeeded: true },
  account: { kind: 'account', isNeeded: true },
};
export interface MetricSubject {
  readonly kind: 'class' | 'classes' | 'ledger' | 'account' | 'days';
  readonly isNeeded: boolean;
}
/** Days late that delinquency is measured beyond. */
export const lateDays = ['30', '60'] as const;
export const dateMetric = 'paymentDate';
export const ratingMetric = 'rating';

/**
 * `sequential`: principal shared pro rata is paid in order. `trap`: what would be paid as residual is kept, up to
 * what the interest-bearing classes owe. `stop-purchases`: no loan is bought any more. `call`: the pool is sold at the
 * call price on the date, everything falls due, and the deal ends with that payment. `accelerate`: lockouts, profiles,
 * planned balances and targets no longer hold principal back. `event-of-default`: accelerate and trap.
 */
export const effects = [
  'sequential',
  'trap',
  'stop-purchases',
  'accelerate',
  'event-of-default',
  'call',
] as const;
export type Effect = (typeof effects)[number];
