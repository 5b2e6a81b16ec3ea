import type { RatioMetric } from '#deal/trigger.js';
import { comparisonHolds } from '../comparisonHolds.js';
import type { PaymentPlan, PlanTrigger } from '../paymentPlan.js';
import { interestBearingNotes, minorUnit } from '../planQueries.js';
import { owed } from './compileAmount.js';
import type { RunState } from './runState.js';

/** Tests trigger `index` on the state's date and sets whether it is in force. */
export function compileTrigger(
  plan: PaymentPlan,
  trigger: PlanTrigger,
  index: number,
): (s: RunState) => void {
  const holds = compileCondition(plan, trigger);
  return (state) => {
    if (trigger.tested[state.period] !== 1) return;
    const met = holds(state);
    if (met) state.inForce[index] = 1;
    else if (trigger.curable) state.inForce[index] = 0;
  };
}

function compileCondition(plan: PaymentPlan, trigger: PlanTrigger): (state: RunState) => boolean {
  const condition = trigger.condition;
  if (condition.kind === 'date') return (state) => condition.holds[state.period] === 1;
  const unit = minorUnit(plan);
  const threshold = condition.threshold.value;
  const comparison = condition.comparison;
  const excess = compileExcess(plan, condition.metric, threshold);
  return (state) => {
    const difference = excess(state);
    return comparisonHolds(comparison, difference > unit ? 1 : difference < -unit ? -1 : 0);
  };
}

/** numerator − threshold × denominator of a metric: no division, so no zero denominator. */
function compileExcess(plan: PaymentPlan, metric: RatioMetric, threshold: number): (s: RunState) => number {
  const pool = plan.poolBalance.value;
  const all = Int32Array.from(plan.notes.keys());
  const bearing = Int32Array.from(interestBearingNotes(plan));
  const issued = plan.notes.reduce((total, note) => total + note.openingBalance.value, 0);
  switch (metric) {
    case 'cumulativeDefaultRate':
      return (state) => state.cumulativeDefaults - threshold * pool;
    case 'cumulativeLossRate':
      return (state) => state.cumulativeLosses - threshold * pool;
    case 'poolFactor':
      return (state) => state.poolBalance - threshold * pool;
    case 'noteFactor':
      return (state) => owed(state.balance, all) - threshold * issued;
    case 'overcollateralization':
      return (state) =>
        state.poolBalance +
        state.principalCollected -
        owed(state.balance, bearing) -
        threshold * state.poolBalance;
    default:
      return metric satisfies never;
  }
}
