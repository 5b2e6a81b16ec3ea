import { rateOf } from '#basics/rate.js';
import type { Coupon } from './coupon.js';
import type { FileCoupon } from './dealSchema.js';

const noMargin = rateOf('0');

export function couponOf(coupon: FileCoupon): Coupon {
  if (Array.isArray(coupon)) {
    return { kind: 'stepped', steps: coupon.map(({ from, rate }) => ({ from, rate })) };
  }
  if (!('index' in coupon)) return { kind: 'fixed', rate: coupon };
  const { index, margin = noMargin, floor, cap, resets = 'period' } = coupon;
  const margins = Array.isArray(margin)
    ? margin.map(({ from, rate }) => ({ from, rate }))
    : [{ from: undefined, rate: margin }];
  return { kind: 'floating', index, margins, floor, cap, resets };
}
