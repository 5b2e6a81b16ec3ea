import { formatDate } from '#basics/calendarDate.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';

/** What a result says of its deal. A plan without a stated cut-off has no dates worth showing. */
export interface DealRecord {
  readonly name: string;
  readonly currency: string | null;
  readonly closingDate: string | null;
  readonly legalFinalDate: string | null;
}

export function dealRecord(plan: PaymentPlan): DealRecord {
  return {
    name: plan.dealName,
    // XXX is ISO 4217 for "no currency".
    currency: plan.currency === 'XXX' ? null : plan.currency,
    closingDate: plan.nominalDates ? null : formatDate(plan.closingDate),
    legalFinalDate: plan.nominalDates ? null : formatDate(plan.periods.at(-1)!.paymentDate),
  };
}
