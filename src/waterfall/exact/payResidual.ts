import {
  add,
  allocate,
  compare,
  dividedBy,
  isZero,
  type Money,
  minimum,
  positivePart,
  roundMoney,
  subtract,
  sum,
  zero,
} from '#basics/money.js';
import type { Limit } from '../distribution.js';
import type { StepOf } from '../paymentPlan.js';
import { interestBearingNotes } from '../planQueries.js';
import { availableIn, owedTo, sourcesOf, takeFrom } from './exactAccounts.js';
import { type ExactState, isLegalFinal } from './exactState.js';

/**
 * All that is left, in shares, but for what a trap holds back: as much as the interest-bearing classes still owe.
 * With a hurdle no more than brings the first recipient to it.
 */
export function payResidual(
  state: ExactState,
  step: StepOf<'pay-residual'>,
  index: number,
  runs: boolean,
): void {
  const { plan, period } = state;
  const available = availableIn(state, step.from);
  const traps = state.trap && !isLegalFinal(state);
  const trapped = traps ? owedTo(state, interestBearingNotes(plan)) : zero;
  const free = positivePart(subtract(available, trapped));
  const bound = runs ? hurdleBound(state, step) : zero;
  const paid = minimum(free, bound ?? free);
  const limit: Limit = isZero(available)
    ? 'nothing-due'
    : !runs
      ? 'condition'
      : compare(paid, free) < 0
        ? 'hurdle'
        : compare(free, available) < 0
          ? 'trap'
          : 'full';
  const parts = allocate(
    paid,
    step.shares.map(({ exact }) => exact),
    plan.decimals,
  );
  step.to.forEach((to, k) => {
    const note = state.notes[to]!;
    const before = availableIn(state, step.from);
    const sources = sourcesOf(state, step.from);
    const from = takeFrom(state, step.from, parts[k]!);
    note.residualPaid = add(note.residualPaid, parts[k]!);
    const { name } = plan.notes[to]!;
    const movement = {
      period,
      step: index,
      kind: 'residual' as const,
      name,
      available: before,
      sources,
      due: before,
    };
    state.movements.push({ ...movement, paid: parts[k]!, from, limit });
  });
}

/** What all recipients together may get until the first one has reached the hurdle. */
function hurdleBound(state: ExactState, step: StepOf<'pay-residual'>): Money | undefined {
  if (step.hurdle < 0) return undefined;
  const missing = missingOf(state, step.hurdle, step.to[0]!);
  return roundMoney(dividedBy(missing, step.shares[0]!.exact), state.plan.decimals);
}

/** What is missing for a hurdle's return after what the class was paid on the date. */
export function missingOf(state: ExactState, hurdle: number, index: number): Money {
  const { interestPaid, principalPaid, residualPaid } = state.notes[index]!;
  return positivePart(subtract(state.hurdles[hurdle]!, sum([interestPaid, principalPaid, residualPaid])));
}
