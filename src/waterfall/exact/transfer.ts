import { add, compare, type Money, minimum, positivePart, subtract } from '#basics/money.js';
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
  const available = availableIn(state, step.from);
  const sources = sourcesOf(state, step.from);
  const asked = minimum(wantedAmount(state, step, available), available);
  const room =
    state.purchasable === undefined ? asked : positivePart(subtract(state.purchasable, state.purchased));
  const isLimited = compare(room, asked) < 0;
  if (isLimited && step.keep >= 0) keepUnspent(state, step, index, subtract(asked, room));
  const { due, paid, from } = draw(state, step, minimum(asked, room));
  state.purchased = add(state.purchased, paid);
  const { period } = state;
  const limit = isLimited ? 'criteria' : limitOf(due, paid, 'sequential', undefined);
  const movement = { period, step: index, kind: 'purchase' as const, name: 'purchases' };
  state.movements.push({ ...movement, available, sources, due, paid, from, limit });
}

/** Cash for which there are no loans within the limits waits in an account of its own. */
function keepUnspent(state: ExactState, step: StepOf<'buy-loans'>, index: number, amount: Money): void {
  const available = availableIn(state, step.from);
  const sources = sourcesOf(state, step.from);
  const from = takeFrom(state, step.from, amount);
  receive(state, step.keep, amount);
  const { period, plan } = state;
  const { name } = plan.accounts[step.keep]!;
  const movement = { period, step: index, kind: 'transfer' as const, name, limit: 'full' as const };
  state.movements.push({ ...movement, available, sources, due: amount, paid: amount, from });
}

type Draw = Pick<Movement, 'available' | 'sources' | 'due' | 'paid' | 'from'>;

function draw(state: ExactState, step: StepOf<'transfer' | 'buy-loans'>, most?: Money): Draw {
  const available = availableIn(state, step.from);
  const sources = sourcesOf(state, step.from);
  const due = wantedAmount(state, step, available);
  const paid = minimum(minimum(due, available), most ?? available);
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
