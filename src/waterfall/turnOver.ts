import type { EventOrder } from '#collateral/assumptions.js';
import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import type { DailyDrawings } from '#collateral/dailyDrawings.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';
import type { Collections } from './availableFunds.js';
import type { Turnover, TurnoverMonth } from './monthTurnover.js';
import type { PaymentPlan } from './paymentPlan.js';
import { minorUnit } from './planQueries.js';
import type { PurchaseMarket } from './purchaseMarket.js';
import { turnoverByDay } from './turnoverByDay.js';
import { type BoughtMix, turnoverByFormula } from './turnoverByFormula.js';

/** Whether collateral month `month` (the first is 0) buys loans with its principal as that comes in. */
export function buysInside({ turnover }: PaymentPlan, month: number, isStopped: boolean): boolean {
  return !isStopped && turnover.months[month] === 1;
}

/** What is bought where no limit holds a lot back. */
export function boughtMix({ share, limits }: PurchaseLots, drawings: DailyDrawings | undefined): MixByLot {
  const byLot = drawings?.dailyRate ?? new Float64Array(share.length);
  let dailyRate = 0;
  for (let lot = 0; lot < share.length; lot++) dailyRate += share[lot]! * byLot[lot]!;
  const limited = limits.length > 0 || share.every((part) => part === 0);
  return { share, dailyRate, byLot, limited };
}

export interface MixByLot extends BoughtMix {
  readonly byLot: Float64Array;
  /** Whether limits may hold a lot back, or nothing is eligible: then there is no closed form. */
  readonly limited: boolean;
}

/** What a pool pays in a month by itself. */
export interface MonthFlows {
  readonly balanceAtStart: number;
  readonly purchasedPrincipal: number;
  readonly defaultedPrincipal: number;
  readonly scheduledPrincipal: number;
  readonly prepaidPrincipal: number;
}

/**
 * The month as the turnover sees it. Drawings pay by the day, the same share of what is out; whatever else comes of
 * principal (last payments, prepayment, loans that pay monthly) comes on the last day. `repaidDays` is what the
 * daily repayments take off performing × days.
 */
export function turnoverMonth(
  plan: PaymentPlan,
  month: number,
  flows: MonthFlows,
  drawings: DailyDrawings | undefined,
  order: EventOrder,
): TurnoverMonth & { readonly repaidDays: number } {
  const { scheduledPrincipal: scheduled, prepaidPrincipal: prepaid } = flows;
  const days = collateralMonthEnd(plan.cutOffDate, month + 1) - collateralMonthEnd(plan.cutOffDate, month);
  // Prepaid at the start of the month in the order `actual`, at its end in the others.
  const early = order === 'actual' ? prepaid : 0;
  const performing = flows.balanceAtStart + flows.purchasedPrincipal - flows.defaultedPrincipal - early;
  const h = drawings?.repaidPerDay ?? 0;
  const left = leftAfter(h, days);
  // Loans that are late pay nothing, so that no more can pay by the day than what was paid.
  const paying = h === 0 ? 0 : Math.min(performing, scheduled / (1 - left));
  const byDay = paying * (1 - left);
  return {
    days,
    every: plan.turnover.every,
    performing,
    paying,
    repaidPerDay: h,
    atEnd: Math.max(0, scheduled + prepaid - byDay),
    price: plan.purchasePrice.value,
    repaidDays: h === 0 ? 0 : paying * days - byDay / h,
  };
}

function leftAfter(h: number, days: number): number {
  let left = 1;
  for (let day = 0; day < days; day++) left *= 1 - h;
  return left;
}

export interface TurnoverSides {
  readonly market: PurchaseMarket;
  readonly lotBalance: Float64Array;
  readonly mix: MixByLot;
  readonly heldAtStart: Float64Array;
  readonly heldAtEnd: Float64Array;
  readonly ledger: 'by-day' | 'formula';
}

/** Buys with the month's principal, by the day in whole units or in closed form. */
export function turnOver(
  plan: PaymentPlan,
  month: TurnoverMonth,
  sides: TurnoverSides,
  into: Turnover,
): void {
  const { market, lotBalance, mix, heldAtStart, heldAtEnd, ledger } = sides;
  if (ledger === 'formula' && !mix.limited) {
    turnoverByFormula(month, mix, into);
    return;
  }
  // A name a cent beyond its limit is bought no more: with limits, cents would decide what both runners buy.
  const unit = ledger === 'by-day' && !mix.limited ? minorUnit(plan) : 0;
  const day = { market, lotBalances: lotBalance, dailyRate: mix.byLot, unit, heldAtStart, heldAtEnd };
  turnoverByDay(month, day, into);
}

/** What bought loans inside the period is not there on the date: scheduled principal first, then what was prepaid. */
export function withoutReinvested(into: Collections, period: number, reinvested: number): void {
  const { scheduledPrincipal: scheduled, prepaidPrincipal: prepaid } = into;
  const first = Math.min(reinvested, scheduled[period]!);
  scheduled[period]! -= first;
  prepaid[period] = Math.max(0, prepaid[period]! - (reinvested - first));
  into.reinvested[period] = reinvested;
}
