import { annuityGrowth } from './annuity.js';
import type { FixedRateStress } from './assumptions.js';
import { pushChange } from './contractChanges.js';
import type { FloatingRate } from './floatingRate.js';
import { rateAtReset } from './floatingRate.js';

/** A loan whose terms change at known months: an opening phase, resets of its rate, a stress of it. */
export interface PhasedContract {
  readonly months: number;
  readonly paymentInterval: number;
  readonly annualRate: number;
  readonly principal: 'level' | 'equal' | 'at-end';
  readonly capitalizingMonths: number;
  readonly interestOnlyMonths: number;
  /** Share of the balance at the cut-off that stays for the last payment. */
  readonly balloonShare: number;
  readonly floating: FloatingRate | undefined;
  readonly stress: FixedRateStress | undefined;
  /** Divisor of the first phase where the tape's installment is kept; otherwise it is worked out. */
  readonly keptDivisor: number | undefined;
}

/**
 * The changes of such a loan. Interest-only months come after capitalizing ones. Whenever a phase ends or the rate
 * changes, a level loan is re-leveled over the payments that are left, so that only the balloon remains with the
 * last: divisor = s(n) / (1 − balloon / balance). Equal principal is spread over the payments after the phases.
 */
export function phaseChanges(contract: PhasedContract, changes: number[]): void {
  const { months, paymentInterval: interval } = contract;
  const quietMonths = Math.min(contract.capitalizingMonths, months - 1);
  const principalFrom = Math.min(quietMonths + contract.interestOnlyMonths, months - 1);
  let annualRate = contract.annualRate;
  let balance = 1;
  let divisor = Number.POSITIVE_INFINITY;
  let decay = 1;
  let resets = 0;
  for (let month = 0; month < months; month++) {
    const reset = resetRate(contract, annualRate, month, resets);
    if (reset !== undefined) resets++;
    const moves = reset !== undefined && reset !== annualRate;
    annualRate = reset ?? annualRate;
    const rate = annualRate / 12;
    if (month === 0 || moves || month === quietMonths || month === principalFrom) {
      const quiet = month < quietMonths;
      if (month < principalFrom || contract.principal === 'at-end') {
        divisor = Number.POSITIVE_INFINITY;
        decay = 1;
      } else {
        const payments = Math.ceil((months - month) / interval);
        const repaying = Math.max(1e-9, 1 - contract.balloonShare / balance);
        if (contract.principal === 'equal') {
          if (month === principalFrom) divisor = payments / repaying;
        } else {
          const periodRate = rate * interval;
          const kept = month === 0 ? contract.keptDivisor : undefined;
          divisor = kept ?? annuityGrowth(periodRate, payments) / repaying;
          decay = 1 / (1 + periodRate);
        }
      }
      const growth = quiet ? rate : 0;
      pushChange(changes, { month, divisor, decay, rate: quiet ? 0 : rate, growth, accruedAfter: 0 });
    }
    if (month < quietMonths) balance *= 1 + rate;
    else if ((months - month - 1) % interval === 0) {
      balance -= balance / divisor;
      divisor = (divisor - 1) * decay;
    }
  }
}

/** The annual rate from this month on where it is set anew, otherwise undefined. */
function resetRate(
  contract: PhasedContract,
  annualRate: number,
  month: number,
  resets: number,
): number | undefined {
  const { floating, stress } = contract;
  if (floating === undefined) {
    return stress !== undefined && month + 1 === stress.fromMonth
      ? Math.max(0, annualRate + stress.change)
      : undefined;
  }
  const since = month - floating.firstResetMonths;
  if (since < 0 || since % floating.resetMonths !== 0) return undefined;
  return rateAtReset(floating, annualRate, month, resets === 0);
}
