import type { Cohorts } from './cohorts.js';
import { changeStride } from './contractChanges.js';

/** What contracts of a batch that are not plain have besides the recursion, and what they pay in a month. */
export interface ContractColumns {
  readonly accrued: Float64Array;
  readonly feePerPrincipal: Float64Array;
  readonly paymentInterval: Int32Array;
  readonly byDays: Uint8Array;
  readonly growthRate: Float64Array;
  /** 1 where growth is money drawn, 0 where it is interest added to the balance. */
  readonly draws: Uint8Array;
  readonly extraAccrued: Float64Array;
  readonly changes: Float64Array;
  readonly nextChange: Uint32Array;
  readonly endChange: Uint32Array;
  /** Of the month stepped to, per unit of its opening balance: principal, interest and fee due, and growth. */
  readonly share: Float64Array;
  /** `share` as a divisor, so that the simplest loans divide once and not twice. */
  readonly by: Float64Array;
  readonly due: Float64Array;
  readonly growth: Float64Array;
  /** Interest owed with prepaid principal at the start and at the end of the month, per unit of balance then. */
  readonly owedBefore: Float64Array;
  readonly owedAfter: Float64Array;
}

export function newContractColumns(cohorts: Cohorts, rows: Uint32Array): ContractColumns {
  const { terms } = cohorts;
  const count = rows.length;
  const numbers = () => new Float64Array(count);
  return {
    accrued: Float64Array.from(rows, (row) => terms.accruedAtStart[row]!),
    feePerPrincipal: Float64Array.from(rows, (row) => terms.feePerPrincipal[row]!),
    paymentInterval: Int32Array.from(rows, (row) => terms.paymentInterval[row]!),
    byDays: Uint8Array.from(rows, (row) => terms.byDays[row]!),
    growthRate: numbers(),
    draws: Uint8Array.from(rows, (row) => terms.draws[row]!),
    extraAccrued: numbers(),
    changes: terms.changes,
    nextChange: Uint32Array.from(rows, (row) => terms.changeStart[row]!),
    endChange: Uint32Array.from(rows, (row) => terms.changeStart[row + 1]!),
    share: numbers(),
    by: numbers(),
    due: numbers(),
    growth: numbers(),
    owedBefore: numbers(),
    owedAfter: numbers(),
  };
}

/** The recursion's own columns of a batch. */
export interface Recursion {
  readonly monthlyRate: Float64Array;
  readonly divisor: Float64Array;
  readonly decay: Float64Array;
  readonly monthCount: Int32Array;
}

/**
 * Takes the contracts of loans 0 to `count` − 1 through month `elapsed` (the first is 1) of `days` days. In a loan's
 * last month all principal is due, whatever its divisor.
 */
export function stepContracts(
  contract: ContractColumns,
  recursion: Recursion,
  count: number,
  elapsed: number,
  days: number,
): void {
  const { monthlyRate, divisor, decay, monthCount } = recursion;
  const { accrued, feePerPrincipal, paymentInterval, byDays, growthRate, extraAccrued } = contract;
  const { share, by, due, growth, owedBefore, owedAfter } = contract;
  for (let i = 0; i < count; i++) {
    owedBefore[i] = accrued[i]! + extraAccrued[i]!;
    applyChange(contract, recursion, i, elapsed - 1);
    const left = monthCount[i]! - elapsed;
    const pays = left % paymentInterval[i]! === 0;
    const divideBy = left === 0 ? 1 : pays ? divisor[i]! : Number.POSITIVE_INFINITY;
    const principal = 1 / divideBy;
    const accruedNow = accrued[i]! + monthlyRate[i]! * (byDays[i] === 1 ? days : 1);
    share[i] = principal;
    by[i] = divideBy;
    due[i] = pays ? accruedNow + principal * feePerPrincipal[i]! : 0;
    growth[i] = left === 0 ? 0 : growthRate[i]!;
    accrued[i] = pays ? 0 : accruedNow;
    owedAfter[i] = accrued[i]! + extraAccrued[i]!;
    if (pays) divisor[i] = Math.max(1, (divisor[i]! - 1) * decay[i]!);
  }
}

function applyChange(contract: ContractColumns, recursion: Recursion, i: number, month: number): void {
  const { changes, nextChange, endChange } = contract;
  const at = nextChange[i]!;
  if (at >= endChange[i]! || changes[at] !== month) return;
  recursion.divisor[i] = changes[at + 1]!;
  recursion.decay[i] = changes[at + 2]!;
  recursion.monthlyRate[i] = changes[at + 3]!;
  contract.growthRate[i] = changes[at + 4]!;
  contract.extraAccrued[i] = changes[at + 5]!;
  nextChange[i] = at + changeStride;
}
