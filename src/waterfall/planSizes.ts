import { sum } from '#basics/money.js';
import { collectionsAccount } from '#deal/account.js';
import type { DealTerms } from '#deal/terms.js';
import { amountOf } from './amount.js';
import type { Amount, PlanNote } from './paymentPlan.js';

/** What amounts of a plan may be shares of: the balances at the cut-off and at closing. */
export interface PlanSizes {
  readonly terms: DealTerms;
  readonly poolBalance: Amount;
  readonly notes: readonly PlanNote[];
}

export function issuedBalance(notes: readonly PlanNote[]): Amount {
  return amountOf(sum(notes.map((note) => note.issued.exact)));
}

/** The index of a name that `checkTerms` has found to exist. */
export function indexOfName(named: readonly { readonly name: string }[], name: string): number {
  const index = named.findIndex((item) => item.name === name);
  if (index < 0) throw new Error(`"${name}" is none of ${named.map((item) => item.name).join(', ')}`);
  return index;
}

/** `collections` is 0; the accounts of the file follow, and then its supports. */
export function accountIndex(terms: DealTerms, name: string): number {
  return name === collectionsAccount ? 0 : 1 + indexOfName([...terms.accounts, ...terms.supports], name);
}
