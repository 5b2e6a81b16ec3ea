import type { CollateralCashflow } from '#collateral/collateralCashflow.js';
import type { PaymentPlan } from './paymentPlan.js';

/** What a pool pays, summed by payment date: element p belongs to `plan.periods[p]`. float64, not rounded. */
export interface Collections {
  readonly interest: Float64Array;
  readonly scheduledPrincipal: Float64Array;
  readonly prepaidPrincipal: Float64Array;
  readonly recoveries: Float64Array;
  readonly defaultedPrincipal: Float64Array;
  readonly losses: Float64Array;
  /** By named amount of the plan, then by payment. */
  readonly named: readonly Float64Array[];
  /** Performing balances. */
  readonly balanceAtStart: Float64Array;
  readonly balanceAtEnd: Float64Array;
  /** Of the balance at the end: late at all, by more than 30 days, and by more than 60. */
  readonly late: Float64Array;
  readonly lateOver30: Float64Array;
  readonly lateOver60: Float64Array;
  /** Cash that loans can be bought for on the date: infinite unless criteria limit it. */
  readonly purchasable: Float64Array;
  /** By account of the plan: the payment from which a support's provider pays no more, where the plan asks for it. */
  readonly failedFrom: Int32Array;
  /** Principal of the period that bought loans before the date; it is in none of the columns above. */
  readonly reinvested: Float64Array;
  /** On average over the days of the collection period: loans out, and principal that waited to buy some. */
  readonly loansOut: Float64Array;
  readonly cashIdle: Float64Array;
}

/**
 * Called before each period with the cash spent on loans on the date before, and whether a trigger has ended
 * purchases: a revolving pool fills the period's collections only then.
 */
export type BeforePeriod<Amount> = (period: number, purchased: Amount, isStopped: boolean) => void;

/** The monthly flows that `sumIntoPayments` needs; arrays may be longer than `monthCount`. */
export type MonthlyFlows = Pick<
  CollateralCashflow,
  | 'monthCount'
  | 'balanceAtStart'
  | 'balanceAtEnd'
  | 'delinquent1To30'
  | 'delinquent31To60'
  | 'delinquent61To90'
  | 'interest'
  | 'scheduledPrincipal'
  | 'prepaidPrincipal'
  | 'recoveries'
  | 'defaultedPrincipal'
  | 'losses'
>;

export function collectionsByPayment(plan: PaymentPlan, flows: MonthlyFlows): Collections {
  return sumIntoPayments(plan, flows, newCollections(plan));
}

export function newCollections(plan: PaymentPlan): Collections {
  const column = (): Float64Array => new Float64Array(plan.periods.length);
  return {
    interest: column(),
    scheduledPrincipal: column(),
    prepaidPrincipal: column(),
    recoveries: column(),
    defaultedPrincipal: column(),
    losses: column(),
    named: plan.amounts.map(({ scheduled }) => Float64Array.from(scheduled, ({ value }) => value)),
    balanceAtStart: column(),
    balanceAtEnd: column(),
    late: column(),
    lateOver30: column(),
    lateOver60: column(),
    purchasable: column().fill(Number.POSITIVE_INFINITY),
    failedFrom: new Int32Array(plan.accounts.length).fill(neverFails),
    reinvested: column(),
    loansOut: column(),
    cashIdle: column(),
  };
}

/** Later than any payment. */
export const neverFails = 0x7fffffff;

/** Fills `into` without allocating, for simulation. Months after the pool's last one are zero. */
export function sumIntoPayments(plan: PaymentPlan, flows: MonthlyFlows, into: Collections): Collections {
  const { periods } = plan;
  const { monthCount } = flows;
  for (let p = 0; p < periods.length; p++) {
    const { firstMonth, endMonth } = periods[p]!;
    const end = endMonth < monthCount ? endMonth : monthCount;
    let [interest, scheduledPrincipal, prepaidPrincipal] = [0, 0, 0];
    let [recoveries, defaultedPrincipal, losses] = [0, 0, 0];
    for (let month = firstMonth; month < end; month++) {
      interest += flows.interest[month]!;
      scheduledPrincipal += flows.scheduledPrincipal[month]!;
      prepaidPrincipal += flows.prepaidPrincipal[month]!;
      recoveries += flows.recoveries[month]!;
      defaultedPrincipal += flows.defaultedPrincipal[month]!;
      losses += flows.losses[month]!;
    }
    into.interest[p] = interest;
    into.scheduledPrincipal[p] = scheduledPrincipal;
    into.prepaidPrincipal[p] = prepaidPrincipal;
    into.recoveries[p] = recoveries;
    into.defaultedPrincipal[p] = defaultedPrincipal;
    into.losses[p] = losses;
    into.balanceAtStart[p] = balanceBefore(flows, firstMonth);
    into.balanceAtEnd[p] = balanceBefore(flows, endMonth);
    const last = endMonth - 1;
    if (last < 0 || last >= monthCount) fillLate(into, p, 0, 0, 0);
    else {
      const { delinquent1To30: within1, delinquent31To60: within2, delinquent61To90: older } = flows;
      fillLate(into, p, within1?.[last] ?? 0, within2?.[last] ?? 0, older?.[last] ?? 0);
    }
  }
  return into;
}

/** Late balances of a date from what is one, two and three payments late. */
export function fillLate(into: Collections, p: number, one: number, two: number, three: number): void {
  into.lateOver60[p] = three;
  into.lateOver30[p] = two + three;
  into.late[p] = one + two + three;
}

/** The performing balance at the start of a month; after the last one what is left, zero for a pool run off. */
function balanceBefore(flows: MonthlyFlows, month: number): number {
  return month < flows.monthCount
    ? flows.balanceAtStart[month]!
    : flows.monthCount > 0
      ? flows.balanceAtEnd[flows.monthCount - 1]!
      : 0;
}
