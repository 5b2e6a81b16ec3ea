import { type LoanTable, repaymentTypes } from '#collateral/loanTable.js';
import type { PayableAssumption } from '#collateral/payables.js';
import type { ProviderDesign } from '#pricing/models/providerDefault.js';
import type { MonthlyFlows } from '#waterfall/availableFunds.js';
import type { RecoverySchedule } from './recoverySchedule.js';

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

/** Claims on acceptors on one path at a time. */
export interface PathClaims {
  /** Before anything is claimed on a path: the default months of the providers. */
  start(months: Int32Array): void;
  /**
   * Settles the default of `defaulted` in month `month` of a group's schedule, `before` months into the path, and
   * gives what is left to be recovered from payers alone. `lossShare` is what these do not pay.
   */
  settle(
    group: number,
    month: number,
    before: number,
    defaulted: number,
    lossShare: number,
    flows: MonthlyFlows,
  ): number;
}

export function pathClaims(
  { providerOfGroup, dueMonth, limit, waitMonths }: BillClaims,
  { firstMonth, shares }: RecoverySchedule,
  design: ProviderDesign | undefined,
): PathClaims {
  let months: Int32Array = new Int32Array(0);
  return {
    start(next) {
      months = next;
    },
    settle(group, month, before, defaulted, lossShare, flows) {
      const provider = providerOfGroup[group]!;
      if (provider === noAcceptor) return defaulted;
      const covered = limit * defaulted;
      const paidIn = before + Math.max(month, dueMonth[group]!) + waitMonths;
      if (provider === soundAcceptor || isSound(design!, months, provider, paidIn)) {
        flows.recoveries[paidIn]! += covered;
        return defaulted - covered;
      }
      // The payer's recovery on all of it, and of what the acceptor still owes what its estate pays.
      const estate = design!.recovery[provider]! * lossShare * covered;
      const last = before + month + firstMonth + shares.length - 1;
      flows.recoveries[last]! += estate;
      flows.losses[last]! -= estate;
      return defaulted;
    },
  };
}

/** Whether a provider still pays at the end of month `paidIn`, 0 the first. */
function isSound(
  { isCertain }: ProviderDesign,
  months: Int32Array,
  provider: number,
  paidIn: number,
): boolean {
  return isCertain[provider] === 0 && months[provider]! > paidIn + 1;
}

/** Months after the last scheduled payment in which something may still come. */
export function tailMonths({
  recovery,
  claims,
}: {
  readonly recovery: RecoverySchedule;
  readonly claims: BillClaims | undefined;
}): number {
  return Math.max(recovery.firstMonth + recovery.shares.length - 1, claims?.waitMonths ?? 0);
}
