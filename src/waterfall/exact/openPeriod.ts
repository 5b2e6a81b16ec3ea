import { add, type Money, roundMoney, zero } from '#basics/money.js';
import { applyTerms } from '../amount.js';
import type { PlanFee } from '../paymentPlan.js';
import { owedTo, receive } from './exactAccounts.js';
import { type ExactCollections, poolDecline, principalCollected } from './exactCollections.js';
import type { ExactState } from './exactState.js';

/** Balances at the start of a payment date, before the period's collections, and what is due on it. */
export interface PeriodStart {
  readonly balances: readonly Money[];
  readonly interestDue: readonly Money[];
  readonly feeDue: readonly Money[];
  readonly accounts: readonly Money[];
}

/** Cash in; interest and fees accrued and added to what was carried. */
export function openPeriod(state: ExactState, collections: ExactCollections, period: number): PeriodStart {
  const { plan } = state;
  state.period = period;
  state.poolBalance = collections.balanceAtEnd[period]!;
  state.principalCollected = principalCollected(collections, period);
  state.poolDecline = poolDecline(collections, period);
  state.cumulativeDefaults = add(state.cumulativeDefaults, collections.defaultedPrincipal[period]!);
  state.cumulativeLosses = add(state.cumulativeLosses, collections.losses[period]!);
  state.principalPaidToday = zero;
  const accounts = state.accounts.map((account) => account.balance);
  for (const account of state.accounts)
    Object.assign(account, { received: zero, paid: zero, target: undefined });
  receive(state, 0, add(collections.interest[period]!, state.principalCollected));
  plan.fees.forEach((fee, i) => {
    const owed = add(state.fees[i]!.left, feeCharge(state, fee, collections));
    Object.assign(state.fees[i]!, { left: owed, paid: zero });
  });
  state.notes.forEach((note, i) => {
    note.interestLeft = add(note.interestLeft, interestCharge(state, i));
    Object.assign(note, { interestPaid: zero, principalPaid: zero, residualPaid: zero });
  });
  return {
    balances: state.notes.map((note) => note.balance),
    interestDue: state.notes.map((note) => note.interestLeft),
    feeDue: state.fees.map((fee) => fee.left),
    accounts,
  };
}

function interestCharge(state: ExactState, index: number): Money {
  const { interest, unpaidInterest } = state.plan.notes[index]!;
  const note = state.notes[index]!;
  const earning =
    unpaidInterest === 'carried-with-interest' ? add(note.balance, note.interestLeft) : note.balance;
  return roundMoney(applyTerms(earning, interest.exact[state.period]!), state.plan.decimals);
}

function feeCharge(state: ExactState, fee: PlanFee, collections: ExactCollections): Money {
  const p = state.period;
  const base = {
    none: () => zero,
    pool: () => collections.balanceAtStart[p]!,
    notes: () => owedTo(state, [...state.notes.keys()]),
    interest: () => collections.interest[p]!,
    collections: () => add(collections.interest[p]!, state.principalCollected),
  }[fee.base]();
  const charge = add(fee.fixed[p]!.exact, applyTerms(base, fee.factors.exact[p]!));
  return roundMoney(charge, state.plan.decimals);
}
