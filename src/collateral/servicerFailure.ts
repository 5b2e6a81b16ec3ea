import type { CollateralCashflow } from './collateralCashflow.js';

/**
 * The servicer fails in a month of the pool (the first is 1). Of the collections of the last `lostMonths` months,
 * that month included, `lostShare` is lost with the servicer, in whose accounts they were commingled. What borrowers
 * pay in the `delayMonths` after the failure arrives together in the month after them.
 */
export interface ServicerFailure {
  readonly failsInMonth: number;
  readonly lostMonths: number;
  readonly lostShare: number;
  readonly delayMonths: number;
}

const cashColumns = ['interest', 'scheduledPrincipal', 'prepaidPrincipal', 'recoveries'] as const;

/** The month in which delayed collections arrive, counted from 0; undefined where none is delayed. */
export function arrivalMonth({ failsInMonth, delayMonths }: ServicerFailure): number | undefined {
  return delayMonths === 0 ? undefined : failsInMonth + delayMonths;
}

/**
 * The cash of a pool as it arrives after a servicer's failure; the flow must reach the month of arrival. Balances
 * and defaults stay, since borrowers have paid. Lost principal and recoveries are losses of the month in which they
 * were collected.
 */
export function afterServicerFailure(flow: CollateralCashflow, failure: ServicerFailure): CollateralCashflow {
  const { failsInMonth, lostMonths, lostShare } = failure;
  const [interest, scheduledPrincipal, prepaidPrincipal, recoveries] = cashColumns.map((name) =>
    flow[name].slice(),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const losses = flow.losses.slice();
  for (let m = Math.max(0, failsInMonth - lostMonths); m < Math.min(failsInMonth, flow.monthCount); m++) {
    const lost = (column: Float64Array): number => {
      const amount = column[m]! * lostShare;
      column[m]! -= amount;
      return amount;
    };
    lost(interest);
    losses[m]! += lost(scheduledPrincipal) + lost(prepaidPrincipal) + lost(recoveries);
  }
  const arrival = arrivalMonth(failure) ?? 0;
  for (let m = failsInMonth; m < Math.min(arrival, flow.monthCount); m++) {
    for (const column of [interest, scheduledPrincipal, prepaidPrincipal, recoveries]) {
      column[arrival]! += column[m]!;
      column[m] = 0;
    }
  }
  return { ...flow, interest, scheduledPrincipal, prepaidPrincipal, recoveries, losses };
}
