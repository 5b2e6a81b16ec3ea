import { money } from '#basics/money.js';
import type { DealTerms } from '#deal/terms.js';
import { type Condition, metricSubjects, type RatioMetric, type Trigger } from '#deal/trigger.js';
import { amountOf } from './amount.js';
import { comparisonHolds } from './comparisonHolds.js';
import type { PaymentPeriod, PlanCondition, PlanTrigger } from './paymentPlan.js';
import { accountIndex, indexOfName } from './planSizes.js';

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
    trap: trigger.effects.includes('trap') || trigger.effects.includes('event-of-default'),
    accelerates: trigger.effects.includes('accelerate') || trigger.effects.includes('event-of-default'),
    price: amountOf(money(trigger.price.text)),
    consecutive: trigger.consecutive,
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
    const notes = isOfClasses(metric) ? subject.map((name) => indexOfName(terms.notes, name)) : [];
    return {
      kind: 'ratio',
      metric,
      comparison,
      subject: subjectIndex(metric, subject, terms),
      notes,
      thresholds: periods.map(({ paymentDate }) => {
        const later = thresholds.findLast(({ from }) => from <= paymentDate);
        return amountOf(money((later?.threshold ?? threshold).text));
      }),
    };
  }
  if (condition.kind === 'rating') return ratingCondition(condition, periods, terms);
  const { comparison, threshold } = condition;
  const sign = (date: number): -1 | 0 | 1 => (date > threshold ? 1 : date < threshold ? -1 : 0);
  const holds = Uint8Array.from(periods, (p) => (comparisonHolds(comparison, sign(p.paymentDate)) ? 1 : 0));
  return { kind: 'date', holds };
}

function isOfClasses(metric: RatioMetric): boolean {
  const kind = metricSubjects[metric]?.kind;
  return kind === 'class' || kind === 'classes';
}

function subjectIndex(metric: RatioMetric, [subject]: readonly string[], terms: DealTerms): number {
  if (subject === undefined) return -1;
  const kind = metricSubjects[metric]?.kind;
  switch (kind) {
    case 'ledger':
      return indexOfName(terms.ledgers, subject);
    case 'account':
      return accountIndex(terms, subject);
    case 'days':
      return Number(subject);
    case 'class':
    case 'classes':
      return indexOfName(terms.notes, subject);
    case undefined:
      throw new Error(`metric ${metric} has no subject`);
    default:
      return kind satisfies never;
  }
}

/** A rating is known beforehand, as a date is: below a grade is after it on the scale. Untold, nothing holds. */
function ratingCondition(
  { subject, comparison, grade }: Extract<Condition, { kind: 'rating' }>,
  periods: readonly PaymentPeriod[],
  { ratings }: DealTerms,
): PlanCondition {
  const history = ratings.of.find(({ name }) => name === subject)?.history ?? [];
  const rank = (text: string): number => -ratings.scale.indexOf(text);
  const holds = Uint8Array.from(periods, ({ paymentDate }) => {
    const current = history.findLast(({ from }) => from <= paymentDate);
    if (current === undefined) return 0;
    const gap = rank(current.grade) - rank(grade);
    return comparisonHolds(comparison, gap > 0 ? 1 : gap < 0 ? -1 : 0) ? 1 : 0;
  });
  return { kind: 'date', holds };
}
