import type { Dependence } from '#pricing/models/dependence.js';
import { type ConditionalCurves, conditionalCurves } from './conditionalCurves.js';
import { drawDefaults, newDefaultEvents } from './defaultMonths.js';
import type { PoolKernel } from './kernel.js';
import type { AliveSchedule } from './poolFlows.js';
import { purchasedLoans } from './purchasedLoans.js';
import { fillScanSeeds, scanSeedCount } from './scanBits.js';
import { defaultScan } from './scanDefaults.js';
import { settlePurchase } from './settlePurchase.js';
import type { SimulationPool } from './simulationPool.js';
import { takeOutDefaults } from './takeOutDefaults.js';

/**
 * The plain kernel, and the oracle of the compiled one. Every loan is asked where defaults are
 * frequent; else they are drawn by geometric skipping (`LoanLevel.isScanned`).
 */
export function kernelTypescript(pool: SimulationPool, dependence: Dependence): PoolKernel {
  const events = newDefaultEvents(pool);
  const curves = conditionalCurves(pool, dependence);
  const takeOut = takeOutDefaults(pool.schedules, pool.loans.expectedDefaultCount);
  const seeds = new Uint32Array(scanSeedCount);
  const scan = defaultScan(pool);
  return {
    setFactors: curves.setFactors,
    loanLevel(stream, alive) {
      if (pool.loans.isScanned) {
        curves.fill();
        fillScanSeeds(stream, seeds);
        scan.run(curves.probabilities, seeds, events);
      } else drawDefaults(pool, curves, stream, events);
      startWithoutDefaults(pool, alive);
      takeOut(events, alive);
    },
    largePool(alive) {
      curves.fill();
      fillLargePool(pool, curves, alive);
    },
    purchase: purchasedLoans(pool, curves, settlePurchase(pool.schedules)),
  };
}

export function startWithoutDefaults(pool: SimulationPool, alive: AliveSchedule): void {
  const totals = pool.largePool.groupTotals;
  alive.balance.set(totals.balance);
  alive.interest.set(totals.interest);
  alive.principal.set(totals.principal);
  if (pool.hasAccruedInterest) alive.accrued.set(totals.accrued);
  alive.defaulted.fill(0);
}

export function fillLargePool(pool: SimulationPool, curves: ConditionalCurves, alive: AliveSchedule): void {
  const { monthCount, largePool, hasAccruedInterest } = pool;
  const { totals } = largePool;
  const { probabilities } = curves;
  alive.balance.fill(0);
  alive.interest.fill(0);
  alive.principal.fill(0);
  alive.accrued.fill(0);
  alive.defaulted.fill(0);
  for (let segment = 0; segment < largePool.segmentCount; segment++) {
    const curve = largePool.riskGroupOfSegment[segment]! * (monthCount + 1);
    let to = largePool.prepaymentGroupOfSegment[segment]! * monthCount;
    let from = segment * monthCount;
    for (let t = 0; t < monthCount; t++, from++, to++) {
      const before = probabilities[curve + t]!;
      const now = probabilities[curve + t + 1]!;
      const survived = 1 - now;
      const balance = totals.balance[from]!;
      alive.defaulted[to]! += (now - before) * balance;
      alive.balance[to]! += survived * balance;
      alive.interest[to]! += survived * totals.interest[from]!;
      alive.principal[to]! += survived * totals.principal[from]!;
      if (hasAccruedInterest) alive.accrued[to]! += survived * totals.accrued[from]!;
    }
  }
}
