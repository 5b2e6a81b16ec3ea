import type { PlanAmountRule } from '../paymentPlan.js';
import type { RunState } from './runState.js';

export type AmountOf = (state: RunState) => number;

/** max(floor, min(cap, fixed + share × base)) as a closure. */
export function compileAmount(rule: PlanAmountRule): AmountOf {
  const fixed = rule.fixed.value;
  const share = rule.share.value;
  const floor = rule.floor.value;
  const cap = rule.cap?.value ?? Number.POSITIVE_INFINITY;
  const notes = Int32Array.from(rule.notes);
  const clamp = (amount: number): number => Math.max(floor, Math.min(cap, amount));
  switch (rule.base) {
    case 'none':
      return () => clamp(fixed);
    case 'pool':
      return (state) => clamp(fixed + share * state.poolBalance);
    case 'notes':
      return (state) => clamp(fixed + share * owed(state.balance, notes));
    case 'interest collections':
      return (state) => clamp(fixed + share * state.interestCollected);
    case 'principal collections':
      return (state) => clamp(fixed + share * state.principalCollected);
    case 'collections':
      return (state) => clamp(fixed + share * (state.interestCollected + state.principalCollected));
    default:
      return rule.base satisfies never;
  }
}

/** Sum of the balances of classes. */
export function owed(balance: Float64Array, notes: Int32Array): number {
  let total = 0;
  for (let k = 0; k < notes.length; k++) total += balance[notes[k]!]!;
  return total;
}
