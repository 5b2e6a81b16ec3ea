import type { RecoveryAssumption } from './assumptions.js';
import type { Cohorts } from './cohorts.js';
import { repaymentTypes } from './loanTable.js';
import { queueAmounts, queueRecovery, type RecoveryQueue } from './recoveryQueue.js';

/** Recovery-only collateral, such as non-performing loans: it counts as defaulted in its first month. */
export interface HandedOver {
  readonly balance: number;
  readonly months: number;
  /** Net proceeds per unit; below zero where the recovery assumption decides. */
  readonly expected: number;
}

export function handedOverOf(cohorts: Cohorts, multiple: number): HandedOver[] {
  const code = repaymentTypes.indexOf('recovery-only');
  const found: HandedOver[] = [];
  for (let i = 0; i < cohorts.count; i++) {
    if (cohorts.repaymentType[i] !== code) continue;
    found.push({
      balance: cohorts.balance[i]! * multiple,
      months: cohorts.remainingTermMonths[i]!,
      expected: cohorts.expectedRecovery[i]!,
    });
  }
  return found;
}

/** What is expected comes in its month, the rest is lost then; where nothing is expected, by the assumption. */
export function queueHandedOver(
  queue: RecoveryQueue,
  { balance, months, expected }: HandedOver,
  recovery: RecoveryAssumption,
): void {
  if (expected < 0) queueRecovery(queue, balance, recovery);
  else queueAmounts(queue, balance * expected, balance - balance * expected, months - 1);
}
