import type { PaymentPlan, PlanNote, StepOf } from '../paymentPlan.js';
import { payClaims } from './payClaims.js';
import type { RunState } from './runState.js';

export function locksInterest({ interestLocked, interestAfter }: PlanNote): boolean {
  return interestAfter.length > 0 || interestLocked.includes(1);
}

export function boundsPrincipal({ principalLocked, isPlanned, passesThrough }: PlanNote): boolean {
  return principalLocked.includes(1) || isPlanned || passesThrough;
}

/** Interest of classes that are not locked on the date; on a final date none is. */
export function payLocked(
  plan: PaymentPlan,
  state: RunState,
  notes: Int32Array,
  amount: number,
  proRata: boolean,
  paid: Float64Array,
): number {
  const isLast = state.period === plan.legalFinal || state.period === state.calledOn;
  for (let k = 0; k < notes.length; k++) {
    const i = notes[k]!;
    state.claim[i] = !isLast && isLocked(plan.notes[i]!, state) ? 0 : state.interestLeft[i]!;
  }
  return payOut(plan, state, state.interestLeft, notes, amount, proRata, paid);
}

function isLocked({ interestLocked, interestAfter }: PlanNote, state: RunState): boolean {
  if (interestLocked[state.period] === 1) return true;
  // Half a unit in the sixth decimal stands for a class that is repaid but for float64 rounding.
  for (const note of interestAfter) if (state.balance[note]! > 5e-7) return true;
  return false;
}

/** Principal down to planned balances or as the pool paid it, and none to classes locked out. */
export function payBounded(
  plan: PaymentPlan,
  state: RunState,
  notes: Int32Array,
  amount: number,
  proRata: boolean,
  paid: Float64Array,
  onSchedule: boolean,
): number {
  const p = state.period;
  for (let k = 0; k < notes.length; k++) {
    const i = notes[k]!;
    const { principalLocked, schedule, isPlanned, passesThrough } = plan.notes[i]!;
    const planned = (onSchedule || isPlanned) && schedule !== undefined ? schedule[p]!.value : 0;
    const open = passesThrough
      ? Math.max(0, Math.min(state.balance[i]!, state.principalCollected - state.principalPaidToday))
      : Math.max(0, state.balance[i]! - planned);
    state.claim[i] = principalLocked[p] === 1 ? 0 : open;
  }
  return payOut(plan, state, state.balance, notes, amount, proRata, paid);
}

/** Pays `claim` and takes what was paid off `owed`. */
function payOut(
  plan: PaymentPlan,
  state: RunState,
  owed: Float64Array,
  notes: Int32Array,
  amount: number,
  proRata: boolean,
  paid: Float64Array,
): number {
  for (let k = 0; k < notes.length; k++) owed[notes[k]!]! -= state.claim[notes[k]!]!;
  const total = payClaims(state.claim, notes, amount, proRata, paid, plan.periods.length, state.period);
  for (let k = 0; k < notes.length; k++) owed[notes[k]!]! += state.claim[notes[k]!]!;
  return total;
}

/** Takes the period's losses off balances, the first class first. */
export function compileWriteOff(step: StepOf<'write-off'>): (state: RunState) => void {
  const notes = Int32Array.from(step.notes);
  return (state) => {
    let left = state.periodLosses;
    for (let k = 0; k < notes.length; k++) {
      const taken = Math.min(left, state.balance[notes[k]!]!);
      state.balance[notes[k]!]! -= taken;
      left -= taken;
    }
  };
}
