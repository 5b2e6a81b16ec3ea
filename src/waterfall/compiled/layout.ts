import type { PaymentPlan } from '../paymentPlan.js';

/**
 * What a compiled run writes: row-major tables, note (or fee, account, trigger) × period, so that element
 * `index * periodCount + period` belongs to `plan.notes[index]` on `plan.periods[period].paymentDate`.
 * The cash of a note is interestPaid + principalPaid + residualPaid.
 */
export interface CompiledFlows {
  readonly periodCount: number;
  /** Claim on the date, with what was carried to it. */
  readonly interestDue: Float64Array;
  readonly interestPaid: Float64Array;
  /** interestDue − interestPaid on the date; what becomes of it is the class's `unpaidInterest`. */
  readonly interestShortfall: Float64Array;
  readonly principalPaid: Float64Array;
  readonly residualPaid: Float64Array;
  /** After payment, with interest capitalized on the date. */
  readonly balanceAtEnd: Float64Array;
  readonly feeDue: Float64Array;
  readonly feePaid: Float64Array;
  readonly accountBalance: Float64Array;
  readonly ledgerBalance: Float64Array;
  /** Cash spent on loans, by period. */
  readonly purchased: Float64Array;
  readonly triggerInForce: Uint8Array;
}

export function newCompiledFlows(plan: PaymentPlan): CompiledFlows {
  const periodCount = plan.periods.length;
  const table = (rows: number): Float64Array => new Float64Array(rows * periodCount);
  const notes = plan.notes.length;
  return {
    periodCount,
    interestDue: table(notes),
    interestPaid: table(notes),
    interestShortfall: table(notes),
    principalPaid: table(notes),
    residualPaid: table(notes),
    balanceAtEnd: table(notes),
    feeDue: table(plan.fees.length),
    feePaid: table(plan.fees.length),
    accountBalance: table(plan.accounts.length),
    ledgerBalance: table(plan.ledgers.length),
    purchased: table(1),
    triggerInForce: new Uint8Array(plan.triggers.length * periodCount),
  };
}

/**
 * What a simulation keeps of a run: the cash of each class by payment, note × period as above, and how the deal ended.
 * Writing down less is most of what makes it faster.
 */
export interface CashFlows {
  readonly periodCount: number;
  readonly interestPaid: Float64Array;
  readonly principalPaid: Float64Array;
  readonly residualPaid: Float64Array;
  /** By note: after the last payment. */
  readonly balanceAtEnd: Float64Array;
  /** By note: interest that never came. What is carried counts once, after the last payment; what is capitalized not. */
  readonly interestUnpaid: Float64Array;
  /** One element: all fees of the deal's life. */
  readonly feesPaid: Float64Array;
  /** Cash spent on loans, by period. */
  readonly purchased: Float64Array;
  /** By period: 1 where loans would be bought and a trigger, or the call of the deal, keeps it from that. */
  readonly purchasesStopped: Uint8Array;
  /** By account, of supports: all that was drawn, what was repaid and drawn again included. */
  readonly drawn: Float64Array;
  /** By account, of supports: 1 where draws used up the limit while the provider could pay. */
  readonly exhausted: Float64Array;
  /** By account, of supports: 1 where the provider failed by the last payment. */
  readonly failed: Float64Array;
}

export function newCashFlows(plan: PaymentPlan): CashFlows {
  const periodCount = plan.periods.length;
  const notes = plan.notes.length;
  return {
    periodCount,
    interestPaid: new Float64Array(notes * periodCount),
    principalPaid: new Float64Array(notes * periodCount),
    residualPaid: new Float64Array(notes * periodCount),
    balanceAtEnd: new Float64Array(notes),
    interestUnpaid: new Float64Array(notes),
    feesPaid: new Float64Array(1),
    purchased: new Float64Array(periodCount),
    purchasesStopped: new Uint8Array(periodCount),
    drawn: new Float64Array(plan.accounts.length),
    exhausted: new Float64Array(plan.accounts.length),
    failed: new Float64Array(plan.accounts.length),
  };
}
