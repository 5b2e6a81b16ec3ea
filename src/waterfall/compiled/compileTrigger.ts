import { comparisonHolds } from '../comparisonHolds.js';
import type { PaymentPlan, PlanTrigger } from '../paymentPlan.js';
import { interestBearingNotes, keepingAccounts, minorUnit } from '../planQueries.js';
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
    state.held[index] = met ? state.held[index]! + 1 : 0;
    if (state.held[index]! >= trigger.consecutive) state.inForce[index] = 1;
    else if (trigger.curable) state.inForce[index] = 0;
  };
}

function compileCondition(plan: PaymentPlan, trigger: PlanTrigger): (state: RunState) => boolean {
  const condition = trigger.condition;
  if (condition.kind === 'date') return (state) => condition.holds[state.period] === 1;
  const unit = minorUnit(plan);
  const thresholds = Float64Array.from(condition.thresholds, ({ value }) => value);
  const comparison = condition.comparison;
  const excess = compileExcess(plan, condition, thresholds);
  return (state) => {
    const difference = excess(state);
    return comparisonHolds(comparison, difference > unit ? 1 : difference < -unit ? -1 : 0);
  };
}

/** numerator − threshold × denominator of a metric: no division, so no zero denominator. */
function compileExcess(
  plan: PaymentPlan,
  { metric, subject, notes }: Extract<PlanTrigger['condition'], { kind: 'ratio' }>,
  thresholds: Float64Array,
): (s: RunState) => number {
  const pool = plan.poolBalance.value;
  const all = Int32Array.from(plan.notes.keys());
  const named = Int32Array.from(notes);
  const behind = notes.length > 0 ? named : Int32Array.from(interestBearingNotes(plan));
  const interestOf = notes.length > 0 ? named : all;
  const own = Int32Array.from([...plan.accounts.keys()].filter((k) => !plan.accounts[k]!.external));
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
        owed(state.balance, behind) -
        thresholds[state.period]! * state.poolBalance;
    case 'interestCoverage':
      return (state) => state.interestCollected - thresholds[state.period]! * due(state, interestOf);
    case 'assetCoverage':
      return (state) =>
        state.poolBalance + owed(state.cash, own) - thresholds[state.period]! * owed(state.balance, named);
    case 'excessSpread':
      return (state) => recentExcess(plan, state, state.spread, thresholds);
    case 'defaultRate':
      return (state) => recentExcess(plan, state, state.defaults, thresholds);
    case 'lossRate':
      return (state) => recentExcess(plan, state, state.losses, thresholds);
    case 'delinquencyRate':
      return (state) => lateBy(state, subject) - thresholds[state.period]! * state.poolBalance;
    case 'classFactor':
      return (state) =>
        state.balance[subject]! - thresholds[state.period]! * plan.notes[subject]!.issued.value;
    case 'carriedInterest':
      return (state) =>
        state.carried[subject]! - thresholds[state.period]! * plan.notes[subject]!.issued.value;
    case 'ledger':
      return (state) => state.ledgers[subject]! - thresholds[state.period]! * pool;
    case 'account':
      return (state) => state.cash[subject]! - thresholds[state.period]! * pool;
    case 'utilization': {
      const keeping = Int32Array.from(keepingAccounts(plan));
      return ({ loansOut, cashIdle, cash, period }) => {
        let waiting = cashIdle;
        for (let k = 0; k < keeping.length; k++) waiting += cash[keeping[k]!]!;
        return loansOut - thresholds[period]! * (loansOut + waiting);
      };
    }
    default:
      return metric satisfies never;
  }
}

/** A year's flow of the last three payments over the pool at their start, against the threshold. */
function recentExcess(
  plan: PaymentPlan,
  state: RunState,
  flow: Float64Array,
  thresholds: Float64Array,
): number {
  let total = 0;
  let balance = 0;
  for (let p = Math.max(0, state.period - 2); p <= state.period; p++) {
    total += flow[p]!;
    balance += state.spreadPool[p]!;
  }
  return total * 12 - thresholds[state.period]! * balance * plan.paymentMonths;
}

function lateBy(state: RunState, days: number): number {
  return days === 60 ? state.lateOver60 : days === 30 ? state.lateOver30 : state.late;
}

/** Interest due to classes, and all fees due on the date. */
function due(state: RunState, notes: Int32Array): number {
  let total = 0;
  for (let k = 0; k < notes.length; k++) total += state.interestLeft[notes[k]!]!;
  for (let i = 0; i < state.feeLeft.length; i++) total += state.feeLeft[i]!;
  return total;
}
