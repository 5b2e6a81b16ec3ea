import type { DayCount } from '#basics/dayCount.js';
import type { FileFee } from './dealSchema.js';
import { type Charge, type Fee, feeBases } from './fee.js';

/** A fee of a file that `checkFees` has found to be of one kind. */
export function feeOf(fee: FileFee, defaultDayCount: DayCount): Fee {
  return {
    name: fee.name,
    charge: chargeOf(fee, fee.dayCount ?? defaultDayCount),
    unpaid: fee.unpaid ?? 'carried',
  };
}

function chargeOf(fee: FileFee, dayCount: DayCount): Charge {
  const { rate, of, amount } = fee;
  if (amount !== undefined) return { kind: 'fixed', amount, per: fee.per ?? 'payment', dayCount };
  if (fee.reported !== undefined) return { kind: 'named', amount: fee.reported };
  if (rate === undefined || of === undefined) throw new Error(`fee ${fee.name} was not checked`);
  if (of === 'interest' || of === 'collections') return { kind: 'collected', rate, of };
  const base = feeBases.find((known) => known === of) ?? { account: of };
  return { kind: 'annual', rate, of: base, dayCount, over: fee.over ?? 'accrual' };
}
