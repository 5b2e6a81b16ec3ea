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
  const exact = newExactCollections();
  const enter = collectionsRounder(collections, decimals, exact);
  for (let p = 0; p < collections.interest.length; p++) enter(p);
  const { defaultedPrincipal, recoveries } = exact;
  return { ...exact, losses: roundedLosses(collections, defaultedPrincipal, recoveries, decimals) };
}

/** Columns still to be filled, period by period. */
export type GrowingCollections = { readonly [name in Exclude<keyof ExactCollections, 'named'>]: Money[] } & {
  readonly named: Money[][];
};

export function newExactCollections(): GrowingCollections {
  return {
    interest: [],
    scheduledPrincipal: [],
    prepaidPrincipal: [],
    recoveries: [],
    defaultedPrincipal: [],
    losses: [],
    named: [],
    balanceAtStart: [],
    balanceAtEnd: [],
  };
}

/** Rounds the columns one period after the other into `exact`. */
export function collectionsRounder(
  collections: Collections,
  decimals: number,
  exact: GrowingCollections,
): (period: number) => void {
  const rounded = (amount: number): Money => moneyFromFloat(amount, decimals);
  const flows = (['interest', 'recoveries', 'losses'] as const).map((name) => ({
    name,
    next: flowRounder(decimals),
  }));
  const parts = ['scheduledPrincipal', 'prepaidPrincipal', 'defaultedPrincipal'] as const;
  const split = partsRounder(parts.length, decimals);
  collections.named.forEach(() => {
    exact.named.push([]);
  });
  return (p) => {
    for (const { name, next } of flows) exact[name].push(next(collections[name][p]!));
    for (const [k, part] of split(parts.map((name) => collections[name][p]!)).entries()) {
      exact[parts[k]!].push(part);
    }
    for (const [k, column] of collections.named.entries()) exact.named[k]!.push(rounded(column[p]!));
    exact.balanceAtStart.push(rounded(collections.balanceAtStart[p]!));
    exact.balanceAtEnd.push(rounded(collections.balanceAtEnd[p]!));
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

/** Amounts in minor units, each the rounded running total less what has entered before. */
export function roundedFlow(column: Float64Array, decimals: number): Money[] {
  return Array.from(column, flowRounder(decimals));
}

function flowRounder(decimals: number): (amount: number) => Money {
  let running = 0;
  let entered = zero;
  return (amount) => {
    running += amount;
    const total = moneyFromFloat(running, decimals);
    const flow = subtract(total, entered);
    entered = total;
    return flow;
  };
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

/** The rounded flow of a sum, split by what each part's running total is ahead of what entered. */
function partsRounder(count: number, decimals: number): (amounts: readonly number[]) => Money[] {
  const next = flowRounder(decimals);
  const running = Array.from({ length: count }, () => 0);
  const entered = Array.from({ length: count }, () => zero);
  return (amounts) => {
    const flow = next(amounts.reduce((all, amount) => all + amount, 0));
    amounts.forEach((amount, k) => {
      running[k]! += amount;
    });
    const owing = running.map((amount, k) => amount - moneyToFloat(entered[k]!));
    const weights = owing.map((amount) => moneyFromFloat(Math.max(0, amount), decimals + 6));
    const parts = allocate(flow, weights, decimals);
    parts.forEach((part, k) => {
      entered[k] = add(entered[k]!, part);
    });
    return parts;
  };
}
