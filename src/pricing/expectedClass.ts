import type { CompiledFlows } from '#waterfall/compiled/layout.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { weightedAverageLife } from './cashflow/weightedAverageLife.js';
import { type ClassValuation, type DiscountSpread, valuation } from './classPrice.js';
import { riskFreeRates, type ShortRateModel } from './models/rateSteps.js';
import { pathDiscount } from './montecarlo/pathDiscount.js';
import type { PaymentTimes } from './montecarlo/paymentTimes.js';

export interface ExpectedClass extends ClassValuation {
  /** Principal unpaid at legal final over balance; null for a residual class and one without a balance. */
  readonly expectedLoss: number | null;
}

/**
 * One class of a run without chance, its expected flows at the risk-free rate plus max(0, premium − expected loss a
 * year), or plus the whole premium where the rule is `full`.
 */
export function expectedClass(
  plan: PaymentPlan,
  note: number,
  flows: CompiledFlows,
  times: PaymentTimes,
  rates: Float64Array,
  premium: { readonly rate: number; readonly rule: 'net' | 'full' },
): ExpectedClass {
  const { kind, openingBalance } = plan.notes[note]!;
  const balance = openingBalance.value;
  const unpaid = flows.balanceAtEnd[(note + 1) * plan.periods.length - 1]!;
  const expectedLoss = kind === 'residual' || balance === 0 ? null : unpaid / balance;
  const valued = valueClass(plan, note, flows, times, rates, (life) => {
    const yearly = expectedLoss === null ? null : expectedLoss / (life ?? times.years.at(-1)!);
    const deducted = premium.rule === 'net' ? (yearly ?? 0) : 0;
    const spread = Math.max(0, premium.rate - deducted);
    return { premium: premium.rate, expectedLossPerYear: yearly, rule: premium.rule, spread };
  });
  return { ...valued, expectedLoss };
}

/** The risk-free rate of each month up to the last payment. */
export function monthlyRates(model: ShortRateModel, times: PaymentTimes): Float64Array {
  const last = times.month.reduce((most, month) => Math.max(most, month), 0);
  return riskFreeRates(model, last + 1, 1 / 12);
}

/** One class discounted at the rates plus a spread that may depend on its average life. */
export function valueClass(
  plan: PaymentPlan,
  note: number,
  flows: CompiledFlows,
  times: PaymentTimes,
  rates: Float64Array,
  discountOf: (life: number | undefined) => DiscountSpread,
): ClassValuation {
  const cash = classCash(flows, note);
  const life = weightedAverageLife(times.years, rowOf(flows.principalPaid, flows, note));
  const discount = discountOf(life);
  const factors = new Float64Array(cash.length);
  pathDiscount(times, Float64Array.of(discount.spread))(rates, factors);
  const value = cash.reduce((sum, paid, p) => sum + paid * factors[p]!, 0);
  return valuation(plan, note, { value, years: times.years, cash, weightedAverageLife: life, discount });
}

/** All cash of a class, payment by payment. */
export function classCash(flows: CompiledFlows, note: number): Float64Array {
  const interest = rowOf(flows.interestPaid, flows, note);
  const residual = rowOf(flows.residualPaid, flows, note);
  return rowOf(flows.principalPaid, flows, note).map((paid, p) => paid + interest[p]! + residual[p]!);
}

function rowOf(table: Float64Array, { periodCount }: CompiledFlows, note: number): Float64Array {
  return table.subarray(note * periodCount, (note + 1) * periodCount);
}
