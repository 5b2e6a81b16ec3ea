import { yearFractionExact } from '#basics/dayCount.js';
import {
  dividedBy,
  isNegative,
  type Money,
  money,
  moneyToFloat,
  negate,
  positivePart,
  subtract,
  sum,
  times,
  zero,
} from '#basics/money.js';
import type { Hedge } from '#deal/hedge.js';
import { amountOf, applyTerms, noAmount } from './amount.js';
import type { ExactTerm, PeriodFactors, PlanCharge, PlanFee, PlanInflow } from './paymentPlan.js';
import { planAmountRule } from './planAmountRule.js';
import { type DateSpan, scaledFactors } from './planFactors.js';
import type { PlanSizes } from './planSizes.js';
import { rateSpans } from './rateSpans.js';

/** The two sides of a hedge, netted period by period: what it brings, and what it costs (nothing, for a cap). */
export function planHedge(
  hedge: Hedge,
  spans: readonly DateSpan[],
  sizes: PlanSizes,
  into: number,
): { readonly inflow: PlanInflow; readonly fee: PlanFee | undefined } {
  const net = spans.map((span) => netShare(hedge, sizes, span));
  const inflow = { name: hedge.name, into, ...onNotional(hedge, factorsOf(net.map(positivePart)), sizes) };
  if (hedge.legs.kind === 'cap') return { inflow, fee: undefined };
  const owed = net.map((share) => (isNegative(share) ? negate(share) : zero));
  const fee = { name: hedge.name, carried: true, ...onNotional(hedge, factorsOf(owed), sizes) };
  return { inflow, fee };
}

/** What is received less what is paid for a period, as a share of the notional. */
function netShare(hedge: Hedge, sizes: PlanSizes, span: DateSpan): Money {
  const { legs } = hedge;
  const { indices } = sizes.terms;
  if (legs.kind === 'swap') {
    const leg = (coupon: typeof legs.pay): Money =>
      sum(rateSpans(coupon, indices, span).map(({ start, end, rate }) => accrued(hedge, rate, start, end)));
    return subtract(leg(legs.receive), leg(legs.pay));
  }
  const strikes = rateSpans(legs.strike, indices, span);
  const parts = strikes.flatMap((strike) =>
    rateSpans(legs.index, indices, { start: strike.start, end: strike.end }).map(({ start, end, rate }) =>
      accrued(hedge, positivePart(subtract(rate, strike.rate)), start, end),
    ),
  );
  return sum(parts);
}

function accrued(hedge: Hedge, rate: Money, start: DateSpan['start'], end: DateSpan['end']): Money {
  return sum(
    yearFractionExact(hedge.dayCount, start, end).map(({ days, basis }) =>
      dividedBy(times(rate, days), basis),
    ),
  );
}

function factorsOf(shares: readonly Money[]): PeriodFactors {
  return {
    values: Float64Array.from(shares, moneyToFloat),
    exact: shares.map((multiplier): ExactTerm[] => [{ multiplier, divisor: 1 }]),
  };
}

/** `100% of A`, `1% of pool` (at the start of the collection period) or an amount. */
function onNotional(hedge: Hedge, factors: PeriodFactors, sizes: PlanSizes): PlanCharge {
  const rule = planAmountRule({ measure: hedge.notional, floor: undefined, cap: undefined }, sizes);
  if (rule.base === 'none') {
    const fixed = factors.exact.map((terms) => amountOf(applyTerms(rule.fixed.exact, terms)));
    const none = factorsOf(factors.exact.map(() => money('0')));
    const fixedOf = { amount: rule.fixed.exact, factors: factors.exact };
    return { base: 'none', refs: [], factors: none, fixed, fixedOf, named: -1 };
  }
  if (rule.base !== 'pool' && rule.base !== 'notes') throw new Error(`hedge ${hedge.name} was not checked`);
  const share = { value: rule.share.value, text: rule.share.exact.toFixed() };
  const fixed = factors.exact.map(() => noAmount);
  return { base: rule.base, refs: rule.notes, factors: scaledFactors(factors, share), fixed, named: -1 };
}
