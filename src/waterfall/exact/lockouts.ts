import { isZero, type Money, minimum, positivePart, subtract, zero } from '#basics/money.js';
import { type ExactState, isLegalFinal } from './exactState.js';

/** On the legal final date nothing is locked. */
export function isInterestLocked(state: ExactState, index: number): boolean {
  const { interestLocked, interestAfter } = state.plan.notes[index]!;
  if (isLegalFinal(state)) return false;
  return (
    interestLocked[state.period] === 1 || interestAfter.some((note) => !isZero(state.notes[note]!.balance))
  );
}

/**
 * What a class may be paid: nothing while locked out; what the pool paid where it passes through; down to its planned
 * balance where that is the target or the class's profile.
 */
export function principalClaim(state: ExactState, index: number, onSchedule: boolean): Money {
  const { principalLocked, schedule, isPlanned, passesThrough } = state.plan.notes[index]!;
  const { balance } = state.notes[index]!;
  if (isLegalFinal(state) || state.accelerated) return balance;
  if (principalLocked[state.period] === 1) return zero;
  if (passesThrough) {
    return minimum(balance, positivePart(subtract(state.principalCollected, state.principalPaidToday)));
  }
  if (!(onSchedule || isPlanned) || schedule === undefined) return balance;
  return positivePart(subtract(balance, schedule[state.period]!.exact));
}
