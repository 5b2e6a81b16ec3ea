import type { RecoveryAssumption, SegmentAssumption } from '#collateral/assumptions.js';
import { type Assumption, firstOf, record, type Sourced, sourced } from './assumptionRecord.js';
import type { StatedAssumptions } from './assumptions.js';
import { standard } from './defaultAssumptions.js';
import { flatRecords, type OriginOf } from './flatRecords.js';

/** The pool's recovery, and the segments with the pool's lag where they state none. */
export function resolveRecovery(
  stated: StatedAssumptions,
  rate: Sourced<number>,
  originOf: OriginOf,
): { recovery: RecoveryAssumption; segments: readonly SegmentAssumption[]; records: Assumption[] } {
  const lag = firstOf([stated.recoveryLagMonths], sourced(standard.recoveryLagMonths, 'default'));
  const recovery = { rate: rate.value, lagMonths: lag.value, ...stated.recoveryTerms };
  const segments = stated.segments.map((segment): SegmentAssumption => {
    const { recovery: own, ...rest } = segment;
    if (own === undefined) return rest;
    return { ...rest, recovery: { ...own, lagMonths: own.lagMonths ?? lag.value } };
  });
  return {
    recovery,
    segments,
    records: [
      record('recovery.rate', rate),
      record('recovery.lagMonths', lag),
      ...flatRecords(stated.recoveryTerms, ['recovery'], originOf),
    ],
  };
}
