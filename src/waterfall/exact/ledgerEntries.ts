import { add, type Money, minimum, positivePart, subtract, zero } from '#basics/money.js';
import { exactAmount } from './exactAmount.js';
import type { ExactCollections } from './exactCollections.js';
import type { ExactState } from './exactState.js';

/** What the period's defaults and losses add to the ledgers; returns the balances before. */
export function debitPeriod(state: ExactState, collections: ExactCollections): Money[] {
  const { period } = state;
  const before = state.ledgers.map(({ balance }) => balance);
  for (const ledger of state.ledgers) Object.assign(ledger, { debited: zero, credited: zero });
  state.plan.ledgers.forEach(({ debit }, index) => {
    if (debit === 'none') return;
    const { defaultedPrincipal, losses } = collections;
    debitLedger(state, index, (debit === 'defaults' ? defaultedPrincipal : losses)[period]!);
  });
  return before;
}

/** Up to the ledger's limit; what is beyond goes on to the ledger behind it. */
export function debitLedger(state: ExactState, index: number, amount: Money): void {
  let left = positivePart(amount);
  for (let k = index; k >= 0; k = state.plan.ledgers[k]!.overflow) {
    const ledger = state.ledgers[k]!;
    const { limit } = state.plan.ledgers[k]!;
    const room =
      limit === undefined ? left : positivePart(subtract(exactAmount(limit, state), ledger.balance));
    const taken = minimum(left, room);
    ledger.balance = add(ledger.balance, taken);
    ledger.debited = add(ledger.debited, taken);
    left = subtract(left, taken);
  }
}
