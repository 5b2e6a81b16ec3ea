import { add, type Money, minimum, positivePart, subtract, sum, zero } from '#basics/money.js';
import type { PlanPrincipalTarget, StepOf } from '../paymentPlan.js';
import { owedTo } from './exactAccounts.js';
import { exactAmount } from './exactAmount.js';
import { type ExactState, isLegalFinal } from './exactState.js';
import { principalClaim } from './lockouts.js';
import { settleClaims } from './settleClaims.js';

/** Takes the period's losses off balances, the first class first; what no class can bear stays with nobody. */
export function writeOff(state: ExactState, step: StepOf<'write-off'>, index: number): void {
  let left = state.periodLosses;
  for (const i of step.notes) {
    const note = state.notes[i]!;
    const taken = minimum(left, note.balance);
    note.balance = subtract(note.balance, taken);
    note.writtenOff = add(note.writtenOff, taken);
    const { period, plan } = state;
    const movement = {
      period,
      step: index,
      kind: 'write-off' as const,
      name: plan.notes[i]!.name,
      from: [],
      sources: [],
    };
    state.movements.push({ ...movement, available: left, due: left, paid: zero, limit: 'full' });
    left = subtract(left, taken);
  }
}

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
    claims: step.notes.map((note) => principalClaim(state, note, step.target.kind === 'schedule')),
    share: state.sequential ? 'sequential' : step.share,
    from: isLegalFinal(state) ? step.fromAtLegalFinal : step.from,
    bound:
      isLegalFinal(state) || state.accelerated ? undefined : principalTarget(state, step.target, step.notes),
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
    case 'schedule':
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
