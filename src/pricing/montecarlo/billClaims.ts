import { type LoanTable, repaymentTypes } from '#collateral/loanTable.js';
import type { PayableAssumption } from '#collateral/payables.js';

/**
 * Bills (应付款保函) that an acceptor stands behind, by prepayment group. A bill whose payer has defaulted by its due
 * date is unpaid then; the acceptor pays `limit` of it `waitMonths` after the due date, unless it has failed by then:
 * so a bill is lost with the joint probability of both.
 */
export interface BillClaims {
  /** By prepayment group: the provider behind its bills, or one of the two below. */
  readonly providerOfGroup: Int32Array;
  /** By prepayment group: the month in which its bills fall due, 0 the first. */
  readonly dueMonth: Int32Array;
  readonly limit: number;
  readonly waitMonths: number;
}

/** No bills; and bills whose acceptor never fails by chance. */
export const noAcceptor = -2;
export const soundAcceptor = -1;

export type GuaranteeTerms = Pick<BillClaims, 'limit' | 'waitMonths'>;

/** When and how much an acceptor pays of a bill; undefined where no guarantee of bills is assumed. */
export function guaranteeTerms(payables: PayableAssumption | undefined): GuaranteeTerms | undefined {
  const guarantee = payables?.guarantee;
  if (payables === undefined || guarantee === undefined) return undefined;
  const { obligation, claimDelayMonths, limit } = guarantee;
  const wait = obligation === 'onDemand' ? 0 : payables.defaultAfterMonths;
  return { limit: Math.min(1, limit), waitMonths: wait + claimDelayMonths };
}

/**
 * Who stands behind each loan: its acceptor, or its guarantor where none is named, if it is a discount instrument.
 * Whoever has accepted its own debt adds nothing: such a bill is nobody's.
 */
export function acceptorOfLoans(loans: LoanTable, ofAcceptor: ReadonlyMap<string, number>): Int32Array {
  const discount = repaymentTypes.indexOf('discount');
  return Int32Array.from({ length: loans.rowCount }, (_, row) => {
    if (loans.repaymentType[row] !== discount) return noAcceptor;
    const name = acceptorOf(loans, row);
    if (name !== '' && name === labelOf(loans, 'payerId', row)) return noAcceptor;
    return ofAcceptor.get(name) ?? soundAcceptor;
  });
}

/** Empty where the tape names nobody. */
export function acceptorOf(loans: LoanTable, row: number): string {
  return labelOf(loans, 'acceptor', row) || labelOf(loans, 'guarantor', row);
}

export function labelOf(
  { categories }: LoanTable,
  column: 'acceptor' | 'guarantor' | 'payerId',
  row: number,
): string {
  const found = categories[column];
  const code = found?.codes[row] ?? 0;
  return code === 0 ? '' : found!.labels[code - 1]!;
}
