import type { Collections } from '../availableFunds.js';
import type { PaymentPlan } from '../paymentPlan.js';
import { compileCharge } from './compileCharge.js';
import { compileStep } from './compileStep.js';
import { compileDebit } from './compileTransfer.js';
import { compileTrigger } from './compileTrigger.js';
import type { CompiledFlows } from './layout.js';
import { newRunState, type RunState, resetRunState } from './runState.js';

/** A plan as float64 closures. One compiled plan holds one state: run it from one thread, one run at a time. */
export interface CompiledPlan {
  readonly plan: PaymentPlan;
  /** Distributes the collections and overwrites `flows`. Allocates nothing. */
  run(collections: Collections, flows: CompiledFlows): void;
}

export function compilePlan(plan: PaymentPlan): CompiledPlan {
  const state = newRunState(plan);
  const triggers = plan.triggers.map((trigger, index) => compileTrigger(plan, trigger, index));
  const steps = plan.steps.map((step) => compileStep(plan, step));
  const collect = compileCollect(plan);
  return {
    plan,
    run(collections, flows) {
      resetRunState(plan, state);
      clear(flows);
      for (let period = 0; period < plan.periods.length; period++) {
        collect(state, collections, flows, period);
        for (let k = 0; k < triggers.length; k++) triggers[k]!(state);
        recordTriggers(plan, state, flows);
        for (let k = 0; k < steps.length; k++) steps[k]!(state, flows);
        closePeriod(plan, state, flows);
      }
    },
  };
}

function clear(flows: CompiledFlows): void {
  flows.interestPaid.fill(0);
  flows.principalPaid.fill(0);
  flows.residualPaid.fill(0);
  flows.feePaid.fill(0);
  flows.purchased.fill(0);
}

/** Cash in, interest and fees accrued. */
function compileCollect(plan: PaymentPlan) {
  const { notes, collect } = plan;
  const fees = plan.fees.map(compileCharge);
  const inflows = plan.inflows.map(compileCharge);
  const inOne = collect.interest === collect.principal && collect.interest === collect.recoveries;
  const debits = plan.ledgers.map(({ debit }, index) => ({ debit, add: compileDebit(plan, index) }));
  return (state: RunState, collections: Collections, flows: CompiledFlows, p: number): void => {
    const principal =
      collections.scheduledPrincipal[p]! + collections.prepaidPrincipal[p]! + collections.recoveries[p]!;
    const interest = collections.interest[p]!;
    state.period = p;
    state.poolBalance = collections.balanceAtEnd[p]!;
    state.principalCollected = principal;
    state.poolDecline =
      collections.scheduledPrincipal[p]! +
      collections.prepaidPrincipal[p]! +
      collections.defaultedPrincipal[p]!;
    state.cumulativeDefaults += collections.defaultedPrincipal[p]!;
    state.cumulativeLosses += collections.losses[p]!;
    state.principalPaidToday = 0;
    for (let k = 0; k < state.named.length; k++) state.named[k] = collections.named[k]![p]!;
    for (let k = 0; k < debits.length; k++) {
      const { debit, add } = debits[k]!;
      if (debit === 'defaults') add(state, collections.defaultedPrincipal[p]!);
      else if (debit === 'losses') add(state, collections.losses[p]!);
    }
    for (let k = 0; k < inflows.length; k++) state.inflows[k] = inflows[k]!(state, collections, p);
    if (inOne) state.cash[collect.interest]! += interest + principal;
    else {
      state.cash[collect.interest]! += interest;
      state.cash[collect.principal]! += collections.scheduledPrincipal[p]! + collections.prepaidPrincipal[p]!;
      state.cash[collect.recoveries]! += collections.recoveries[p]!;
    }
    for (let k = 0; k < inflows.length; k++) state.cash[plan.inflows[k]!.into]! += state.inflows[k]!;
    for (let i = 0; i < fees.length; i++) {
      state.feeLeft[i]! += fees[i]!(state, collections, p);
      flows.feeDue[i * flows.periodCount + p] = state.feeLeft[i]!;
    }
    for (let i = 0; i < notes.length; i++) {
      const note = notes[i]!;
      const carried = state.interestLeft[i]!;
      const earning = note.unpaidInterest === 'carried-with-interest' ? carried : 0;
      const due = carried + (state.balance[i]! + earning) * note.interest.values[p]!;
      state.interestLeft[i] = due;
      flows.interestDue[i * flows.periodCount + p] = due;
    }
  };
}

function recordTriggers(plan: PaymentPlan, state: RunState, flows: CompiledFlows): void {
  state.sequential = false;
  state.trap = false;
  for (let k = 0; k < plan.triggers.length; k++) {
    const inForce = state.inForce[k]!;
    flows.triggerInForce[k * flows.periodCount + state.period] = inForce;
    if (inForce === 1) {
      const trigger = plan.triggers[k]!;
      if (trigger.sequential) state.sequential = true;
      if (trigger.trap) state.trap = true;
    }
  }
}

/** What was not paid is carried, capitalized or lost; balances are recorded. */
function closePeriod(plan: PaymentPlan, state: RunState, flows: CompiledFlows): void {
  const p = state.period;
  for (let i = 0; i < plan.notes.length; i++) {
    const rule = plan.notes[i]!.unpaidInterest;
    const unpaid = state.interestLeft[i]!;
    flows.interestShortfall[i * flows.periodCount + p] = unpaid;
    if (rule === 'capitalized') state.balance[i]! += unpaid;
    if (rule === 'capitalized' || rule === 'lost') state.interestLeft[i] = 0;
    flows.balanceAtEnd[i * flows.periodCount + p] = state.balance[i]!;
  }
  for (let i = 0; i < plan.fees.length; i++) {
    if (!plan.fees[i]!.carried) state.feeLeft[i] = 0;
  }
  for (let i = 0; i < plan.ledgers.length; i++) {
    flows.ledgerBalance[i * flows.periodCount + p] = state.ledgers[i]!;
  }
  for (let i = 0; i < plan.accounts.length; i++) {
    flows.accountBalance[i * flows.periodCount + p] = state.cash[i]!;
  }
}
