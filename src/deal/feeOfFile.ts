import type { DayCount } from '#basics/dayCount.js';
import type { FileFee } from './dealSchema.js';
import { type Charge, drawnWord, type Fee, feeBases } from './fee.js';

/** A fee of a file that `checkFees` has found to be of one kind. */
export function feeOf(fee: FileFee, defaultDayCount: DayCount, notes: readonly string[]): Fee {
  return {
    name: fee.name,
    charge: chargeOf(fee, fee.dayCount ?? defaultDayCount, notes),
    unpaid: fee.unpaid ?? 'carried',
  };
}

function chargeOf(fee: FileFee, dayCount: DayCount, notes: readonly string[]): Charge {
  const { rate, of, amount } = fee;
  if (fee.per === 'closing') throw new Error(`fee ${fee.name} is paid at closing`);
  if (amount !== undefined) return { kind: 'fixed', amount, per: fee.per ?? 'payment', dayCount };
  if (fee.reported !== undefined) return { kind: 'named', amount: fee.reported };
  if (rate === undefined || of === undefined) throw new Error(`fee ${fee.name} was not checked`);
  if (of === 'interest' || of === 'collections') return { kind: 'collected', rate, of };
  const base = feeBases.find((known) => known === of) ?? baseByName(of, notes);
  return { kind: 'annual', rate, of: base, dayCount, over: fee.over ?? 'accrual' };
}

/** `A + B` are classes, `drawn liquidity` is what a support has paid, any other name an account or a support. */
export function baseByName(of: string, notes: readonly string[]) {
  const names = of.split('+').map((name) => name.trim());
  if (names.every((name) => notes.includes(name))) return { notes: names };
  return of.startsWith(drawnWord) ? { drawn: of.slice(drawnWord.length) } : { account: of };
}
