import { type Collections, newCollections } from '../availableFunds.js';
import type { PaymentPlan } from '../paymentPlan.js';
import { owed } from './compileAmount.js';
import { compileCharge } from './compileCharge.js';
import type { CompiledPlan } from './compiledPlan.js';
import { missingOf } from './compileResidual.js';
import { compileStep } from './compileStep.js';
import { compileDebit } from './compileTransfer.js';
import { compileTrigger } from './compileTrigger.js';
import type { CompiledFlows } from './layout.js';
import { mergedSteps } from './mergedSteps.js';
import { newRunState, type RunState, resetRunState } from './runState.js';

/**
 * A plan as closures over typed arrays: slower than the generated code, plainer to read, and its twin. Both give
 * the same bits, which the tests hold.
 */
export function closurePlan(plan: PaymentPlan): CompiledPlan {
  const state = newRunState(plan);
  const triggers = plan.triggers.map((trigger, index) => compileTrigger(plan, trigger, index));
  const steps = mergedSteps(plan.steps, plan.notes).map((step) => compileStep(plan, step));
  const collect = compileCollect(plan);
  const nothing = newCollections(plan);
  return {
    plan,
    run(collections, flows, before) {
      resetRunState(plan, state);
      clear(flows);
      for (let period = 0; period < plan.periods.length; period++) {
        if (before !== undefined) {
          before(period, period === 0 ? 0 : flows.purchased[period - 1]!, isStopped(plan, state));
        }
        collect(state, state.calledOn < 0 ? collections : nothing, flows, period, collections.failedFrom);
        for (let k = 0; k < triggers.length; k++) triggers[k]!(state);
        recordTriggers(plan, state, flows);
        for (let k = 0; k < steps.length; k++) steps[k]!(state, flows);
        closePeriod(plan, state, flows);
      }
    },
  };
}

function isStopped({ triggers }: PaymentPlan, { inForce }: RunState): boolean {
  return triggers.some(({ stopsPurchases, calls }, k) => (stopsPurchases || calls) && inForce[k] === 1);
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
  const notionals = notes.map((note) => Int32Array.from(note.notional));
  const fees = plan.fees.map(compileCharge);
  const inflows = plan.inflows.map(compileCharge);
  const inOne = collect.interest === collect.principal && collect.interest === collect.recoveries;
  const debits = plan.ledgers.map(({ debit }, index) => ({ debit, add: compileDebit(plan, index) }));
  return (
    state: RunState,
    collections: Collections,
    flows: CompiledFlows,
    p: number,
    failedFrom: Int32Array,
  ): void => {
    const principal =
      collections.scheduledPrincipal[p]! + collections.prepaidPrincipal[p]! + collections.recoveries[p]!;
    const interest = collections.interest[p]!;
    state.period = p;
    state.poolBalance = collections.balanceAtEnd[p]!;
    state.purchasable = collections.purchasable[p]!;
    state.principalCollected = principal;
    state.poolDecline =
      collections.scheduledPrincipal[p]! +
      collections.prepaidPrincipal[p]! +
      collections.defaultedPrincipal[p]!;
    state.cumulativeDefaults += collections.defaultedPrincipal[p]!;
    state.cumulativeLosses += collections.losses[p]!;
    state.principalPaidToday = 0;
    state.interestCollected = interest;
    state.periodLosses = Math.max(0, collections.losses[p]!);
    failProviders(plan, state, failedFrom);
    state.late = collections.late[p]!;
    state.lateOver30 = collections.lateOver30[p]!;
    state.lateOver60 = collections.lateOver60[p]!;
    state.loansOut = collections.loansOut[p]!;
    state.cashIdle = collections.cashIdle[p]!;
    for (let k = 0; k < plan.hurdles.length; k++)
      state.hurdles[k]! += state.hurdles[k]! * plan.hurdles[k]!.factors.values[p]!;
    let accrued = 0;
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
      const charged = fees[i]!(state, collections, p);
      accrued += charged;
      state.feeLeft[i]! += charged;
      flows.feeDue[i * flows.periodCount + p] = state.feeLeft[i]!;
    }
    for (let i = 0; i < notes.length; i++) {
      const note = notes[i]!;
      const carried = state.interestLeft[i]!;
      const earning = note.unpaidInterest === 'carried-with-interest' ? carried : 0;
      const balance = note.notional.length === 0 ? state.balance[i]! : owed(state.balance, notionals[i]!);
      const due = carried + (balance + earning) * note.interest.values[p]!;
      accrued += due - carried;
      state.carried[i] = carried;
      state.interestLeft[i] = due;
      flows.interestDue[i * flows.periodCount + p] = due;
    }
    state.spread[p] = interest - accrued - state.periodLosses;
    state.spreadPool[p] = collections.balanceAtStart[p]!;
    state.defaults[p] = collections.defaultedPrincipal[p]!;
    state.losses[p] = state.periodLosses;
  };
}

/** Nothing more can be drawn of a support whose provider has failed; what was drawn stays owed. */
function failProviders(
  { accounts, poolBalance }: PaymentPlan,
  state: RunState,
  failedFrom: Int32Array,
): void {
  for (let k = 0; k < accounts.length; k++) {
    const { defaulted, support } = accounts[k]!;
    const share = support?.failsAbove;
    const hasFailed =
      defaulted[state.period] === 1 ||
      (share !== undefined && state.cumulativeDefaults > share.value * poolBalance.value) ||
      (support?.failsOnPaths === true && state.period >= failedFrom[k]!);
    if (!hasFailed) continue;
    state.limit[k]! -= state.cash[k]!;
    state.cash[k] = 0;
  }
}

function recordTriggers(plan: PaymentPlan, state: RunState, flows: CompiledFlows): void {
  state.sequential = false;
  state.trap = false;
  state.accelerated = false;
  state.buys = plan.buying[state.period] === 1 && state.calledOn < 0;
  let price = -1;
  for (let k = 0; k < plan.triggers.length; k++) {
    const inForce = state.inForce[k]!;
    flows.triggerInForce[k * flows.periodCount + state.period] = inForce;
    if (inForce === 1) {
      const trigger = plan.triggers[k]!;
      if (trigger.sequential) state.sequential = true;
      if (trigger.trap) state.trap = true;
      if (trigger.stopsPurchases || trigger.calls) state.buys = false;
      if (trigger.accelerates) state.accelerated = true;
      if (trigger.calls && price < 0) price = trigger.price.value;
    }
  }
  if (price >= 0 && state.calledOn < 0) {
    state.calledOn = state.period;
    state.cash[plan.collect.principal]! += state.poolBalance * price;
    state.poolBalance = 0;
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
  for (let k = 0; k < plan.hurdles.length; k++) {
    state.hurdles[k] = missingOf(state, flows, k, plan.hurdles[k]!.note);
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
