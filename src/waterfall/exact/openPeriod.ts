import {
  add,
  compare,
  type Money,
  positivePart,
  roundMoney,
  subtract,
  sum,
  times,
  zero,
} from '#basics/money.js';
import { applyTerms } from '../amount.js';
import type { PlanCharge } from '../paymentPlan.js';
import { drawnOf, owedTo, receive } from './exactAccounts.js';
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
export function openPeriod(state: ExactState, told: ExactCollections, period: number): PeriodStart {
  const { plan } = state;
  // Once the pool is sold nothing more arrives from it.
  const collections = state.calledOn < 0 ? told : nothingCollected(told);
  state.period = period;
  state.callProceeds = zero;
  state.interestCollected = collections.interest[period]!;
  state.periodLosses = positivePart(collections.losses[period]!);
  state.poolBalance = collections.balanceAtEnd[period]!;
  state.principalCollected = principalCollected(collections, period);
  state.poolDecline = poolDecline(collections, period);
  state.cumulativeDefaults = add(state.cumulativeDefaults, collections.defaultedPrincipal[period]!);
  state.cumulativeLosses = add(state.cumulativeLosses, collections.losses[period]!);
  state.principalPaidToday = zero;
  state.purchased = zero;
  state.purchasable = collections.purchasable?.[period];
  state.accounts.forEach((account, i) => {
    const { defaulted, support } = plan.accounts[i]!;
    const share = support?.failsAbove?.exact;
    const isPast =
      share !== undefined && compare(state.cumulativeDefaults, times(plan.poolBalance.exact, share)) > 0;
    if (defaulted[period] !== 1 && !isPast) return;
    // What was drawn stays owed: limit less balance does not change.
    account.limit = subtract(account.limit, account.balance);
    account.balance = zero;
  });
  const accounts = state.accounts.map((account) => account.balance);
  for (const account of state.accounts)
    Object.assign(account, { received: zero, paid: zero, target: undefined, repaid: zero });
  state.late = {
    all: collections.late[period]!,
    over30: collections.lateOver30[period]!,
    over60: collections.lateOver60[period]!,
  };
  state.loansOut = collections.loansOut?.[period] ?? zero;
  state.cashIdle = collections.cashIdle?.[period] ?? zero;
  accrueHurdles(state);
  state.named = collections.named.map((column) => column[period]!);
  const ledgers = debitPeriod(state, collections);
  const inflows = plan.inflows.map((inflow) => charge(state, inflow, collections));
  receiveCollections(state, collections, inflows);
  let accrued = zero;
  plan.fees.forEach((fee, i) => {
    const due = charge(state, fee, collections);
    accrued = add(accrued, due);
    Object.assign(state.fees[i]!, { left: add(state.fees[i]!.left, due), paid: zero });
  });
  state.notes.forEach((note, i) => {
    const due = interestCharge(state, i);
    accrued = add(accrued, due);
    note.carried = note.interestLeft;
    note.interestLeft = add(note.interestLeft, due);
    Object.assign(note, { interestPaid: zero, writtenOff: zero, principalPaid: zero, residualPaid: zero });
  });
  const spread = subtract(subtract(state.interestCollected, accrued), state.periodLosses);
  recordPeriod(state, spread, collections);
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
  const { interest, unpaidInterest, notional } = state.plan.notes[index]!;
  const note = state.notes[index]!;
  const balance = notional.length > 0 ? owedTo(state, notional) : note.balance;
  const earning = unpaidInterest === 'carried-with-interest' ? add(balance, note.interestLeft) : balance;
  return roundMoney(applyTerms(earning, interest.exact[state.period]!), state.plan.decimals);
}

/** For averages over three dates. */
function recordPeriod(state: ExactState, spread: Money, collections: ExactCollections): void {
  const { period, periodLosses: losses } = state;
  const defaults = collections.defaultedPrincipal[period]!;
  state.recent.push({ spread, defaults, losses, pool: collections.balanceAtStart[period]! });
  if (state.recent.length > 3) state.recent.shift();
}

/** What is missing for a hurdle's return grows by the hurdle's rate. */
function accrueHurdles(state: ExactState): void {
  state.plan.hurdles.forEach(({ factors }, k) => {
    const missing = state.hurdles[k]!;
    const grown = roundMoney(applyTerms(missing, factors.exact[state.period]!), state.plan.decimals);
    state.hurdles[k] = add(missing, grown);
  });
}

function nothingCollected(told: ExactCollections): ExactCollections {
  const none = told.interest.map(() => zero);
  return {
    interest: none,
    scheduledPrincipal: none,
    prepaidPrincipal: none,
    recoveries: none,
    defaultedPrincipal: none,
    losses: none,
    named: told.named,
    balanceAtStart: none,
    balanceAtEnd: none,
    late: none,
    lateOver30: none,
    lateOver60: none,
  };
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
    drawn: () => sum(refs.map((account) => drawnOf(state, account))),
    interest: () => collections.interest[p]!,
    collections: () => add(collections.interest[p]!, state.principalCollected),
  }[base]();
  const told = named < 0 ? zero : state.named[named]!;
  const charged = add(fixed[p]!.exact, applyTerms(measured, factors.exact[p]!));
  return add(told, roundMoney(charged, state.plan.decimals));
}
