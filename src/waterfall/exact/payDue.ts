import { add, subtract, zero } from '#basics/money.js';
import type { StepOf } from '../paymentPlan.js';
import type { ExactState } from './exactState.js';
import { isInterestLocked } from './lockouts.js';
import { settleClaims } from './settleClaims.js';

export function payFees(state: ExactState, step: StepOf<'pay-fees'>, index: number, runs: boolean): void {
  const fees = step.fees.map((fee) => state.fees[fee]!);
  const paid = settleClaims(state, index, {
    kind: 'fee',
    names: step.fees.map((fee) => state.plan.fees[fee]!.name),
    claims: fees.map((fee) => fee.left),
    share: step.share,
    from: step.from,
    bound: step.cap?.exact,
    boundName: 'cap',
    runs,
    lends: step.lends,
  });
  fees.forEach((fee, k) => {
    fee.left = subtract(fee.left, paid[k]!);
    fee.paid = add(fee.paid, paid[k]!);
  });
}

export function payInterest(
  state: ExactState,
  step: StepOf<'pay-interest'>,
  index: number,
  runs: boolean,
): void {
  const notes = step.notes.map((note) => state.notes[note]!);
  const paid = settleClaims(state, index, {
    kind: 'interest',
    names: step.notes.map((note) => state.plan.notes[note]!.name),
    claims: step.notes.map((note) =>
      isInterestLocked(state, note) ? zero : state.notes[note]!.interestLeft,
    ),
    share: step.share,
    from: step.from,
    bound: undefined,
    boundName: 'cash',
    runs,
    lends: step.lends,
  });
  notes.forEach((note, k) => {
    note.interestLeft = subtract(note.interestLeft, paid[k]!);
    note.interestPaid = add(note.interestPaid, paid[k]!);
  });
}
