import type { PaymentPlan, PlanPrincipalTarget, PlanStep, StepOf } from '../paymentPlan.js';
import { type AmountOf, compileAmount, owed } from './compileAmount.js';
import { compileResidual } from './compileResidual.js';
import { compileDebit, compileRepayment, compileTransfer } from './compileTransfer.js';
import type { CompiledFlows } from './layout.js';
import { boundsPrincipal, compileWriteOff, locksInterest, payBounded, payLocked } from './lockouts.js';
import { available, payClaims, take } from './payClaims.js';
import type { RunState } from './runState.js';

export type CompiledStep = (state: RunState, flows: CompiledFlows) => void;

/** One step of a plan as a closure over constants; what it means is stated in docs/methodology/waterfall.md. */
export function compileStep(plan: PaymentPlan, step: PlanStep): CompiledStep {
  const action = compileAction(plan, step);
  const { when, unless } = step;
  if (when.length === 0 && unless.length === 0) return action;
  return (state, flows) => {
    for (const trigger of when) if (state.inForce[trigger] !== 1) return;
    for (const trigger of unless) if (state.inForce[trigger] === 1) return;
    action(state, flows);
  };
}

function compileAction(plan: PaymentPlan, step: PlanStep): CompiledStep {
  switch (step.do) {
    case 'pay-fees':
      return compileFees(plan, step);
    case 'pay-interest':
      return compileInterest(plan, step);
    case 'pay-principal':
      return compilePrincipal(plan, step);
    case 'fund-reserve':
      return compileReserve(plan, step);
    case 'transfer':
    case 'buy-loans':
      return compileTransfer(step);
    case 'write-off':
      return compileWriteOff(step);
    case 'repay-support':
      return compileRepayment(plan, step);
    case 'pay-residual':
      return compileResidual(plan, step);
    default:
      return step satisfies never;
  }
}

function compileFees(plan: PaymentPlan, step: StepOf<'pay-fees'>): CompiledStep {
  const lend = step.lends < 0 ? undefined : compileDebit(plan, step.lends);
  const fees = Int32Array.from(step.fees);
  const from = Int32Array.from(step.from);
  const proRata = step.share === 'pro-rata';
  const cap = step.cap?.value ?? Number.POSITIVE_INFINITY;
  return (state, flows) => {
    const amount = Math.min(available(state.cash, from), cap);
    const { periodCount, feePaid } = flows;
    const paid = payClaims(state.feeLeft, fees, amount, proRata, feePaid, periodCount, state.period);
    const own = state.cash[from[0]!]!;
    take(state.cash, from, paid);
    if (lend !== undefined && paid > own) lend(state, paid - own);
  };
}

function compileInterest(plan: PaymentPlan, step: StepOf<'pay-interest'>): CompiledStep {
  const lend = step.lends < 0 ? undefined : compileDebit(plan, step.lends);
  const locks = step.notes.some((note) => locksInterest(plan.notes[note]!));
  const notes = Int32Array.from(step.notes);
  const from = Int32Array.from(step.from);
  const proRata = step.share === 'pro-rata';
  return (state, flows) => {
    const amount = available(state.cash, from);
    const { periodCount, interestPaid } = flows;
    const { period, interestLeft } = state;
    const paid = locks
      ? payLocked(plan, state, notes, amount, proRata, interestPaid)
      : payClaims(interestLeft, notes, amount, proRata, interestPaid, periodCount, period);
    const own = state.cash[from[0]!]!;
    take(state.cash, from, paid);
    if (lend !== undefined && paid > own) lend(state, paid - own);
  };
}

function compilePrincipal(plan: PaymentPlan, step: StepOf<'pay-principal'>): CompiledStep {
  const last = plan.legalFinal;
  const notes = Int32Array.from(step.notes);
  const from = Int32Array.from(step.from);
  const atLegalFinal = Int32Array.from(step.fromAtLegalFinal);
  const proRata = step.share === 'pro-rata';
  const limit = compileTarget(step.target, notes);
  const onSchedule = step.target.kind === 'schedule';
  const bounded = onSchedule || step.notes.some((note) => boundsPrincipal(plan.notes[note]!));
  return (state, flows) => {
    const isLast = state.period === last || state.period === state.calledOn;
    const sources = isLast ? atLegalFinal : from;
    const cash = available(state.cash, sources);
    const isOpen = isLast || state.accelerated;
    const amount = isOpen ? cash : Math.min(cash, limit(state));
    const shared = proRata && !state.sequential;
    const { periodCount, principalPaid } = flows;
    const paid =
      bounded && !isOpen
        ? payBounded(plan, state, notes, amount, shared, principalPaid, onSchedule)
        : payClaims(state.balance, notes, amount, shared, principalPaid, periodCount, state.period);
    state.principalPaidToday += paid;
    take(state.cash, sources, paid);
  };
}

function compileTarget(target: PlanPrincipalTarget, notes: Int32Array): AmountOf {
  switch (target.kind) {
    case 'all':
    case 'schedule':
      return () => Number.POSITIVE_INFINITY;
    case 'principal-collections':
      return (state) => state.principalCollected - state.principalPaidToday;
    case 'pool-decline':
      return (state) => state.poolDecline - state.principalPaidToday;
    case 'overcollateralization': {
      const targetAmount = compileAmount(target.target);
      const less = Int32Array.from(target.less);
      return (state) => {
        const backing = state.poolBalance - owed(state.named, less);
        return owed(state.balance, notes) - Math.max(0, backing - targetAmount(state));
      };
    }
    default:
      return target satisfies never;
  }
}

function compileReserve(plan: PaymentPlan, step: StepOf<'fund-reserve'>): CompiledStep {
  const rule = plan.accounts[step.reserve]!.target;
  if (rule === undefined) throw new Error(`account ${step.reserve} is funded but has no target`);
  const target = compileAmount(rule);
  const most = step.limit === undefined ? undefined : compileAmount(step.limit);
  const from = Int32Array.from(step.from);
  const reserve = step.reserve;
  const all = Int32Array.from(plan.notes.keys());
  const last = plan.legalFinal;
  return (state) => {
    const needed =
      state.period === last || state.period === state.calledOn
        ? 0
        : Math.min(target(state), owed(state.balance, all));
    const gap = needed - state.cash[reserve]!;
    if (gap > 0) {
      const wanted = most === undefined ? gap : Math.min(gap, most(state));
      const moved = Math.min(wanted, available(state.cash, from));
      take(state.cash, from, moved);
      state.cash[reserve]! += moved;
    } else if (step.release) {
      state.cash[reserve] = needed;
      state.cash[from[0]!]! -= gap;
    }
  };
}
