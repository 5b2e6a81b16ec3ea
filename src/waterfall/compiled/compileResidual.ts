import type { PaymentPlan, StepOf } from '../paymentPlan.js';
import { interestBearingNotes } from '../planQueries.js';
import { owed } from './compileAmount.js';
import type { CompiledFlows } from './layout.js';
import { available, take } from './payClaims.js';
import type { RunState } from './runState.js';

/** All that is left, less what a trap holds, in shares and at most until the first recipient's hurdle. */
export function compileResidual(
  plan: PaymentPlan,
  step: StepOf<'pay-residual'>,
): (state: RunState, flows: CompiledFlows) => void {
  const from = Int32Array.from(step.from);
  const bearing = Int32Array.from(interestBearingNotes(plan));
  const last = plan.legalFinal;
  const { to, hurdle } = step;
  const shares = step.shares.map(({ value }) => value);
  return (state, flows) => {
    const trapped =
      state.trap && state.period !== last && state.period !== state.calledOn
        ? owed(state.balance, bearing)
        : 0;
    const free = available(state.cash, from) - trapped;
    const paid = hurdle < 0 ? free : Math.min(free, missingOf(state, flows, hurdle, to[0]!) / shares[0]!);
    if (paid <= 0) return;
    take(state.cash, from, paid);
    for (let k = 0; k < to.length; k++) {
      flows.residualPaid[to[k]! * flows.periodCount + state.period]! += paid * shares[k]!;
    }
  };
}

/** What is missing for a hurdle's return after what the class was paid on the date. */
export function missingOf(state: RunState, flows: CompiledFlows, hurdle: number, note: number): number {
  const at = note * flows.periodCount + state.period;
  const paid = flows.interestPaid[at]! + flows.principalPaid[at]! + flows.residualPaid[at]!;
  return Math.max(0, state.hurdles[hurdle]! - paid);
}
