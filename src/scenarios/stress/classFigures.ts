import { effectiveAnnual, nominal } from '#pricing/cashflow/compounding.js';
import { internalRateOfReturn, yieldOfEstimatedFlows } from '#pricing/cashflow/yieldToMaturity.js';
import { classCash, type ExpectedClass } from '#pricing/expectedClass.js';
import type { PaymentTimes } from '#pricing/montecarlo/paymentTimes.js';
import type { CompiledFlows } from '#waterfall/compiled/layout.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { type Purchases, type PurchaseTime, purchaseOf, purchaseTime } from './purchase.js';

/** What a scenario makes of one class. null where the class has no such figure. */
export interface ClassFigures {
  readonly name: string;
  readonly kind: 'interest-bearing' | 'residual';
  readonly balance: number;
  /** Per 100 of balance: expected flows at the risk-free rate and the net premium. */
  readonly price: number | null;
  /** Nominal, compounded at the payment frequency, on month counts, if bought as `Purchase` says. */
  readonly yield: number | null;
  /** The same as an effective annual rate on actual days over 365; −1 where nothing comes back. */
  readonly return: number | null;
  readonly weightedAverageLife: number | null;
  /** Currency units unpaid at legal final; null for a residual class. */
  readonly principalLoss: number | null;
  readonly lossRate: number | null;
  /** Interest unpaid at legal final, or lost on the way where the class loses it. */
  readonly interestShortfall: number | null;
  /** First payment, counted from 1, on which interest that was due was not paid in full; null for none. */
  readonly firstShortfall: number | null;
}

export function classFigures(
  plan: PaymentPlan,
  note: number,
  flows: CompiledFlows,
  times: PaymentTimes,
  valued: ExpectedClass,
  bought: Purchases,
  unit: number,
): ClassFigures {
  const { name, kind, balance } = valued;
  const residual = kind === 'residual';
  const principalLoss = flows.balanceAtEnd[(note + 1) * flows.periodCount - 1]!;
  const purchase = purchaseOf(bought, name);
  const time = purchaseTime(plan, purchase);
  const held = time.first === 0 ? balance : flows.balanceAtEnd[note * flows.periodCount + time.first - 1]!;
  const paid = (held * purchase.price) / 100;
  return {
    name,
    kind,
    balance,
    price: valued.price,
    yield: held > unit / 2 ? yieldAt(plan, note, flows, times, time, paid) : null,
    return: held > unit / 2 ? returnAt(plan, note, flows, time, paid) : null,
    weightedAverageLife: valued.weightedAverageLife,
    principalLoss: residual ? null : principalLoss,
    lossRate: valued.expectedLoss,
    interestShortfall: residual ? null : interestShortfall(plan, note, flows),
    firstShortfall: residual ? null : firstShortfall(note, flows, unit),
  };
}

/** What a class is short of at the end: principal and interest together, in currency units; 0 for a residual one. */
export function shortOf({ principalLoss, interestShortfall: unpaid }: ClassFigures): number {
  return (principalLoss ?? 0) + (unpaid ?? 0);
}

function yieldAt(
  plan: PaymentPlan,
  note: number,
  flows: CompiledFlows,
  { years }: PaymentTimes,
  time: PurchaseTime,
  paid: number,
): number | null {
  const timed = {
    years: years.slice(time.first).map((year) => year - time.years),
    amounts: classCash(flows, note).subarray(time.first),
  };
  const found = yieldOfEstimatedFlows(timed, paid, nominal(12 / plan.paymentMonths));
  return found.found ? found.rate : null;
}

function returnAt(
  plan: PaymentPlan,
  note: number,
  flows: CompiledFlows,
  { first, date }: PurchaseTime,
  paid: number,
): number | null {
  const cash = Array.from(classCash(flows, note).subarray(first));
  if (cash.every((amount) => amount === 0)) return -1;
  const years = plan.periods.slice(first).map(({ paymentDate }) => (paymentDate - date) / 365);
  const timed = { years: [0, ...years], amounts: [-paid, ...cash] };
  const found = internalRateOfReturn(timed, effectiveAnnual);
  return found.found ? found.rate : null;
}

function interestShortfall(plan: PaymentPlan, note: number, flows: CompiledFlows): number {
  const { periodCount, interestShortfall: unpaid } = flows;
  const row = unpaid.subarray(note * periodCount, (note + 1) * periodCount);
  const rule = plan.notes[note]!.unpaidInterest;
  if (rule === 'capitalized') return 0;
  return rule === 'lost' ? row.reduce((sum, amount) => sum + amount, 0) : row.at(-1)!;
}

function firstShortfall(note: number, flows: CompiledFlows, unit: number): number | null {
  const { periodCount, interestShortfall: unpaid } = flows;
  for (let p = 0; p < periodCount; p++) if (unpaid[note * periodCount + p]! > unit) return p + 1;
  return null;
}
