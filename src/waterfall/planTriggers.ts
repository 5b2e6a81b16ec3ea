import { money } from '#basics/money.js';
import type { Trigger } from '#deal/trigger.js';
import { amountOf } from './amount.js';
import { comparisonHolds } from './comparisonHolds.js';
import type { PaymentPeriod, PlanCondition, PlanTrigger } from './paymentPlan.js';

export function planTrigger(trigger: Trigger, periods: readonly PaymentPeriod[]): PlanTrigger {
  const { from, until } = trigger;
  const tested = ({ paymentDate }: PaymentPeriod): boolean =>
    (from === undefined || paymentDate >= from) && (until === undefined || paymentDate <= until);
  return {
    name: trigger.name,
    condition: planCondition(trigger, periods),
    sequential: trigger.effects.includes('sequential'),
    trap: trigger.effects.includes('trap'),
    curable: trigger.curable,
    tested: Uint8Array.from(periods, (period) => (tested(period) ? 1 : 0)),
  };
}

function planCondition({ condition }: Trigger, periods: readonly PaymentPeriod[]): PlanCondition {
  if (condition.kind === 'ratio') {
    const { metric, comparison, threshold } = condition;
    return { kind: 'ratio', metric, comparison, threshold: amountOf(money(threshold.text)) };
  }
  const { comparison, threshold } = condition;
  const sign = (date: number): -1 | 0 | 1 => (date > threshold ? 1 : date < threshold ? -1 : 0);
  const holds = Uint8Array.from(periods, (p) => (comparisonHolds(comparison, sign(p.paymentDate)) ? 1 : 0));
  return { kind: 'date', holds };
}
