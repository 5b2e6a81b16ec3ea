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
  /** Cash that loans can be bought for on the date; undefined where nothing limits it. */
  purchasable: Money | undefined;
  /** Named amounts of the date. */
  named: readonly Money[];
  sequential: boolean;
  trap: boolean;
  /** Whether lockouts, profiles, planned balances and targets no longer hold principal back. */
  accelerated: boolean;
  /** Whether loans may be bought on the date. */
  buys: boolean;
  /** Period in which the pool was sold, −1 before. */
  calledOn: number;
  /** What the pool was sold for on the date. */
  callProceeds: Money;
  /** Interest collected, losses and pool balance at the start of the period. */
  interestCollected: Money;
  periodLosses: Money;
  readonly recent: RecentPeriod[];
  /** Late balances at the end of the period: at all, by more than 30 days, by more than 60. */
  late: { readonly all: Money; readonly over30: Money; readonly over60: Money };
  /** Averages of the collection period: loans out, and principal that waited to buy some. */
  loansOut: Money;
  cashIdle: Money;
  /** By hurdle: what is missing, before what is paid on the date. */
  readonly hurdles: Money[];
  /** By trigger: tests in a row that held. */
  readonly held: number[];
  readonly notes: NoteState[];
  readonly fees: FeeState[];
  readonly accounts: AccountState[];
  readonly ledgers: LedgerState[];
  readonly inForce: boolean[];
  readonly movements: Movement[];
}

/** What the averages over the last three dates are made of. */
export interface RecentPeriod {
  readonly spread: Money;
  readonly defaults: Money;
  readonly losses: Money;
  /** Performing balance at the start. */
  readonly pool: Money;
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
  /** Of a support: less the balance this is what was drawn and not repaid. */
  limit: Money;
  /** Paid back to a support on the date. */
  repaid: Money;
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
    purchasable: undefined,
    named: [],
    sequential: false,
    trap: false,
    accelerated: false,
    buys: true,
    calledOn: -1,
    callProceeds: zero,
    interestCollected: zero,
    periodLosses: zero,
    recent: [],
    late: { all: zero, over30: zero, over60: zero },
    loansOut: zero,
    cashIdle: zero,
    hurdles: plan.hurdles.map(({ opening }) => opening.exact),
    held: plan.triggers.map(() => 0),
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
      limit: account.limit.exact,
      repaid: zero,
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
