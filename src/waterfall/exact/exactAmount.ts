import { add, type Money, maximum, minimum, roundMoney, times, zero } from '#basics/money.js';
import type { PlanAmountRule } from '../paymentPlan.js';
import { owedTo } from './exactAccounts.js';
import type { ExactState } from './exactState.js';

/** max(floor, min(cap, fixed + share × base)), rounded half up to the minor unit. */
export function exactAmount(rule: PlanAmountRule, state: ExactState): Money {
  const base =
    rule.base === 'pool' ? state.poolBalance : rule.base === 'notes' ? owedTo(state, rule.notes) : zero;
  const measured = add(rule.fixed.exact, times(base, rule.share.exact));
  const capped = rule.cap === undefined ? measured : minimum(rule.cap.exact, measured);
  return roundMoney(maximum(rule.floor.exact, capped), state.plan.decimals);
}
