import type { DefaultBehavior, RecoveryAssumption, SegmentAssumption } from '#collateral/assumptions.js';
import { type Assumption, firstOf, record, type Sourced, sourced } from './assumptionRecord.js';
import type { StatedAssumptions } from './assumptions.js';
import { standard } from './defaultAssumptions.js';
import { flatRecords, type OriginOf } from './flatRecords.js';
import { scaleDefault } from './moveDefault.js';

/**
 * The pool's recovery, and the segments with the pool's lag where they state none. A segment that states only a
 * multiple has so many times the pool's defaults.
 */
export function resolveRecovery(
  stated: StatedAssumptions,
  rate: Sourced<number>,
  poolDefault: DefaultBehavior,
  originOf: OriginOf,
): { recovery: RecoveryAssumption; segments: readonly SegmentAssumption[]; records: Assumption[] } {
  const lag = firstOf([stated.recoveryLagMonths], sourced(standard.recoveryLagMonths, 'default'));
  const recovery = { rate: rate.value, lagMonths: lag.value, ...stated.recoveryTerms };
  const segments = stated.segments.map((segment): SegmentAssumption => {
    const { recovery: own, defaultMultiple, ...rest } = segment;
    const multiplied =
      defaultMultiple === undefined
        ? rest
        : { ...rest, default: scaleDefault(rest.default ?? poolDefault, defaultMultiple).behavior };
    if (own === undefined) return multiplied;
    return { ...multiplied, recovery: { ...own, lagMonths: own.lagMonths ?? lag.value } };
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
