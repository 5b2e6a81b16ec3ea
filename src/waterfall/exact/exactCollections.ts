import {
  add,
  allocate,
  type Money,
  minimum,
  moneyFromFloat,
  moneyToFloat,
  positivePart,
  subtract,
  sum,
  zero,
} from '#basics/money.js';
import type { Collections } from '../availableFunds.js';

/** Collections in whole minor units; element p belongs to `plan.periods[p]`. Balances are performing balances. */
export interface ExactCollections {
  readonly interest: readonly Money[];
  readonly scheduledPrincipal: readonly Money[];
  readonly prepaidPrincipal: readonly Money[];
  readonly recoveries: readonly Money[];
  readonly defaultedPrincipal: readonly Money[];
  readonly losses: readonly Money[];
  /** By named amount of the plan, then by payment. */
  readonly named: readonly (readonly Money[])[];
  readonly balanceAtStart: readonly Money[];
  readonly balanceAtEnd: readonly Money[];
}

/**
 * Projected flows enter the exact run in minor units: each is the rounded running total less what has entered
 * before, so that no total is ever off by more than half a unit and nothing is lost. Scheduled, prepaid and
 * defaulted principal are rounded as one sum and split by largest remainder: a pool of whole cents that runs
 * off pays, or defaults, exactly those cents.
 */
export function exactCollections(collections: Collections, decimals: number): ExactCollections {
  const flow = (column: Float64Array): Money[] => roundedFlow(column, decimals);
  const balance = (column: Float64Array): Money[] =>
    Array.from(column, (value) => moneyFromFloat(value, decimals));
  const { scheduledPrincipal, prepaidPrincipal, defaultedPrincipal } = collections;
  const recoveries = flow(collections.recoveries);
  const [scheduled, prepaid, defaulted] = roundedParts(
    [scheduledPrincipal, prepaidPrincipal, defaultedPrincipal],
    decimals,
  );
  return {
    interest: flow(collections.interest),
    scheduledPrincipal: scheduled!,
    prepaidPrincipal: prepaid!,
    recoveries,
    defaultedPrincipal: defaulted!,
    losses: roundedLosses(collections, defaulted!, recoveries, decimals),
    named: collections.named.map(balance),
    balanceAtStart: balance(collections.balanceAtStart),
    balanceAtEnd: balance(collections.balanceAtEnd),
  };
}

/** Principal and recoveries that arrive as cash with payment p. */
export function principalCollected(collections: ExactCollections, p: number): Money {
  const { scheduledPrincipal, prepaidPrincipal, recoveries } = collections;
  return sum([scheduledPrincipal[p]!, prepaidPrincipal[p]!, recoveries[p]!]);
}

/** What the performing balance shrank by. */
export function poolDecline(collections: ExactCollections, p: number): Money {
  const { scheduledPrincipal, prepaidPrincipal, defaultedPrincipal } = collections;
  return sum([scheduledPrincipal[p]!, prepaidPrincipal[p]!, defaultedPrincipal[p]!]);
}

function roundedFlow(column: Float64Array, decimals: number): Money[] {
  let running = 0;
  let entered = zero;
  return Array.from(column, (amount) => {
    running += amount;
    const total = moneyFromFloat(running, decimals);
    const flow = subtract(total, entered);
    entered = total;
    return flow;
  });
}

/**
 * What has defaulted is recovered, lost or still awaited: losses are what the rounded defaults and recoveries
 * leave, so that over the life of a pool the three agree to the unit. Where that would make a loss negative,
 * which only rounding does, it waits until the total has caught up.
 */
function roundedLosses(
  { defaultedPrincipal, recoveries, losses }: Collections,
  defaulted: readonly Money[],
  recovered: readonly Money[],
  decimals: number,
): Money[] {
  let awaited = 0;
  let total = zero;
  const totals = Array.from(losses, (loss, p) => {
    awaited += defaultedPrincipal[p]! - recoveries[p]! - loss;
    total = add(total, subtract(defaulted[p]!, recovered[p]!));
    return subtract(total, moneyFromFloat(awaited, decimals));
  });
  if (losses.every((loss) => loss >= 0)) {
    for (let p = totals.length - 2; p >= 0; p--) totals[p] = minimum(totals[p]!, totals[p + 1]!);
    return flowsOf(totals.map(positivePart));
  }
  return flowsOf(totals);
}

function flowsOf(totals: readonly Money[]): Money[] {
  return totals.map((at, p) => (p === 0 ? at : subtract(at, totals[p - 1]!)));
}

/** The rounded flow of the columns' sum, split by what each column's running total is ahead of what entered. */
function roundedParts(columns: readonly Float64Array[], decimals: number): Money[][] {
  const total = Float64Array.from(columns[0]!, (_, p) =>
    columns.reduce((all, column) => all + column[p]!, 0),
  );
  const running = columns.map(() => 0);
  const entered = columns.map(() => zero);
  const parts: Money[][] = columns.map(() => []);
  for (const [p, flow] of roundedFlow(total, decimals).entries()) {
    columns.forEach((column, k) => {
      running[k]! += column[p]!;
    });
    const owing = running.map((amount, k) => amount - moneyToFloat(entered[k]!));
    const weights = owing.map((amount) => moneyFromFloat(Math.max(0, amount), decimals + 6));
    for (const [k, part] of allocate(flow, weights, decimals).entries()) {
      parts[k]!.push(part);
      entered[k] = add(entered[k]!, part);
    }
  }
  return parts;
}
