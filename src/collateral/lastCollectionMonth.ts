import { lateTail } from './advanceBatch.js';
import type { CollateralAssumptions, RecoveryAssumption } from './assumptions.js';
import type { LoanTable } from './loanTable.js';
import type { PayableAssumption } from './payables.js';

/**
 * The last month in which loans could still bring anything: their last maturity, what is late by then, and the
 * recovery of what defaults by then. A bound for plans of payment dates, not an estimate.
 */
export function lastCollectionMonth(loans: LoanTable, assumptions: CollateralAssumptions): number {
  let lastMaturity = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    lastMaturity = Math.max(lastMaturity, loans.remainingTermMonths[row]!);
  }
  const parts = [assumptions, ...(assumptions.segments ?? [])];
  const late = Math.max(
    assumptions.delinquency === undefined ? 0 : lateTail,
    ...parts.map(({ payables }) => (payables === undefined ? 0 : latePayment(payables))),
  );
  const recovery = Math.max(
    ...parts.map((part) => (part.recovery === undefined ? 0 : recoveryMonths(part.recovery))),
    ...parts.map(({ payables }) => payables?.guarantee?.claimDelayMonths ?? 0),
  );
  return lastMaturity + late + recovery + (assumptions.servicer?.delayMonths ?? 0);
}

function latePayment({ late, defaultAfterMonths, guarantee }: PayableAssumption): number {
  const months = (late ?? []).map((part) => part.months);
  return Math.max(defaultAfterMonths, guarantee?.claimDelayMonths ?? 0, ...months);
}

function recoveryMonths({ rate, lagMonths, timing }: RecoveryAssumption): number {
  return rate === 0 ? 0 : lagMonths + Math.max(1, timing?.length ?? 1) - 1;
}
