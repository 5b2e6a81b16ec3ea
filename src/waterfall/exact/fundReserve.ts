import { compare, isNegative, minimum, negate, subtract, zero } from '#basics/money.js';
import type { StepOf } from '../paymentPlan.js';
import { availableIn, owedTo, receive, sourcesOf, takeFrom } from './exactAccounts.js';
import { exactAmount } from './exactAmount.js';
import { type ExactState, isLegalFinal } from './exactState.js';
import { limitOf } from './payClaims.js';

/** To its target, which is never more than the classes owe, and zero on the legal final date. */
export function fundReserve(state: ExactState, step: StepOf<'fund-reserve'>, index: number): void {
  const { target: rule, name } = state.plan.accounts[step.reserve]!;
  if (rule === undefined) throw new Error(`account ${name} is funded but has no target`);
  const account = state.accounts[step.reserve]!;
  const owed = owedTo(state, [...state.notes.keys()]);
  const target = isLegalFinal(state) ? zero : minimum(exactAmount(rule, state), owed);
  account.target = target;
  const gap = subtract(target, account.balance);
  const available = availableIn(state, step.from);
  const { period } = state;
  const movement = { period, step: index, available, sources: sourcesOf(state, step.from) };
  if (!isNegative(gap)) {
    const most = step.limit === undefined ? gap : minimum(gap, exactAmount(step.limit, state));
    const paid = minimum(most, available);
    const from = takeFrom(state, step.from, paid);
    receive(state, step.reserve, paid);
    const isCapped = compare(most, gap) < 0 && compare(paid, most) === 0;
    const limit = limitOf(gap, paid, 'sequential', isCapped ? 'cap' : undefined);
    state.movements.push({ ...movement, kind: 'reserve', name, due: gap, paid, from, limit });
  } else if (step.release) {
    const paid = negate(gap);
    const to = step.from[0]!;
    const from = takeFrom(state, [step.reserve], paid);
    receive(state, to, paid);
    const released = { kind: 'release' as const, name: state.plan.accounts[to]!.name, due: paid, paid };
    state.movements.push({ ...movement, ...released, from, limit: 'full' });
  }
}
