import type { Money } from '#basics/money.js';
import type { PaymentPlan } from './paymentPlan.js';

/** What an exact run paid: by name and payment date, and every movement of cash in its order. */
export interface DistributionResult {
  readonly plan: PaymentPlan;
  readonly notes: readonly NamedRows<NoteRow>[];
  readonly fees: readonly NamedRows<FeeRow>[];
  readonly accounts: readonly NamedRows<AccountRow>[];
  /** Cash beside the pool's, by inflow of the plan. */
  readonly inflows: readonly NamedRows<InflowRow>[];
  readonly ledgers: readonly NamedRows<LedgerRow>[];
  /** Cash spent on loans, by payment. */
  readonly purchases: readonly Money[];
  /** The pool's cash, with what it was sold for, by payment. */
  readonly collected: readonly Money[];
  readonly triggers: readonly NamedRows<TriggerRow>[];
  readonly movements: readonly Movement[];
  readonly conservation: Conservation;
}

/** `rows[p]` belongs to `plan.periods[p]`. */
export interface NamedRows<Row> {
  readonly name: string;
  readonly rows: readonly Row[];
}

export interface NoteRow {
  readonly balanceAtStart: Money;
  /** With what was carried to the date. */
  readonly interestDue: Money;
  readonly interestPaid: Money;
  readonly interestShortfall: Money;
  /** The part of the shortfall that was added to the balance. */
  readonly interestCapitalized: Money;
  readonly principalPaid: Money;
  readonly writtenOff: Money;
  readonly residualPaid: Money;
  readonly balanceAtEnd: Money;
}

export interface FeeRow {
  readonly due: Money;
  readonly paid: Money;
  readonly shortfall: Money;
}

export interface AccountRow {
  readonly balanceAtStart: Money;
  readonly received: Money;
  readonly paid: Money;
  readonly target: Money | undefined;
  /** Paid back to a support; in `received` where it can be drawn again. */
  readonly repaid: Money;
  readonly balanceAtEnd: Money;
}

export interface InflowRow {
  readonly received: Money;
}

export interface LedgerRow {
  readonly balanceAtStart: Money;
  readonly debited: Money;
  readonly credited: Money;
  readonly balanceAtEnd: Money;
}

/** A ratio is numerator over denominator; undefined for dates, or where the trigger was not tested. */
export interface TriggerRow {
  readonly tested: boolean;
  readonly numerator: Money | undefined;
  readonly denominator: Money | undefined;
  readonly inForce: boolean;
}

/** Sums over the life of the deal: `in` = `out` + `kept` (what accounts still hold) + `difference`, which is zero. */
export interface Conservation {
  readonly in: Money;
  readonly out: Money;
  readonly kept: Money;
  readonly difference: Money;
}

/** One claimant's turn in one step of one payment date. */
export interface Movement {
  readonly period: number;
  /** Index into `plan.steps`. */
  readonly step: number;
  readonly kind: MovementKind;
  /** Of the note, fee or account that is paid. */
  readonly name: string;
  /** Cash in the step's sources when the claimant's turn came, and in which of them it was. */
  readonly available: Money;
  readonly sources: readonly Draw[];
  readonly due: Money;
  readonly paid: Money;
  readonly from: readonly Draw[];
  readonly limit: Limit;
}

/** Cash in, or out of, an account. */
export interface Draw {
  readonly account: string;
  readonly amount: Money;
}

export type MovementKind =
  | 'fee'
  | 'interest'
  | 'principal'
  | 'reserve'
  | 'repayment'
  | 'release'
  | 'transfer'
  | 'purchase'
  | 'write-off'
  | 'residual';

/**
 * Why no more was paid: `nothing-due`, paid in `full`, no more `cash`, no more cash and shared `pro-rata`, the
 * step's `cap`, the `criteria` of what may be bought, the class `locked` out, the `hurdle` of a class reached, the principal `target`, spread `trap` in force, or the step's `condition` on triggers.
 */
export type Limit =
  | 'nothing-due'
  | 'full'
  | 'cash'
  | 'pro-rata'
  | 'cap'
  | 'target'
  | 'trap'
  | 'hurdle'
  | 'condition'
  | 'criteria'
  | 'locked';
