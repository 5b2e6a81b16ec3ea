import type { RecoveryAssumption } from '#collateral/assumptions.js';

/** What comes of a defaulted balance: shares of it by month from the first, then the loss in the last. */
export interface RecoverySchedule {
  readonly firstMonth: number;
  readonly shares: Float64Array;
  readonly lossShare: number;
  /** Recovery rate on average over economies, before cost, and how it moves with the factor. */
  readonly rate: number;
  readonly sensitivity: number;
}

/** Nothing to wait for at a rate of zero: the loss is then recognized with the default. */
export function recoverySchedule(
  { rate, lagMonths, timing = [1], cost = 0 }: RecoveryAssumption,
  sensitivity: number,
): RecoverySchedule {
  const net = rate * (1 - cost);
  if (rate === 0) return { firstMonth: 0, shares: Float64Array.of(0), lossShare: 1, rate, sensitivity };
  return {
    firstMonth: lagMonths,
    shares: Float64Array.from(timing, (share) => net * share),
    lossShare: 1 - net,
    rate,
    sensitivity,
  };
}
