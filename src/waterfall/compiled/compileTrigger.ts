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
  const thresholds = Float64Array.from(condition.thresholds, ({ value }) => value);
  const comparison = condition.comparison;
  const excess = compileExcess(plan, condition.metric, condition.subject, thresholds);
  return (state) => {
    const difference = excess(state);
    return comparisonHolds(comparison, difference > unit ? 1 : difference < -unit ? -1 : 0);
  };
}

/** numerator − threshold × denominator of a metric: no division, so no zero denominator. */
function compileExcess(
  plan: PaymentPlan,
  metric: RatioMetric,
  subject: number,
  thresholds: Float64Array,
): (s: RunState) => number {
  const pool = plan.poolBalance.value;
  const all = Int32Array.from(plan.notes.keys());
  const bearing = Int32Array.from(interestBearingNotes(plan));
  const issued = plan.notes.reduce((total, note) => total + note.issued.value, 0);
  switch (metric) {
    case 'cumulativeDefaultRate':
      return (state) => state.cumulativeDefaults - thresholds[state.period]! * pool;
    case 'cumulativeLossRate':
      return (state) => state.cumulativeLosses - thresholds[state.period]! * pool;
    case 'poolFactor':
      return (state) => state.poolBalance - thresholds[state.period]! * pool;
    case 'noteFactor':
      return (state) => owed(state.balance, all) - thresholds[state.period]! * issued;
    case 'overcollateralization':
      return (state) =>
        state.poolBalance +
        state.principalCollected -
        owed(state.balance, bearing) -
        thresholds[state.period]! * state.poolBalance;
    case 'interestCoverage':
      return (state) => state.interestCollected - thresholds[state.period]! * due(state);
    case 'excessSpread':
      return (state) => {
        const from = Math.max(0, state.period - 2);
        let spread = 0;
        let balance = 0;
        for (let p = from; p <= state.period; p++) {
          spread += state.spread[p]!;
          balance += state.spreadPool[p]!;
        }
        return spread * 12 - thresholds[state.period]! * balance * plan.paymentMonths;
      };
    case 'classFactor':
      return (state) =>
        state.balance[subject]! - thresholds[state.period]! * plan.notes[subject]!.issued.value;
    case 'carriedInterest':
      return (state) =>
        state.carried[subject]! - thresholds[state.period]! * plan.notes[subject]!.issued.value;
    case 'ledger':
      return (state) => state.ledgers[subject]! - thresholds[state.period]! * pool;
    default:
      return metric satisfies never;
  }
}

/** Interest and fees due on the date. */
function due(state: RunState): number {
  let total = 0;
  for (let i = 0; i < state.interestLeft.length; i++) total += state.interestLeft[i]!;
  for (let i = 0; i < state.feeLeft.length; i++) total += state.feeLeft[i]!;
  return total;
}
