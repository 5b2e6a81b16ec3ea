import type { ProviderDesign } from '#pricing/models/providerDefault.js';
import type { MonthlyFlows } from '#waterfall/availableFunds.js';
import { type BillClaims, noAcceptor, soundAcceptor } from './billClaims.js';
import type { RecoverySchedule } from './recoverySchedule.js';

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
