import { add, isNegative, isZero, type Money, minimum, subtract, sum, zero } from '#basics/money.js';
import type { Movement } from '../distribution.js';
import type { ExactState } from './exactState.js';

export function availableIn(state: ExactState, sources: readonly number[]): Money {
  return sum(sources.map((source) => state.accounts[source]!.balance));
}

export function receive(state: ExactState, index: number, amount: Money): void {
  const account = state.accounts[index]!;
  account.balance = add(account.balance, amount);
  account.received = add(account.received, amount);
}

/** Takes an amount from accounts in order, and says how much from which. Throws when they do not hold it. */
export function takeFrom(state: ExactState, sources: readonly number[], amount: Money): Movement['from'] {
  const draws: { account: string; amount: Money }[] = [];
  let left = amount;
  for (const source of sources) {
    const account = state.accounts[source]!;
    const taken = minimum(account.balance, left);
    if (isZero(taken)) continue;
    account.balance = subtract(account.balance, taken);
    account.paid = add(account.paid, taken);
    left = subtract(left, taken);
    draws.push({ account: state.plan.accounts[source]!.name, amount: taken });
  }
  if (!isZero(left) || isNegative(amount)) throw new Error(`${amount} cannot be taken: ${left} is not there`);
  return draws;
}

/** The classes' balances, all or those listed. */
export function owedTo(state: ExactState, notes: readonly number[]): Money {
  let total = zero;
  for (const note of notes) total = add(total, state.notes[note]!.balance);
  return total;
}

/** What was drawn of a support and not repaid. */
export function drawnOf(state: ExactState, support: number): Money {
  const { limit, balance } = state.accounts[support]!;
  return subtract(limit, balance);
}

/** The accounts of a step that hold cash. */
export function sourcesOf(state: ExactState, sources: readonly number[]): Movement['sources'] {
  return sources.flatMap((source) => {
    const { balance } = state.accounts[source]!;
    return isZero(balance) ? [] : [{ account: state.plan.accounts[source]!.name, amount: balance }];
  });
}
