import { add, type Money, minimum, positivePart, subtract } from '#basics/money.js';
import type { Movement } from '../distribution.js';
import type { StepOf } from '../paymentPlan.js';
import { availableIn, receive, sourcesOf, takeFrom } from './exactAccounts.js';
import { exactAmount } from './exactAmount.js';
import type { ExactState } from './exactState.js';
import { limitOf } from './payClaims.js';

/** Cash from accounts to an account: all of it, an amount, or what a ledger is short, which it then credits. */
export function transfer(state: ExactState, step: StepOf<'transfer'>, index: number): void {
  const { available, sources, due, paid, from } = draw(state, step);
  receive(state, step.to, paid);
  const { name } = state.plan.accounts[step.to]!;
  const limit = limitOf(due, paid, 'sequential', undefined);
  const { period } = state;
  state.movements.push({
    period,
    step: index,
    kind: 'transfer',
    name,
    available,
    sources,
    due,
    paid,
    from,
    limit,
  });
}

/** Cash out of the deal, for loans; what they add to the pool is the collections' business. */
export function buyLoans(state: ExactState, step: StepOf<'buy-loans'>, index: number): void {
  const { available, sources, due, paid, from } = draw(state, step);
  state.purchased = add(state.purchased, paid);
  const limit = limitOf(due, paid, 'sequential', undefined);
  const { period } = state;
  const movement = { period, step: index, kind: 'purchase' as const, name: 'purchases' };
  state.movements.push({ ...movement, available, sources, due, paid, from, limit });
}

type Draw = Pick<Movement, 'available' | 'sources' | 'due' | 'paid' | 'from'>;

function draw(state: ExactState, step: StepOf<'transfer' | 'buy-loans'>): Draw {
  const available = availableIn(state, step.from);
  const sources = sourcesOf(state, step.from);
  const due = wantedAmount(state, step, available);
  const paid = minimum(due, available);
  const from = takeFrom(state, step.from, paid);
  if (step.amount.kind === 'ledger') {
    const ledger = state.ledgers[step.amount.ledger]!;
    ledger.balance = subtract(ledger.balance, paid);
    ledger.credited = add(ledger.credited, paid);
  }
  return { available, sources, due, paid, from };
}

function wantedAmount(
  state: ExactState,
  { amount }: StepOf<'transfer' | 'buy-loans'>,
  available: Money,
): Money {
  switch (amount.kind) {
    case 'all':
      return available;
    case 'rule':
      return exactAmount(amount.rule, state);
    case 'ledger':
      return state.ledgers[amount.ledger]!.balance;
    case 'named':
      return positivePart(state.named[amount.named]!);
    default:
      return amount satisfies never;
  }
}
