import { add, type Money, roundMoney, sum, zero } from '#basics/money.js';
import { applyTerms } from '../amount.js';
import type { PlanCharge } from '../paymentPlan.js';
import { owedTo, receive } from './exactAccounts.js';
import { type ExactCollections, poolDecline, principalCollected } from './exactCollections.js';
import type { ExactState } from './exactState.js';
import { debitPeriod } from './ledgerEntries.js';

/** Balances at the start of a payment date, before the period's collections, and what is due on it. */
export interface PeriodStart {
  readonly balances: readonly Money[];
  readonly interestDue: readonly Money[];
  readonly feeDue: readonly Money[];
  readonly accounts: readonly Money[];
  readonly ledgers: readonly Money[];
  /** By inflow of the plan: what arrived beside the pool's cash. */
  readonly inflows: readonly Money[];
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
  state.purchased = zero;
  const accounts = state.accounts.map((account) => account.balance);
  for (const account of state.accounts)
    Object.assign(account, { received: zero, paid: zero, target: undefined });
  state.named = collections.named.map((column) => column[period]!);
  const ledgers = debitPeriod(state, collections);
  const inflows = plan.inflows.map((inflow) => charge(state, inflow, collections));
  receiveCollections(state, collections, inflows);
  plan.fees.forEach((fee, i) => {
    const owed = add(state.fees[i]!.left, charge(state, fee, collections));
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
    ledgers,
    inflows,
  };
}

function interestCharge(state: ExactState, index: number): Money {
  const { interest, unpaidInterest } = state.plan.notes[index]!;
  const note = state.notes[index]!;
  const earning =
    unpaidInterest === 'carried-with-interest' ? add(note.balance, note.interestLeft) : note.balance;
  return roundMoney(applyTerms(earning, interest.exact[state.period]!), state.plan.decimals);
}

/** Inflows are reckoned on balances before any of the date's cash has arrived. */
function receiveCollections(
  state: ExactState,
  collections: ExactCollections,
  inflows: readonly Money[],
): void {
  const { plan, period } = state;
  receive(state, plan.collect.interest, collections.interest[period]!);
  const { scheduledPrincipal, prepaidPrincipal, recoveries } = collections;
  receive(state, plan.collect.principal, add(scheduledPrincipal[period]!, prepaidPrincipal[period]!));
  receive(state, plan.collect.recoveries, recoveries[period]!);
  for (const [i, inflow] of plan.inflows.entries()) receive(state, inflow.into, inflows[i]!);
}

function charge(
  state: ExactState,
  { base, refs, factors, fixed, named }: PlanCharge,
  collections: ExactCollections,
): Money {
  const p = state.period;
  const measured = {
    none: () => zero,
    pool: () => collections.balanceAtStart[p]!,
    notes: () => owedTo(state, refs),
    accounts: () => sum(refs.map((account) => state.accounts[account]!.balance)),
    interest: () => collections.interest[p]!,
    collections: () => add(collections.interest[p]!, state.principalCollected),
  }[base]();
  const told = named < 0 ? zero : state.named[named]!;
  const charged = add(fixed[p]!.exact, applyTerms(measured, factors.exact[p]!));
  return add(told, roundMoney(charged, state.plan.decimals));
}
