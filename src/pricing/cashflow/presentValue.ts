import { type Compounding, discountFactor } from './compounding.js';
import type { TimedFlows } from './timedFlows.js';

/**
 * Σ CF(t) · v(t) at a flat annual rate, in the given order of flows. Flows at time zero count in full.
 *
 * The formulas of v are those of `discountFactor`. On dated flows (XNPV) the clock is ACT/365 and the rate an
 * effective annual one: `presentValue(actual365Flows(asOf, flows), rate, effectiveAnnual)`.
 */
export function presentValue(flows: TimedFlows, rate: number, compounding: Compounding): number {
  let value = 0;
  for (let k = 0; k < flows.years.length; k++) {
    const amount = flows.amounts[k]!;
    if (amount !== 0) value += amount * discountFactor(rate, compounding, flows.years[k]!);
  }
  return value;
}
