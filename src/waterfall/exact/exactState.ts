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
  /** Cash spent on loans on the date. */
  purchased: Money;
  /** Named amounts of the date. */
  named: readonly Money[];
  sequential: boolean;
  trap: boolean;
  /** Whether loans may be bought on the date. */
  buys: boolean;
  /** Period in which the pool was sold, −1 before. */
  calledOn: number;
  /** What the pool was sold for on the date. */
  callProceeds: Money;
  /** Interest collected, losses and pool balance at the start of the period. */
  interestCollected: Money;
  periodLosses: Money;
  /** Spread and pool balance of the last three dates. */
  readonly spreads: { readonly amount: Money; readonly pool: Money }[];
  readonly notes: NoteState[];
  readonly fees: FeeState[];
  readonly accounts: AccountState[];
  readonly ledgers: LedgerState[];
  readonly inForce: boolean[];
  readonly movements: Movement[];
}

export interface NoteState {
  balance: Money;
  interestLeft: Money;
  /** The part of it that was left unpaid before the date. */
  carried: Money;
  interestPaid: Money;
  principalPaid: Money;
  writtenOff: Money;
  residualPaid: Money;
}

export interface FeeState {
  left: Money;
  paid: Money;
}

export interface LedgerState {
  balance: Money;
  debited: Money;
  credited: Money;
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
    cumulativeDefaults: plan.opening.cumulativeDefaults.exact,
    cumulativeLosses: plan.opening.cumulativeLosses.exact,
    principalPaidToday: zero,
    purchased: zero,
    named: [],
    sequential: false,
    trap: false,
    buys: true,
    calledOn: -1,
    callProceeds: zero,
    interestCollected: zero,
    periodLosses: zero,
    spreads: [],
    notes: plan.notes.map((note, i) => ({
      balance: note.openingBalance.exact,
      interestLeft: plan.opening.interestCarried[i]!.exact,
      carried: zero,
      interestPaid: zero,
      writtenOff: zero,
      principalPaid: zero,
      residualPaid: zero,
    })),
    fees: plan.opening.feesCarried.map(({ exact }) => ({ left: exact, paid: zero })),
    accounts: plan.accounts.map((account) => ({
      balance: account.opening.exact,
      received: zero,
      paid: zero,
      target: undefined,
    })),
    ledgers: plan.opening.ledgers.map(({ exact }) => ({ balance: exact, debited: zero, credited: zero })),
    inForce: [...plan.opening.triggersInForce],
    movements: [],
  };
}

/** Whether everything is due on the date: no target, reserve or trap keeps cash from the classes any more. */
export function isLegalFinal(state: ExactState): boolean {
  return state.period === state.plan.legalFinal || state.period === state.calledOn;
}
