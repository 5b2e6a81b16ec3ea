import { formatMoney, type Money, moneyToFloat } from '#basics/money.js';
import type { ScenarioCashflow } from '#scenarios/cashflowScenario.js';
import type { PaymentExplanation } from '#scenarios/explainPayment.js';
import type { TriggerRow } from '#waterfall/distribution.js';
import type { ExplanationRecord } from './documents/cashflowSchema.js';
import { feeFormula, interestFormula } from './dueFormula.js';

/** The chain of reasons behind one payment. */
export function explanationRecord(
  { name, period, movements }: PaymentExplanation,
  cashflow: Pick<ScenarioCashflow, 'collections' | 'distribution'>,
  when: (period: number) => { payment: number; date: string | null },
): ExplanationRecord {
  const { plan } = cashflow.distribution;
  const text = (amount: Money): string => formatMoney(amount, plan.decimals);
  const { collections } = cashflow;
  const { firstMonth, endMonth } = plan.periods[period]!;
  return {
    name,
    ...when(period),
    collected: {
      firstMonth: firstMonth + 1,
      lastMonth: endMonth,
      interest: text(collections.interest[period]!),
      scheduledPrincipal: text(collections.scheduledPrincipal[period]!),
      prepaidPrincipal: text(collections.prepaidPrincipal[period]!),
      recoveries: text(collections.recoveries[period]!),
    },
    interestFormula: interestFormula(name, period, cashflow.distribution),
    feeFormula: feeFormula(name, period, cashflow),
    triggers: cashflow.distribution.triggers.map(({ name: trigger, rows }) => {
      const row = rows[period]!;
      const since = rows.slice(0, period + 1).findLastIndex((one) => !one.inForce) + 1;
      const first = row.inForce ? when(since) : null;
      return { name: trigger, inForce: row.inForce, value: triggerValue(row), since: first };
    }),
    steps: movements.map((movement) => ({
      step: movement.step + 1,
      do: plan.steps[movement.step]!.do,
      name: movement.name,
      kind: movement.kind,
      available: text(movement.available),
      sources: movement.sources.map(({ account, amount }) => ({ account, amount: text(amount) })),
      due: text(movement.due),
      paid: text(movement.paid),
      from: movement.from.map(({ account, amount }) => ({ account, amount: text(amount) })),
      limit: movement.limit,
    })),
  };
}

export function triggerValue({ numerator, denominator }: TriggerRow): number | null {
  if (numerator === undefined || denominator === undefined || denominator.isZero()) return null;
  return moneyToFloat(numerator) / moneyToFloat(denominator);
}
