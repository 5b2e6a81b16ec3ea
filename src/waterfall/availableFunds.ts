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
  const { monthCount, interest, scheduledPrincipal, prepaidPrincipal } = flows;
  const { recoveries, defaultedPrincipal, losses } = flows;
  for (let p = 0; p < periods.length; p++) {
    const { firstMonth, endMonth } = periods[p]!;
    const end = endMonth < monthCount ? endMonth : monthCount;
    let [interestSum, scheduledSum, prepaidSum] = [0, 0, 0];
    let [recoverySum, defaultedSum, lossSum] = [0, 0, 0];
    for (let month = firstMonth; month < end; month++) {
      interestSum += interest[month]!;
      scheduledSum += scheduledPrincipal[month]!;
      prepaidSum += prepaidPrincipal[month]!;
      recoverySum += recoveries[month]!;
      defaultedSum += defaultedPrincipal[month]!;
      lossSum += losses[month]!;
    }
    into.interest[p] = interestSum;
    into.scheduledPrincipal[p] = scheduledSum;
    into.prepaidPrincipal[p] = prepaidSum;
    into.recoveries[p] = recoverySum;
    into.defaultedPrincipal[p] = defaultedSum;
    into.losses[p] = lossSum;
    into.balanceAtStart[p] = balanceBefore(flows, firstMonth);
    into.balanceAtEnd[p] = balanceBefore(flows, endMonth);
  }
  if (flows.delinquent1To30 !== undefined) sumLate(plan, flows, into);
  else for (const column of [into.late, into.lateOver30, into.lateOver60]) column.fill(0);
  return into;
}

/** On each date, what is late at the end of its last month. */
function sumLate({ periods }: PaymentPlan, flows: MonthlyFlows, into: Collections): void {
  const { delinquent1To30: one, delinquent31To60: two, delinquent61To90: three } = flows;
  for (let p = 0; p < periods.length; p++) {
    const last = periods[p]!.endMonth - 1;
    const isIn = last >= 0 && last < flows.monthCount;
    fillLate(into, p, (isIn && one?.[last]) || 0, (isIn && two?.[last]) || 0, (isIn && three?.[last]) || 0);
  }
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
