import type { SegmentAssumption } from '#collateral/assumptions.js';
import type { Assumption } from './assumptionRecord.js';
import { defaultRecords, prepaymentRecords } from './behaviorRecords.js';
import { flatRecords, type OriginOf } from './flatRecords.js';
import type { PoolFacts } from './poolFacts.js';

/** What segments assume, under the keys of an assumptions file. */
export function segmentRecords(
  segments: readonly SegmentAssumption[],
  originOf: OriginOf,
  facts: PoolFacts,
): Assumption[] {
  return segments.flatMap(({ where, prepayment, recovery, payables, ...rest }, i) => {
    const at = ['segments', i];
    const defaults = rest.default;
    return [
      ...flatRecords(where, [...at, 'where'], originOf),
      ...(prepayment === undefined ? [] : prepaymentRecords(prepayment, [...at, 'prepayment'], originOf)),
      ...(defaults === undefined ? [] : defaultRecords(defaults, [...at, 'default'], originOf, facts)),
      ...flatRecords(recovery, [...at, 'recovery'], originOf),
      ...flatRecords(payables, [...at, 'payables'], originOf),
    ];
  });
}
