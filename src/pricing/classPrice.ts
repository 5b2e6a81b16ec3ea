import type { PaymentPlan } from '#waterfall/plan.js';
import { nominal } from './cashflow/compounding.js';
import { rateSensitivity } from './cashflow/duration.js';
import { yieldOfEstimatedFlows } from './cashflow/yieldToMaturity.js';

/** How a class is discounted over the risk-free rate, a year. */
export interface DiscountSpread {
  readonly premium: number;
  /** Expected loss over average life; null for a residual class. Not deducted where `rule` is full. */
  readonly expectedLossPerYear: number | null;
  readonly rule: 'net' | 'full';
  /** What is used: premium, or max(0, premium − expected loss a year). */
  readonly spread: number;
}

/**
 * What any pricing method says of a class. Prices are per 100 of balance at the cut-off, valued at closing,
 * when no interest has accrued; rates are fractions; times are years on the month grid: months from closing
 * ÷ 12, parts of a month by days. null where the class has no such figure: no price without a balance, no yield
 * where no rate gives the price, no life where no principal is paid.
 */
export interface ClassValuation {
  readonly name: string;
  readonly kind: 'interest-bearing' | 'residual';
  readonly balance: number;
  /** Share of the pool behind this class and those repaid with or before it; below zero if there is none. */
  readonly creditEnhancement: number;
  readonly price: number | null;
  /** Currency units. */
  readonly value: number;
  /** Nominal, compounded at the payment frequency, of expected flows at the price. */
  readonly yield: number | null;
  readonly weightedAverageLife: number | null;
  readonly modifiedDuration: number | null;
  readonly discount: DiscountSpread;
}

export interface ValuedFlows {
  readonly value: number;
  /** Cash by payment date, and its times. */
  readonly years: Float64Array;
  readonly cash: Float64Array;
  readonly weightedAverageLife: number | undefined;
  readonly discount: DiscountSpread;
}

const noYield = { found: false } as const;

export function valuation(plan: PaymentPlan, note: number, flows: ValuedFlows): ClassValuation {
  const { name, kind, openingBalance } = plan.notes[note]!;
  const balance = openingBalance.value;
  const compounding = nominal(12 / plan.paymentMonths);
  const timed = { years: flows.years, amounts: flows.cash };
  // The yield of a class that nobody paid for says nothing.
  const found = balance > 0 ? yieldOfEstimatedFlows(timed, flows.value, compounding) : noYield;
  const sensitivity = found.found ? rateSensitivity(timed, found.rate, compounding) : undefined;
  return {
    name,
    kind,
    balance,
    creditEnhancement: creditEnhancement(plan, note),
    price: balance > 0 ? (100 * flows.value) / balance : null,
    value: flows.value,
    yield: found.found ? found.rate : null,
    weightedAverageLife: flows.weightedAverageLife ?? null,
    modifiedDuration: sensitivity?.modifiedDuration ?? null,
    discount: flows.discount,
  };
}

/** 1 − (classes repaid with or before this one) / pool: the share of the pool that must be lost before it is. */
function creditEnhancement(plan: PaymentPlan, note: number): number {
  const ranks = principalRanks(plan);
  const ahead = plan.notes.reduce(
    (sum, { openingBalance }, other) => (ranks[other]! <= ranks[note]! ? sum + openingBalance.value : sum),
    0,
  );
  return 1 - ahead / plan.poolBalance.value;
}

/**
 * Place of each class in the order of principal: by the first step that pays it without a trigger being in
 * force, and by its place in that step where the step is sequential. Classes that share pro rata share a rank; a
 * class that no such step pays comes last.
 */
function principalRanks(plan: PaymentPlan): readonly number[] {
  const ranks = plan.notes.map(() => Number.POSITIVE_INFINITY);
  let next = 0;
  for (const step of plan.steps) {
    if (step.do !== 'pay-principal' || step.when.length > 0) continue;
    const first = next;
    for (const note of step.notes) {
      const rank = step.share === 'pro-rata' ? first : next;
      next++;
      if (ranks[note] === Number.POSITIVE_INFINITY) ranks[note] = rank;
    }
  }
  return ranks;
}
