import { money } from '#basics/money.js';
import type { DealTerms } from '#deal/terms.js';
import type { Trigger } from '#deal/trigger.js';
import { amountOf } from './amount.js';
import { comparisonHolds } from './comparisonHolds.js';
import type { PaymentPeriod, PlanCondition, PlanTrigger } from './paymentPlan.js';
import { indexOfName } from './planSizes.js';

export function planTrigger(
  trigger: Trigger,
  periods: readonly PaymentPeriod[],
  terms: DealTerms,
): PlanTrigger {
  const { from, until } = trigger;
  const tested = ({ paymentDate }: PaymentPeriod): boolean =>
    (from === undefined || paymentDate >= from) && (until === undefined || paymentDate <= until);
  return {
    name: trigger.name,
    condition: planCondition(trigger, periods, terms),
    sequential: trigger.effects.includes('sequential'),
    trap: trigger.effects.includes('trap'),
    stopsPurchases: trigger.effects.includes('stop-purchases'),
    calls: trigger.effects.includes('call'),
    curable: trigger.curable,
    tested: Uint8Array.from(periods, (period) => (tested(period) ? 1 : 0)),
  };
}

function planCondition(
  { condition, thresholds }: Trigger,
  periods: readonly PaymentPeriod[],
  terms: DealTerms,
): PlanCondition {
  if (condition.kind === 'ratio') {
    const { metric, comparison, threshold, subject } = condition;
    const named = metric === 'ledger' ? terms.ledgers : terms.notes;
    return {
      kind: 'ratio',
      metric,
      comparison,
      subject: subject === undefined ? -1 : indexOfName(named, subject),
      thresholds: periods.map(({ paymentDate }) => {
        const later = thresholds.findLast(({ from }) => from <= paymentDate);
        return amountOf(money((later?.threshold ?? threshold).text));
      }),
    };
  }
  const { comparison, threshold } = condition;
  const sign = (date: number): -1 | 0 | 1 => (date > threshold ? 1 : date < threshold ? -1 : 0);
  const holds = Uint8Array.from(periods, (p) => (comparisonHolds(comparison, sign(p.paymentDate)) ? 1 : 0));
  return { kind: 'date', holds };
}
