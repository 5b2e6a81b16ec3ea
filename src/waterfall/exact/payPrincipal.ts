import { add, type Money, positivePart, subtract, sum } from '#basics/money.js';
import type { PlanPrincipalTarget, StepOf } from '../paymentPlan.js';
import { owedTo } from './exactAccounts.js';
import { exactAmount } from './exactAmount.js';
import { type ExactState, isLegalFinal } from './exactState.js';
import { settleClaims } from './settleClaims.js';

/** Up to the target of the step; on the legal final date everything is due. */
export function payPrincipal(
  state: ExactState,
  step: StepOf<'pay-principal'>,
  index: number,
  runs: boolean,
): void {
  const notes = step.notes.map((note) => state.notes[note]!);
  const paid = settleClaims(state, index, {
    kind: 'principal',
    names: step.notes.map((note) => state.plan.notes[note]!.name),
    claims: notes.map((note) => note.balance),
    share: state.sequential ? 'sequential' : step.share,
    from: isLegalFinal(state) ? step.fromAtLegalFinal : step.from,
    bound: isLegalFinal(state) ? undefined : principalTarget(state, step.target, step.notes),
    boundName: 'target',
    runs,
  });
  notes.forEach((note, k) => {
    note.balance = subtract(note.balance, paid[k]!);
    note.principalPaid = add(note.principalPaid, paid[k]!);
    state.principalPaidToday = add(state.principalPaidToday, paid[k]!);
  });
}

function principalTarget(
  state: ExactState,
  target: PlanPrincipalTarget,
  notes: readonly number[],
): Money | undefined {
  switch (target.kind) {
    case 'all':
      return undefined;
    case 'principal-collections':
      return subtract(state.principalCollected, state.principalPaidToday);
    case 'pool-decline':
      return subtract(state.poolDecline, state.principalPaidToday);
    case 'overcollateralization': {
      const less = sum(target.less.map((named) => state.named[named]!));
      const backing = subtract(state.poolBalance, less);
      const supported = positivePart(subtract(backing, exactAmount(target.target, state)));
      return subtract(owedTo(state, notes), supported);
    }
    default:
      return target satisfies never;
  }
}
