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
  accelerated: boolean;
  buys: boolean;
  /** Cash that loans can be bought for on the date. */
  purchasable: number;
  /** Period in which the pool was sold, −1 before. */
  calledOn: number;
  interestCollected: number;
  periodLosses: number;
  /** By period: interest collected less what fell due and losses; and the pool's balance at the start. */
  readonly spread: Float64Array;
  readonly spreadPool: Float64Array;
  readonly defaults: Float64Array;
  readonly losses: Float64Array;
  /** Late balances at the end of the period. */
  late: number;
  lateOver30: number;
  lateOver60: number;
  /** Averages of the collection period: loans out, and principal that waited to buy some. */
  loansOut: number;
  cashIdle: number;
  /** By note: interest left unpaid before the date; and what a principal or interest step may pay. */
  readonly carried: Float64Array;
  readonly claim: Float64Array;
  /** By note: balance owed, and interest due on the date and not yet paid (between dates: carried). */
  readonly balance: Float64Array;
  readonly interestLeft: Float64Array;
  readonly feeLeft: Float64Array;
  readonly cash: Float64Array;
  /** By account: of a support its limit; less its cash this is what was drawn and not repaid. */
  readonly limit: Float64Array;
  /** By hurdle: what is missing, before what is paid on the date. */
  readonly hurdles: Float64Array;
  readonly ledgers: Float64Array;
  /** Named amounts of the date. */
  readonly named: Float64Array;
  /** What arrives beside the pool's cash on the date, by inflow. */
  readonly inflows: Float64Array;
  readonly inForce: Uint8Array;
  /** By trigger: tests in a row that held. */
  readonly held: Int32Array;
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
    accelerated: false,
    late: 0,
    lateOver30: 0,
    lateOver60: 0,
    loansOut: 0,
    cashIdle: 0,
    buys: true,
    purchasable: Number.POSITIVE_INFINITY,
    calledOn: -1,
    interestCollected: 0,
    periodLosses: 0,
    spread: new Float64Array(plan.periods.length),
    spreadPool: new Float64Array(plan.periods.length),
    defaults: new Float64Array(plan.periods.length),
    losses: new Float64Array(plan.periods.length),
    carried: new Float64Array(plan.notes.length),
    claim: new Float64Array(plan.notes.length),
    balance: new Float64Array(plan.notes.length),
    interestLeft: new Float64Array(plan.notes.length),
    feeLeft: new Float64Array(plan.fees.length),
    cash: new Float64Array(plan.accounts.length),
    limit: new Float64Array(plan.accounts.length),
    hurdles: new Float64Array(plan.hurdles.length),
    ledgers: new Float64Array(plan.ledgers.length),
    named: new Float64Array(plan.amounts.length),
    inflows: new Float64Array(plan.inflows.length),
    inForce: new Uint8Array(plan.triggers.length),
    held: new Int32Array(plan.triggers.length),
  };
}

/** To the closing date: opening balances, nothing carried, no trigger in force. */
export function resetRunState(plan: PaymentPlan, state: RunState): void {
  for (let i = 0; i < plan.notes.length; i++) state.balance[i] = plan.notes[i]!.openingBalance.value;
  for (let i = 0; i < plan.accounts.length; i++) state.cash[i] = plan.accounts[i]!.opening.value;
  for (let i = 0; i < plan.accounts.length; i++) state.limit[i] = plan.accounts[i]!.limit.value;
  for (let i = 0; i < plan.hurdles.length; i++) state.hurdles[i] = plan.hurdles[i]!.opening.value;
  state.held.fill(0);
  const { opening } = plan;
  state.calledOn = -1;
  for (let i = 0; i < plan.notes.length; i++) state.interestLeft[i] = opening.interestCarried[i]!.value;
  for (let i = 0; i < plan.fees.length; i++) state.feeLeft[i] = opening.feesCarried[i]!.value;
  for (let i = 0; i < plan.ledgers.length; i++) state.ledgers[i] = opening.ledgers[i]!.value;
  for (let i = 0; i < plan.triggers.length; i++) state.inForce[i] = opening.triggersInForce[i] ? 1 : 0;
  state.cumulativeDefaults = opening.cumulativeDefaults.value;
  state.cumulativeLosses = opening.cumulativeLosses.value;
}
