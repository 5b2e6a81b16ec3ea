import type { Collections } from '../availableFunds.js';
import type { PlanCharge } from '../paymentPlan.js';
import { owed } from './compileAmount.js';
import type { RunState } from './runState.js';

export type ChargeOf = (state: RunState, collections: Collections, period: number) => number;

/** Fixed part + named amount + base × factor of a date, before the date's cash has arrived. */
export function compileCharge({ base, refs, factors, fixed, named }: PlanCharge): ChargeOf {
  const amounts = Float64Array.from(fixed, ({ value }) => value);
  const factor = factors.values;
  const summed = Int32Array.from(refs);
  const told = (state: RunState, p: number): number => amounts[p]! + (named < 0 ? 0 : state.named[named]!);
  switch (base) {
    case 'none':
      return (state, _, p) => told(state, p);
    case 'pool':
      return (state, c, p) => told(state, p) + c.balanceAtStart[p]! * factor[p]!;
    case 'notes':
      return (state, _, p) => told(state, p) + owed(state.balance, summed) * factor[p]!;
    case 'accounts':
      return (state, _, p) => told(state, p) + owed(state.cash, summed) * factor[p]!;
    case 'drawn':
      // Repaid in full it may be a rounding below zero, which is no claim.
      return (state, _, p) =>
        told(state, p) + Math.max(0, owed(state.limit, summed) - owed(state.cash, summed)) * factor[p]!;
    case 'interest':
      return (state, c, p) => told(state, p) + c.interest[p]! * factor[p]!;
    case 'collections':
      return (state, c, p) => told(state, p) + (c.interest[p]! + state.principalCollected) * factor[p]!;
    default:
      return base satisfies never;
  }
}
