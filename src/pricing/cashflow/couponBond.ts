import { addDays, addMonthsKeepingMonthEnd, type CalendarDate, yearMonthDay } from '#basics/calendarDate.js';
import { searchRoot } from '#numerics/brent.js';
import { pow } from '#numerics/elementary.js';
import type { YieldOutcome } from './yieldToMaturity.js';

/** The day bases of spreadsheet bond functions, by their numbers 0 to 4. */
export const bondBases = ['30/360us', 'act/act', 'act/360', 'act/365', '30e/360'] as const;
export type BondBasis = (typeof bondBases)[number];

export interface CouponBond {
  readonly settlement: CalendarDate;
  readonly maturity: CalendarDate;
  /** Annual, as a fraction. */
  readonly coupon: number;
  /** Redemption per 100 of face. */
  readonly redemption: number;
  /** Coupons a year: 1, 2 or 4. */
  readonly perYear: 1 | 2 | 4;
  readonly basis: BondBasis;
}

export interface BondPrice {
  readonly clean: number;
  readonly accruedInterest: number;
  readonly dirty: number;
}

/**
 * Price per 100 of face of a bond with equal coupons, between coupon dates (PRICE of spreadsheets):
 *
 *   dirty = Σ_k (100·c/f) / (1 + y/f)^(k + DSC/E) + redemption / (1 + y/f)^(N − 1 + DSC/E),  k = 0 … N−1
 *   clean = dirty − (100·c/f) · A/E
 *
 * with A days since the last coupon, DSC to the next, E in the period, on the bond's basis; on 30/360 bases
 * DSC = E − A; on ACT/360 and ACT/365 E is the year's 360 or 365 days over f and A, DSC are actual.
 * With one coupon left (N = 1) the broken period earns simple interest: dirty = (redemption + 100·c/f) /
 * (1 + DSC/E · y/f).
 * Source: function help of spreadsheets for PRICE, YIELD, COUPDAYS, COUPDAYSNC.
 */
export function couponBondPrice(bond: CouponBond, yieldRate: number): BondPrice {
  const { sinceLast, toNext, inPeriod, couponsLeft } = couponPeriod(bond);
  const coupon = (100 * bond.coupon) / bond.perYear;
  const perPeriod = yieldRate / bond.perYear;
  const broken = toNext / inPeriod;
  let dirty = 0;
  if (couponsLeft === 1) dirty = (bond.redemption + coupon) / (1 + broken * perPeriod);
  else {
    for (let k = 0; k < couponsLeft; k++) dirty += coupon * pow(1 + perPeriod, -(k + broken));
    dirty += bond.redemption * pow(1 + perPeriod, -(couponsLeft - 1 + broken));
  }
  const accruedInterest = (coupon * sinceLast) / inPeriod;
  return { clean: dirty - accruedInterest, accruedInterest, dirty };
}

/** The yield at which `couponBondPrice` gives this clean price. */
export function couponBondYield(bond: CouponBond, cleanPrice: number): YieldOutcome {
  const excess = (rate: number) => couponBondPrice(bond, rate).clean - cleanPrice;
  const outcome = searchRoot(excess, 0, 0.1, { floor: -0.99 * bond.perYear, ceiling: 1000 });
  return outcome.found
    ? { found: true, rate: outcome.root }
    : { found: false, reason: `no yield up to 100,000 % gives a price of ${cleanPrice}` };
}

function couponPeriod(bond: CouponBond) {
  const { settlement, maturity, basis, perYear } = bond;
  if (settlement >= maturity) throw new Error(`settlement ${settlement} is not before maturity ${maturity}`);
  const step = 12 / perYear;
  let couponsLeft = 1;
  while (addMonthsKeepingMonthEnd(maturity, -step * couponsLeft) > settlement) couponsLeft++;
  const last = addMonthsKeepingMonthEnd(maturity, -step * couponsLeft);
  const next = addMonthsKeepingMonthEnd(maturity, -step * (couponsLeft - 1));
  if (basis === '30/360us' || basis === '30e/360') {
    const inPeriod = 360 / perYear;
    const sinceLast = days30(last, settlement, basis);
    return { sinceLast, toNext: inPeriod - sinceLast, inPeriod, couponsLeft };
  }
  const inPeriod = basis === 'act/act' ? next - last : (basis === 'act/360' ? 360 : 365) / perYear;
  return { sinceLast: settlement - last, toNext: next - settlement, inPeriod, couponsLeft };
}

/** Days between dates in months of 30 days; US: the end is cut to 30 only when the start is. */
function days30(start: CalendarDate, end: CalendarDate, basis: '30/360us' | '30e/360'): number {
  const a = yearMonthDay(start);
  const b = yearMonthDay(end);
  const us = basis === '30/360us';
  const startsAtFebruaryEnd = us && a.month === 2 && yearMonthDay(addDays(start, 1)).month === 3;
  const endsAtFebruaryEnd = us && b.month === 2 && yearMonthDay(addDays(end, 1)).month === 3;
  const startDay = startsAtFebruaryEnd ? 30 : Math.min(a.day, 30);
  const cutEnd = us ? (b.day === 31 && startDay === 30) || (startsAtFebruaryEnd && endsAtFebruaryEnd) : true;
  const endDay = cutEnd ? (endsAtFebruaryEnd ? 30 : Math.min(b.day, 30)) : b.day;
  return (b.year - a.year) * 360 + (b.month - a.month) * 30 + endDay - startDay;
}
