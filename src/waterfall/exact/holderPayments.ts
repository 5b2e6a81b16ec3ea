import { allocate, type Money, money } from '#basics/money.js';
import type { DistributionResult } from '../distribution.js';

/** What each holder of a class was paid. */
export interface HolderPayments {
  /** The class. */
  readonly name: string;
  readonly holders: readonly {
    readonly name: string;
    readonly units: number;
    readonly rows: readonly HolderRow[];
  }[];
}

export interface HolderRow {
  readonly interest: Money;
  readonly principal: Money;
  readonly residual: Money;
}

/** By units held, each kind of cash to the minor unit by largest remainder, the earlier of equal remainders first. */
export function holderPayments({ plan, notes }: DistributionResult): HolderPayments[] {
  return plan.notes.flatMap(({ name, holders }, i) => {
    if (holders.length === 0) return [];
    const units = holders.map((holder) => money(String(holder.units)));
    const split = (amount: Money): Money[] => allocate(amount, units, plan.decimals);
    const rows = notes[i]!.rows.map((row) => ({
      interest: split(row.interestPaid),
      principal: split(row.principalPaid),
      residual: split(row.residualPaid),
    }));
    const rowsOf = (k: number): HolderRow[] =>
      rows.map(({ interest, principal, residual }) => ({
        interest: interest[k]!,
        principal: principal[k]!,
        residual: residual[k]!,
      }));
    return [{ name, holders: holders.map((holder, k) => ({ ...holder, rows: rowsOf(k) })) }];
  });
}
