import { log, log1p } from '#numerics/elementary.js';
import type { RandomStream } from '#numerics/randomStream.js';
import type { ConditionalCurves } from './conditionalCurves.js';
import { type DefaultEvents, monthInClass, monthOnCurve, uniform32 } from './defaultMonths.js';
import type { AliveSchedule } from './poolFlows.js';
import type { Stretch } from './replacementLine.js';
import type { SimulationPool } from './simulationPool.js';

/** Draws loans bought for `principal` of each lot and writes what is alive of them by month since they joined. */
export type DrawPurchase = (stream: RandomStream, principal: Float64Array, alive: AliveSchedule) => void;

/** Loans bought: amounts by cohort, and which of them default when. */
export interface BoughtLoans {
  /** Cohorts of which loans were bought, in the order of the line. */
  count: number;
  readonly cohort: Uint32Array;
  readonly amount: Float64Array;
  defaults: DefaultEvents;
}

/** Writes what is alive of loans bought: first all of them, then less their defaults in order. */
export type SettlePurchase = (bought: BoughtLoans, alive: AliveSchedule) => void;

/**
 * Purchases of single loans: from each lot a systematic sample of its loans, every one with a probability
 * proportional to its balance, at equal amounts. Their number n is such that Σ (amount)² is that of buying the lot's
 * own loans, amount = Σ b² / Σ b rounded to whole loans, so that chance is as lumpy as in the tape; and the mean of
 * what is bought, whatever n, is exactly a share of the lot. Each loan defaults by its own shock given the path's factor,
 * as loans of the pool do, its months counted from the purchase.
 *
 * Loans of a cohort differ in their defaults alone: the sample is counted by cohort, and defaults are found by skipping
 * as in `drawDefaults`, so that work grows with cohorts and defaults, not with loans.
 *
 * Systematic sampling proportional to size: W. Madow, On the theory of systematic sampling II, Ann. Math. Stat. 20
 * (1949) 333–354.
 */
export function purchasedLoans(
  pool: SimulationPool,
  curves: ConditionalCurves,
  settle: SettlePurchase,
): DrawPurchase {
  const { line } = pool;
  if (line === undefined) return refuse;
  const bought = newBoughtLoans(line.cohort.length);
  /** Loans bought from the first cohort of the lot to this one. */
  const soldUpTo = new Float64Array(line.cohort.length);
  const amounts = new Float64Array(line.lots.count);
  const drawDefaults = stretchDefaults(pool, curves, soldUpTo, amounts, bought);
  return (stream, principal, alive) => {
    if (pool.largePool.isExact) curves.fill();
    bought.count = 0;
    bought.defaults.count = 0;
    for (let lot = 0; lot < line.lots.count; lot++) {
      const paid = principal[lot]!;
      amounts[lot] = 0;
      if (paid <= 0) continue;
      const count = Math.max(1, Math.round(paid / line.lotLoanSize[lot]!));
      const step = line.lotBalance[lot]! / count;
      const first = uniform32(stream) * step;
      amounts[lot] = paid / count;
      const last = line.lotStart[lot + 1]! - 1;
      let before = 0;
      for (let at = line.lotStart[lot]!; at <= last; at++) {
        const upTo = at === last ? count : Math.floor((line.balanceUpTo[at]! - first) / step) + 1;
        const sold = Math.min(count, Math.max(before, upTo));
        soldUpTo[at] = sold;
        if (sold === before) continue;
        bought.cohort[bought.count] = line.cohort[at]!;
        bought.amount[bought.count++] = (sold - before) * amounts[lot]!;
        before = sold;
      }
    }
    for (const stretch of line.stretches) {
      if (amounts[stretch.lot]! > 0) drawDefaults(stretch, stream);
    }
    settle(bought, alive);
  };
}

function refuse(): never {
  throw new Error('nothing is bought: the pool was prepared without a replacement line');
}

function newBoughtLoans(cohortCount: number): BoughtLoans {
  return {
    count: 0,
    cohort: new Uint32Array(cohortCount),
    amount: new Float64Array(cohortCount),
    defaults: newEvents(64),
  };
}

/** Adds the defaults among the loans bought in a stretch. */
function stretchDefaults(
  pool: SimulationPool,
  curves: ConditionalCurves,
  soldUpTo: Float64Array,
  amounts: Float64Array,
  bought: BoughtLoans,
): (stretch: Stretch, stream: RandomStream) => void {
  const { schedules, monthCount, largePool, loans } = pool;
  const line = pool.line!;
  const { law, probabilities } = curves;
  return ({ lot, factorGroup, start, end, threshold }, stream) => {
    let loan = start === line.lotStart[lot]! ? 0 : soldUpTo[start - 1]!;
    const stop = soldUpTo[end - 1]!;
    if (loan === stop) return;
    const most = law.probability(threshold, factorGroup);
    if (most <= 0) return;
    const perSkip = most < 1 ? 1 / log1p(-most) : 0;
    for (let at = start; ; loan++) {
      if (perSkip !== 0) loan += Math.floor(log(uniform32(stream)) * perSkip);
      if (loan >= stop) return;
      while (soldUpTo[at]! <= loan) at++;
      const level = uniform32(stream) * most;
      const term = schedules.termMonths[line.cohort[at]!]!;
      const riskClass = line.riskClass[at]!;
      const month = largePool.isExact
        ? monthOnCurve(probabilities, riskClass * (monthCount + 1), term, level)
        : monthInClass(loans, riskClass, law.latentAt(level, factorGroup));
      if (month > term) continue;
      if (bought.defaults.count === bought.defaults.cohort.length) bought.defaults = grown(bought.defaults);
      const { defaults } = bought;
      defaults.cohort[defaults.count] = line.cohort[at]!;
      defaults.month[defaults.count] = month - 1;
      defaults.balance[defaults.count++] = amounts[lot]!;
    }
  };
}

function newEvents(length: number): DefaultEvents {
  return {
    count: 0,
    cohort: new Uint32Array(length),
    month: new Uint32Array(length),
    balance: new Float64Array(length),
  };
}

function grown(events: DefaultEvents): DefaultEvents {
  const larger = newEvents(2 * events.cohort.length);
  larger.count = events.count;
  larger.cohort.set(events.cohort);
  larger.month.set(events.month);
  larger.balance.set(events.balance);
  return larger;
}
