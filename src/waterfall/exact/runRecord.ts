import { isZero, type Money, subtract, sum } from '#basics/money.js';
import type {
  AccountRow,
  Conservation,
  FeeRow,
  InflowRow,
  LedgerRow,
  NoteRow,
  TriggerRow,
} from '../distribution.js';
import type { PaymentPlan } from '../paymentPlan.js';

/** The rows of a run, by note, fee, account and trigger. */
export interface RunRecord {
  readonly notes: NoteRow[][];
  readonly fees: FeeRow[][];
  readonly accounts: AccountRow[][];
  readonly inflows: InflowRow[][];
  readonly ledgers: LedgerRow[][];
  readonly purchases: Money[];
  readonly collected: Money[];
  readonly triggers: TriggerRow[][];
}

export function newRunRecord(plan: PaymentPlan): RunRecord {
  return {
    notes: plan.notes.map(() => []),
    fees: plan.fees.map(() => []),
    accounts: plan.accounts.map(() => []),
    inflows: plan.inflows.map(() => []),
    ledgers: plan.ledgers.map(() => []),
    purchases: [],
    collected: [],
    triggers: plan.triggers.map(() => []),
  };
}

/**
 * From the recorded rows, not from the state that made them. What supports paid came in from outside. Throws
 * unless everything in is out or kept.
 */
export function conserved(plan: PaymentPlan, record: RunRecord): Conservation {
  const own = record.accounts.filter((_, i) => !plan.accounts[i]!.external);
  const supports = record.accounts.filter((_, i) => plan.accounts[i]!.external);
  const opening = plan.accounts.filter(({ external }) => !external).map((account) => account.opening.exact);
  const total = sum([
    ...record.collected,
    ...record.inflows.flat().map((row) => row.received),
    ...opening,
    ...supports.flat().map((row) => row.paid),
  ]);
  const toNotes = record.notes
    .flat()
    .flatMap((row) => [row.interestPaid, row.principalPaid, row.residualPaid]);
  const repaid = supports.flat().map((row) => row.repaid);
  const toFees = record.fees.flat().map((row) => row.paid);
  const out = sum([...toNotes, ...toFees, ...repaid, ...record.purchases]);
  const kept = sum(own.map((rows) => rows.at(-1)!.balanceAtEnd));
  const difference = subtract(subtract(total, out), kept);
  if (!isZero(difference))
    throw new Error(`${total} in, ${out} out, ${kept} kept: ${difference} went missing`);
  return { in: total, out, kept, difference };
}
