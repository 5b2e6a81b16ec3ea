import type { AmountRule } from './amountRule.js';

/**
 * A record of what is owed between accounts, such as a principal deficiency: no cash, only a figure. Each period's
 * defaults or losses debit it, and so does what a step lends from one account to another; a transfer that names
 * it pays at most its balance and credits that. In a Chinese bank deal this is a + b + c − d: defaults of the
 * period, earlier ones, principal lent to income, less what was moved back.
 */
export interface Ledger {
  readonly name: string;
  readonly debit: LedgerDebit;
  /** Debits beyond the limit go to the ledger `overflow`, or to nobody. */
  readonly limit: AmountRule | undefined;
  readonly overflow: string | undefined;
}

export const ledgerDebits = ['defaults', 'losses', 'none'] as const;
export type LedgerDebit = (typeof ledgerDebits)[number];
