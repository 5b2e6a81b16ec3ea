import {
  add,
  allocate,
  isZero,
  type Money,
  maximum,
  moneyFromFloat,
  moneyToFloat,
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
  readonly late: readonly Money[];
  readonly lateOver30: readonly Money[];
  readonly lateOver60: readonly Money[];
  /** Cash that loans can be bought for on the date, where criteria limit it. */
  readonly purchasable?: readonly (Money | undefined)[];
  /** Of a pool that grows: principal that bought loans before the date, and averages over the period. */
  readonly reinvested?: readonly Money[];
  readonly loansOut?: readonly Money[];
  readonly cashIdle?: readonly Money[];
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
  return exact;
}

/** Columns still to be filled, period by period. */
export type GrowingCollections = {
  readonly [name in Exclude<keyof ExactCollections, 'named' | 'purchasable'>]-?: Money[];
} & {
  readonly named: Money[][];
  readonly purchasable: (Money | undefined)[];
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
    late: [],
    lateOver30: [],
    lateOver60: [],
    purchasable: [],
    reinvested: [],
    loansOut: [],
    cashIdle: [],
  };
}

const balances = [
  'balanceAtStart',
  'balanceAtEnd',
  'late',
  'lateOver30',
  'lateOver60',
  'reinvested',
  'loansOut',
  'cashIdle',
] as const;

/** Rounds the columns one period after the other into `exact`. */
export function collectionsRounder(
  collections: Collections,
  decimals: number,
  exact: GrowingCollections,
): (period: number) => void {
  const rounded = (amount: number): Money => moneyFromFloat(amount, decimals);
  const flows = (['interest', 'recoveries'] as const).map((name) => ({
    name,
    next: flowRounder(decimals),
  }));
  const parts = ['scheduledPrincipal', 'prepaidPrincipal', 'defaultedPrincipal'] as const;
  const split = partsRounder(parts.length, decimals);
  const lose = lossRounder(collections, decimals, exact);
  collections.named.forEach(() => {
    exact.named.push([]);
  });
  return (p) => {
    for (const { name, next } of flows) exact[name].push(next(collections[name][p]!));
    for (const [k, part] of split(parts.map((name) => collections[name][p]!)).entries()) {
      exact[parts[k]!].push(part);
    }
    exact.losses.push(lose(p));
    for (const [k, column] of collections.named.entries()) exact.named[k]!.push(rounded(column[p]!));
    for (const name of balances) exact[name].push(rounded(collections[name][p]!));
    const purchasable = collections.purchasable[p]!;
    const isLimited = purchasable < Number.POSITIVE_INFINITY;
    exact.purchasable.push(isLimited ? wholeUnits(purchasable, decimals) : undefined);
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
 * leave, so that whenever nothing is awaited the three agree to the unit. A loss that rounding alone would make
 * negative waits until the total has caught up.
 */
function lossRounder(
  { defaultedPrincipal, recoveries, losses }: Collections,
  decimals: number,
  exact: GrowingCollections,
): (period: number) => Money {
  let awaited = 0;
  let left = zero;
  let entered = zero;
  return (p) => {
    awaited += defaultedPrincipal[p]! - recoveries[p]! - losses[p]!;
    left = add(left, subtract(exact.defaultedPrincipal[p]!, exact.recoveries[p]!));
    const stillAwaited = moneyFromFloat(awaited, decimals);
    const total = subtract(left, stillAwaited);
    const waits = losses[p]! >= 0 && !isZero(stillAwaited);
    const next = waits ? maximum(entered, total) : total;
    const loss = subtract(next, entered);
    entered = next;
    return loss;
  };
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

/** Whole minor units, never more than the amount. */
function wholeUnits(amount: number, decimals: number): Money {
  const unit = Number(`1e${decimals}`);
  return moneyFromFloat(Math.floor(amount * unit) / unit, decimals);
}
