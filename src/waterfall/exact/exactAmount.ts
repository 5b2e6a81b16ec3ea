import { add, type Money, maximum, minimum, roundMoney, times, zero } from '#basics/money.js';
import type { PlanAmountRule } from '../paymentPlan.js';
import { owedTo } from './exactAccounts.js';
import type { ExactState } from './exactState.js';

/** max(floor, min(cap, fixed + share × base)), rounded half up to the minor unit. */
export function exactAmount(rule: PlanAmountRule, state: ExactState): Money {
  const measured = add(rule.fixed.exact, times(baseOf(rule, state), rule.share.exact));
  const capped = rule.cap === undefined ? measured : minimum(rule.cap.exact, measured);
  return roundMoney(maximum(rule.floor.exact, capped), state.plan.decimals);
}

function baseOf({ base, notes }: PlanAmountRule, state: ExactState): Money {
  switch (base) {
    case 'none':
      return zero;
    case 'pool':
      return state.poolBalance;
    case 'notes':
      return owedTo(state, notes);
    case 'interest collections':
      return state.interestCollected;
    case 'principal collections':
      return state.principalCollected;
    case 'collections':
      return add(state.interestCollected, state.principalCollected);
    default:
      return base satisfies never;
  }
}
