import { type Money, zero } from '#basics/money.js';
import type { Movement } from '../distribution.js';
import type { PaymentPlan } from '../paymentPlan.js';

/** Where an exact run stands within a payment date. Amounts are whole minor units and never negative. */
export interface ExactState {
  readonly plan: PaymentPlan;
  period: number;
  poolBalance: Money;
  principalCollected: Money;
  poolDecline: Money;
  cumulativeDefaults: Money;
  cumulativeLosses: Money;
  principalPaidToday: Money;
  sequential: boolean;
  trap: boolean;
  readonly notes: NoteState[];
  readonly fees: FeeState[];
  readonly accounts: AccountState[];
  readonly inForce: boolean[];
  readonly movements: Movement[];
}

export interface NoteState {
  balance: Money;
  interestLeft: Money;
  interestPaid: Money;
  principalPaid: Money;
  residualPaid: Money;
}

export interface FeeState {
  left: Money;
  paid: Money;
}

export interface AccountState {
  balance: Money;
  received: Money;
  paid: Money;
  target: Money | undefined;
}

export function newExactState(plan: PaymentPlan): ExactState {
  return {
    plan,
    period: 0,
    poolBalance: zero,
    principalCollected: zero,
    poolDecline: zero,
    cumulativeDefaults: zero,
    cumulativeLosses: zero,
    principalPaidToday: zero,
    sequential: false,
    trap: false,
    notes: plan.notes.map((note) => ({
      balance: note.openingBalance.exact,
      interestLeft: zero,
      interestPaid: zero,
      principalPaid: zero,
      residualPaid: zero,
    })),
    fees: plan.fees.map(() => ({ left: zero, paid: zero })),
    accounts: plan.accounts.map((account) => ({
      balance: account.opening.exact,
      received: zero,
      paid: zero,
      target: undefined,
    })),
    inForce: plan.triggers.map(() => false),
    movements: [],
  };
}

/** Whether this is the last payment date: no target, reserve or trap keeps cash from the classes any more. */
export function isLegalFinal(state: ExactState): boolean {
  return state.period === state.plan.periods.length - 1;
}
