import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import { monthPosition } from '#pricing/montecarlo/paymentTimes.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';

/** What a class is bought for, and when: at closing unless said otherwise. */
export interface Purchase {
  /** Per 100 of the balance on the day, interest accrued since the last payment included. */
  readonly price: number;
  /** Payments on the day itself are the seller's. */
  readonly date?: CalendarDate;
  /** Right after so many payments: where a tape has no dates. */
  readonly afterPayments?: number;
}

/** Purchases by class; a class that is not named is bought at 100 at closing. */
export type Purchases = { readonly [name: string]: Purchase };

const atPar: Purchase = { price: 100 };

export function purchaseOf(bought: Purchases, name: string): Purchase {
  return Object.hasOwn(bought, name) ? bought[name]! : atPar;
}

/** A purchase among the payments of a deal. */
export interface PurchaseTime {
  /** The first payment that is the buyer's; the number of payments where there is none. */
  readonly first: number;
  readonly date: CalendarDate;
  /** From closing, by months as payments are counted. */
  readonly years: number;
}

export function purchaseTime(plan: PaymentPlan, { date, afterPayments = 0 }: Purchase): PurchaseTime {
  const { periods, closingDate, cutOffDate } = plan;
  const on = date ?? (afterPayments === 0 ? closingDate : periods[afterPayments - 1]!.paymentDate);
  const later = periods.findIndex(({ paymentDate }) => paymentDate > on);
  const inMonths = (day: CalendarDate): number => {
    const { month, fraction } = monthPosition(cutOffDate, day);
    return month + fraction;
  };
  return {
    // A payment on the closing date itself is the first buyer's.
    first: on === closingDate ? 0 : later < 0 ? periods.length : later,
    date: on,
    years: (inMonths(on) - inMonths(closingDate)) / 12,
  };
}

/** A purchase as a result tells it. */
export interface PurchaseRecord {
  readonly purchasePrice: number;
  /** Undefined at closing, and where the deal has no dates. */
  readonly purchaseDate: CalendarDate | undefined;
  readonly paymentsBeforePurchase: number;
}

export function purchaseRecord(plan: PaymentPlan, bought: Purchases, name: string): PurchaseRecord {
  const purchase = purchaseOf(bought, name);
  const { first, date } = purchaseTime(plan, purchase);
  const isDated = date !== plan.closingDate && !plan.nominalDates;
  return {
    purchasePrice: purchase.price,
    purchaseDate: isDated ? date : undefined,
    paymentsBeforePurchase: first,
  };
}

/** Why a class cannot be bought then; undefined where it can. */
export function purchaseFault(plan: PaymentPlan, { date, afterPayments }: Purchase): string | undefined {
  const { periods, closingDate, nominalDates } = plan;
  const last = periods.at(-1)!.paymentDate;
  if (afterPayments !== undefined && afterPayments >= periods.length) {
    return `the deal has ${periods.length} payments; after ${afterPayments} nothing is left to buy`;
  }
  if (date === undefined) return undefined;
  if (nominalDates) return 'tape and deal have no dates; @3 buys right after the third payment';
  if (date >= closingDate && date < last) return undefined;
  return `${formatDate(date)} is not between the closing on ${formatDate(closingDate)} and the last payment on ${formatDate(last)}`;
}
