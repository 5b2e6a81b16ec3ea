import type { PaymentPlan } from '../paymentPlan.js';

/** Where a compiled run stands within a payment date. Made once for a plan and reused by every run. */
export interface RunState {
  period: number;
  /** Performing balance at the end of the collection period. */
  poolBalance: number;
  /** Scheduled and prepaid principal and recoveries of the period; and what the pool shrank by. */
  principalCollected: number;
  poolDecline: number;
  cumulativeDefaults: number;
  cumulativeLosses: number;
  principalPaidToday: number;
  sequential: boolean;
  trap: boolean;
  /** By note: balance owed, and interest due on the date and not yet paid (between dates: carried). */
  readonly balance: Float64Array;
  readonly interestLeft: Float64Array;
  readonly feeLeft: Float64Array;
  readonly cash: Float64Array;
  readonly ledgers: Float64Array;
  /** Named amounts of the date. */
  readonly named: Float64Array;
  /** What arrives beside the pool's cash on the date, by inflow. */
  readonly inflows: Float64Array;
  readonly inForce: Uint8Array;
}

export function newRunState(plan: PaymentPlan): RunState {
  return {
    period: 0,
    poolBalance: 0,
    principalCollected: 0,
    poolDecline: 0,
    cumulativeDefaults: 0,
    cumulativeLosses: 0,
    principalPaidToday: 0,
    sequential: false,
    trap: false,
    balance: new Float64Array(plan.notes.length),
    interestLeft: new Float64Array(plan.notes.length),
    feeLeft: new Float64Array(plan.fees.length),
    cash: new Float64Array(plan.accounts.length),
    ledgers: new Float64Array(plan.ledgers.length),
    named: new Float64Array(plan.amounts.length),
    inflows: new Float64Array(plan.inflows.length),
    inForce: new Uint8Array(plan.triggers.length),
  };
}

/** To the closing date: opening balances, nothing carried, no trigger in force. */
export function resetRunState(plan: PaymentPlan, state: RunState): void {
  for (let i = 0; i < plan.notes.length; i++) state.balance[i] = plan.notes[i]!.openingBalance.value;
  for (let i = 0; i < plan.accounts.length; i++) state.cash[i] = plan.accounts[i]!.opening.value;
  const { opening } = plan;
  for (let i = 0; i < plan.notes.length; i++) state.interestLeft[i] = opening.interestCarried[i]!.value;
  for (let i = 0; i < plan.fees.length; i++) state.feeLeft[i] = opening.feesCarried[i]!.value;
  for (let i = 0; i < plan.ledgers.length; i++) state.ledgers[i] = opening.ledgers[i]!.value;
  for (let i = 0; i < plan.triggers.length; i++) state.inForce[i] = opening.triggersInForce[i] ? 1 : 0;
  state.cumulativeDefaults = opening.cumulativeDefaults.value;
  state.cumulativeLosses = opening.cumulativeLosses.value;
}
