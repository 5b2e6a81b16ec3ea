import { add, compare, isZero, positivePart, subtract, zero } from '#basics/money.js';
import type { StepOf } from '../paymentPlan.js';
import { interestBearingNotes } from '../planQueries.js';
import { availableIn, owedTo, takeFrom } from './exactAccounts.js';
import { type ExactState, isLegalFinal } from './exactState.js';

/** All that is left, but for what a trap holds back: as much as the interest-bearing classes still owe. */
export function payResidual(
  state: ExactState,
  step: StepOf<'pay-residual'>,
  index: number,
  runs: boolean,
): void {
  const note = state.notes[step.to]!;
  const available = availableIn(state, step.from);
  const traps = state.trap && !isLegalFinal(state);
  const trapped = traps ? owedTo(state, interestBearingNotes(state.plan)) : zero;
  const paid = runs ? positivePart(subtract(available, trapped)) : zero;
  const from = takeFrom(state, step.from, paid);
  note.residualPaid = add(note.residualPaid, paid);
  const limit = isZero(available)
    ? 'nothing-due'
    : !runs
      ? 'condition'
      : compare(paid, available) < 0
        ? 'trap'
        : 'full';
  const { name } = state.plan.notes[step.to]!;
  const { period } = state;
  const movement = { period, step: index, kind: 'residual' as const, name, available, due: available };
  state.movements.push({ ...movement, paid, from, limit });
}
