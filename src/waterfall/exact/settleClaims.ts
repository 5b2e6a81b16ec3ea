import { compare, type Money, positivePart, sum, zero } from '#basics/money.js';
import type { Share } from '#deal/step.js';
import type { Limit, Movement } from '../distribution.js';
import { availableIn, sourcesOf, takeFrom } from './exactAccounts.js';
import type { ExactState } from './exactState.js';
import { debitLedger } from './ledgerEntries.js';
import { limitOf, payClaims } from './payClaims.js';

export interface Claimants {
  readonly kind: Movement['kind'];
  readonly names: readonly string[];
  readonly claims: readonly Money[];
  readonly share: Share;
  readonly from: readonly number[];
  /** The most the step pays whatever cash there is, and what this is called. */
  readonly bound: Money | undefined;
  readonly boundName: Limit;
  readonly runs: boolean;
  /** Ledger debited with what other accounts than the first pay; −1 for none. */
  readonly lends?: number;
}

/** Pays claims from accounts, notes each movement, and returns what each claimant got. */
export function settleClaims(state: ExactState, step: number, claimants: Claimants): Money[] {
  const { kind, names, claims, share, from, bound, runs } = claimants;
  const cash = availableIn(state, from);
  const isBound = bound !== undefined && compare(bound, cash) < 0;
  const amount = !runs ? zero : isBound ? positivePart(bound) : cash;
  const payments = payClaims(claims, amount, share, state.plan.decimals);
  return payments.map(({ paid }, k) => {
    const available = availableIn(state, from);
    const sources = sourcesOf(state, from);
    const draws = takeFrom(state, from, paid);
    if (claimants.lends !== undefined && claimants.lends >= 0) {
      const first = state.plan.accounts[from[0]!]!.name;
      const lent = draws.filter(({ account }) => account !== first).map(({ amount: drawn }) => drawn);
      debitLedger(state, claimants.lends, sum(lent));
    }
    const due = claims[k]!;
    const limit = runs ? limitOf(due, paid, share, isBound ? claimants.boundName : undefined) : 'condition';
    const { period } = state;
    state.movements.push({
      period,
      step,
      kind,
      name: names[k]!,
      available,
      sources,
      due,
      paid,
      from: draws,
      limit,
    });
    return paid;
  });
}
