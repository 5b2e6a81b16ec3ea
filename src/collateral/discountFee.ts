import type { CalendarDate } from '#basics/calendarDate.js';
import { addDays } from '#basics/calendarDate.js';
import { yearFraction } from '#basics/dayCount.js';

/** A trade receivable or payable that is paid in one amount; `advance` is what was paid for it. */
export interface Invoice {
  readonly face: number;
  readonly advance: number;
  readonly start: CalendarDate;
  readonly due: CalendarDate;
}

/** A fee taken out of the face; several of them add up. */
export type DiscountFee =
  | { readonly kind: 'fixed'; readonly amount: number }
  | { readonly kind: 'share'; readonly rate: number }
  /** A share of the face for every `days` days from start to due, those begun or only those completed. */
  | {
      readonly kind: 'per-period';
      readonly rate: number;
      readonly days: number;
      readonly count: 'started' | 'completed';
    }
  /** Interest on the advance, ACT/365. */
  | { readonly kind: 'interest'; readonly annualRate: number };

/**
 * Income within the face of an invoice: what remains is its principal. Cases: the open engine's receivable test
 * (docs/methodology/collateral.md, Discount instruments). Never more than the face.
 */
export function discountFee(invoice: Invoice, fees: readonly DiscountFee[]): number {
  const total = fees.reduce((sum, fee) => sum + oneFee(invoice, fee), 0);
  return Math.min(invoice.face, total);
}

function oneFee({ face, advance, start, due }: Invoice, fee: DiscountFee): number {
  switch (fee.kind) {
    case 'fixed':
      return fee.amount;
    case 'share':
      return face * fee.rate;
    case 'per-period': {
      const periods = (due - start) / fee.days;
      return face * fee.rate * (fee.count === 'started' ? Math.ceil(periods) : Math.floor(periods));
    }
    case 'interest':
      return advance * fee.annualRate * yearFraction('act/365', start, due);
    default:
      return fee satisfies never;
  }
}

/** What becomes of an invoice on and after its due date, by days. */
export interface InvoiceOutcome {
  readonly defaultShare: number;
  readonly recoveryRate: number;
  /** Shares of the recovery by days after the due date; the loss comes with the last. */
  readonly recoveryByDays: readonly { readonly days: number; readonly share: number }[];
}

export interface InvoiceFlow {
  readonly date: CalendarDate;
  readonly principal: number;
  readonly fee: number;
  readonly defaulted: number;
  readonly recovery: number;
  readonly loss: number;
}

/** The dated flows of one invoice: a default reduces face and fee alike, and principal, fee and default add up to the face. */
export function invoiceFlows(
  invoice: Invoice,
  fees: readonly DiscountFee[],
  outcome: InvoiceOutcome,
): InvoiceFlow[] {
  const { face, due } = invoice;
  const fee = discountFee(invoice, fees) * (1 - outcome.defaultShare);
  const defaulted = face * outcome.defaultShare;
  const flows: InvoiceFlow[] = [
    { date: due, principal: face - defaulted - fee, fee, defaulted, recovery: 0, loss: 0 },
  ];
  if (defaulted === 0) return flows;
  const recovered = defaulted * outcome.recoveryRate;
  const parts = [...outcome.recoveryByDays].sort((a, b) => a.days - b.days);
  parts.forEach(({ days, share }, i) => {
    const loss = i === parts.length - 1 ? defaulted - recovered : 0;
    const date = addDays(due, days);
    flows.push({ date, principal: 0, fee: 0, defaulted: 0, recovery: recovered * share, loss });
  });
  return flows;
}
