import type { RandomStream } from '#numerics/randomStream.js';
import { type CohortSchedules, tableStride } from './cohortSchedules.js';
import type { ConditionalCurves } from './conditionalCurves.js';
import { monthInClass } from './defaultMonths.js';
import type { AliveSchedule } from './poolFlows.js';
import type { SimulationPool } from './simulationPool.js';

/** Draws loans bought for `principal` of each lot and writes what is alive of them by month since they joined. */
export type DrawPurchase = (stream: RandomStream, principal: Float64Array, alive: AliveSchedule) => void;

/**
 * Purchases of single loans: from each lot a systematic sample of its loans, every one with a probability
 * proportional to its balance, at equal amounts. Their number n is such that Σ (amount)² is that of buying the lot's
 * own loans, amount = Σ b² / Σ b rounded to whole loans, so that chance is as lumpy as in the tape; and the mean of
 * what is bought, whatever n, is exactly a share of the lot. Each loan defaults by its own shock given the path's factor,
 * as loans of the pool do, its months counted from the purchase.
 *
 * Systematic sampling proportional to size: W. Madow, On the theory of systematic sampling II, Ann. Math. Stat. 20
 * (1949) 333–354.
 */
export function purchasedLoans(pool: SimulationPool, curves: ConditionalCurves): DrawPurchase {
  const { schedules, monthCount, largePool, loans, line } = pool;
  if (line === undefined) return refuse;
  const { isExact } = largePool;
  const { law, probabilities } = curves;

  /** Months that the loan is alive before it defaults; its whole term where it does not. */
  const monthsAlive = (riskClass: number, term: number, level: number): number => {
    if (!isExact) {
      const latent = law.latentAt(level, loans.classes.factorGroup[riskClass]!);
      return Math.min(term, monthInClass(loans, riskClass, latent) - 1);
    }
    const row = riskClass * (monthCount + 1);
    if (level > probabilities[row + term]!) return term;
    let low = 1;
    let high = term;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (probabilities[row + middle]! >= level) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  };

  return (stream, principal, alive) => {
    if (isExact) curves.fill();
    for (const column of [alive.balance, alive.interest, alive.principal, alive.accrued, alive.defaulted]) {
      column.fill(0);
    }
    for (let lot = 0; lot < line.lots.count; lot++) {
      const bought = principal[lot]!;
      if (bought <= 0) continue;
      const count = Math.max(1, Math.round(bought / line.lotLoanSize[lot]!));
      const amount = bought / count;
      const step = line.lotBalance[lot]! / count;
      const last = line.lotStart[lot + 1]! - 1;
      let position = uniform32(stream) * step;
      let loan = line.lotStart[lot]!;
      for (let k = 0; k < count; k++, position += step) {
        while (loan < last && line.balanceUpTo[loan]! < position) loan++;
        const cohort = line.cohort[loan]!;
        const term = schedules.termMonths[cohort]!;
        const months = monthsAlive(line.riskClass[loan]!, term, uniform32(stream));
        addLoan(schedules, cohort, amount, months, alive);
      }
    }
  };
}

function refuse(): never {
  throw new Error('nothing is bought: the pool was prepared without a replacement line');
}

function uniform32(stream: RandomStream): number {
  return (stream.nextUint32() + 0.5) * 2.3283064365386963e-10;
}

/** A loan that is alive for `months` and defaults in the next, or ends where that is its term. */
function addLoan(
  schedules: CohortSchedules,
  cohort: number,
  amount: number,
  months: number,
  alive: AliveSchedule,
): void {
  const { monthCount, tableRow, table } = schedules;
  const term = schedules.termMonths[cohort]!;
  const first = schedules.prepaymentGroup[cohort]! * monthCount;
  const to = first + months;
  if (tableRow[cohort]! >= 0) {
    let from = tableRow[cohort]! * monthCount * tableStride;
    for (let at = first; at < to; at++, from += tableStride) {
      alive.balance[at]! += amount * table[from]!;
      alive.interest[at]! += amount * table[from + 1]!;
      alive.principal[at]! += amount * table[from + 2]!;
      alive.accrued[at]! += amount * table[from + 3]!;
    }
    if (months < term) alive.defaulted[to]! += amount * table[from]!;
    return;
  }
  const rate = schedules.monthlyRate[cohort]!;
  const growth = schedules.growth[cohort]!;
  let balance = amount;
  let principal = amount * schedules.firstPrincipal[cohort]!;
  // The last payment is what is left, whatever rounding has left.
  const regular = months === term ? to - 1 : to;
  for (let at = first; at < regular; at++) {
    alive.balance[at]! += balance;
    alive.interest[at]! += balance * rate;
    alive.principal[at]! += principal;
    balance -= principal;
    principal *= growth;
  }
  if (months < term) {
    alive.defaulted[to]! += balance;
    return;
  }
  alive.balance[regular]! += balance;
  alive.interest[regular]! += balance * rate;
  alive.principal[regular]! += balance;
}
