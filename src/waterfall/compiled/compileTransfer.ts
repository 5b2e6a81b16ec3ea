import type { PaymentPlan, StepOf } from '../paymentPlan.js';
import { compileAmount } from './compileAmount.js';
import type { CompiledFlows } from './layout.js';
import { available, take } from './payClaims.js';
import type { RunState } from './runState.js';

/** Adds an amount to a ledger up to its limit, and what is beyond to the ledger behind it. */
export function compileDebit(plan: PaymentPlan, index: number): (state: RunState, amount: number) => void {
  const { limit, overflow } = plan.ledgers[index]!;
  const room = limit === undefined ? undefined : compileAmount(limit);
  const next = overflow < 0 ? undefined : compileDebit(plan, overflow);
  return (state, amount) => {
    const wanted = Math.max(0, amount);
    const free = room === undefined ? wanted : Math.max(0, room(state) - state.ledgers[index]!);
    const taken = Math.min(wanted, free);
    state.ledgers[index]! += taken;
    if (next !== undefined && wanted > taken) next(state, wanted - taken);
  };
}

/** Cash from accounts to an account, or out for loans: all of it, an amount, or what a ledger is short. */
export function compileTransfer(
  step: StepOf<'transfer' | 'buy-loans'>,
): (state: RunState, flows: CompiledFlows) => void {
  const from = Int32Array.from(step.from);
  const { amount } = step;
  const to = step.do === 'transfer' ? step.to : -1;
  const keep = step.do === 'transfer' ? -1 : step.keep;
  const rule = amount.kind === 'rule' ? compileAmount(amount.rule) : undefined;
  return (state, flows) => {
    if (to < 0 && !state.buys) return;
    const cash = available(state.cash, from);
    const wanted =
      amount.kind === 'ledger'
        ? state.ledgers[amount.ledger]!
        : amount.kind === 'named'
          ? state.named[amount.named]!
          : rule === undefined
            ? cash
            : rule(state);
    let moved = Math.min(cash, wanted);
    if (to < 0) {
      const asked = moved;
      moved = Math.max(0, Math.min(moved, state.purchasable - flows.purchased[state.period]!));
      if (keep >= 0 && asked > moved) {
        take(state.cash, from, asked - moved);
        state.cash[keep]! += asked - moved;
      }
    }
    if (!(moved > 0)) return;
    take(state.cash, from, moved);
    if (to < 0) flows.purchased[state.period]! += moved;
    else state.cash[to]! += moved;
    if (amount.kind === 'ledger') state.ledgers[amount.ledger]! -= moved;
  };
}

/** Pays back what was drawn of supports, the first first. */
export function compileRepayment(
  plan: PaymentPlan,
  step: StepOf<'repay-support'>,
): (state: RunState) => void {
  const from = Int32Array.from(step.from);
  return (state) => {
    const cash = available(state.cash, from);
    if (!(cash > 0)) return;
    let left = cash;
    for (const support of step.supports) {
      const paid = Math.min(state.limit[support]! - state.cash[support]!, left);
      if (plan.accounts[support]!.restores) state.cash[support]! += paid;
      else state.limit[support]! -= paid;
      left -= paid;
    }
    take(state.cash, from, cash - left);
  };
}
