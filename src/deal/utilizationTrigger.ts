import { rateOf } from '#basics/rate.js';
import type { DealFile } from './dealSchema.js';
import type { Trigger } from './trigger.js';

/** Name of the trigger that `purchases.minimumUtilization` stands for; steps may name it. */
export const utilizationTriggerName = 'minimum utilization';

/**
 * A minimum of the money that is out in loans: a trigger like any other, which ends purchases for good. Fees for what
 * is not used are fees of a step that names it in `when`.
 */
export function utilizationTrigger(purchases: DealFile['purchases']): Trigger[] {
  const threshold = purchases?.minimumUtilization;
  if (threshold === undefined) return [];
  return [
    {
      name: utilizationTriggerName,
      condition: { kind: 'ratio', metric: 'utilization', subject: [], comparison: '<', threshold },
      effects: ['stop-purchases'],
      curable: false,
      consecutive: purchases?.utilizationTests ?? 1,
      price: rateOf('1'),
      thresholds: [],
      from: undefined,
      until: undefined,
    },
  ];
}

/** Triggers that steps may name: those of the file, then the one that a minimum utilization stands for. */
export function triggerNames(file: DealFile): string[] {
  const own = (file.triggers ?? []).map(({ name }) => name);
  return file.purchases?.minimumUtilization === undefined ? own : [...own, utilizationTriggerName];
}
