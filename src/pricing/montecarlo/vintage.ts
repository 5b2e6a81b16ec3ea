import type { MonthlyFlows } from '#waterfall/availableFunds.js';
import type { PathClaims } from './pathClaims.js';
import type { AliveSchedule } from './poolFlows.js';
import type { SimulationPool } from './simulationPool.js';

/** Loans that joined a pool together, on a path: when, how many times a schedule, and how they prepay. */
export interface Vintage {
  /** Collateral months of the path before the vintage's first. */
  readonly joinMonth: number;
  readonly alive: AliveSchedule;
  /** By prepayment group: how many times `alive`. */
  readonly multiples: Float64Array;
  readonly smm: VintageSmm;
  /** The path's recovery rate over the average one. */
  readonly recoveryMultiple: number;
}

/** SMM of a group in month t of a vintage: element group × `stride` + `start` + t. */
export interface VintageSmm {
  readonly values: Float64Array;
  readonly stride: number;
  readonly start: number;
}

/** Performing balances at the start of each month by lot: element lot × `monthCount` + month. */
export interface LotBalances {
  readonly ofGroup: Uint32Array;
  readonly monthCount: number;
  readonly byMonth: Float64Array;
}

/**
 * Adds all that a vintage will ever pay to the months of a path, which must reach its last recovery: what it does
 * depends on nothing that comes after it. The month is that of `applyPrepayment`, shifted by the months before the
 * vintage joined.
 */
export function addVintage(
  pool: SimulationPool,
  vintage: Vintage,
  flows: MonthlyFlows,
  lots?: LotBalances,
  claims?: PathClaims,
): void {
  const { groupCount, monthCount, recovery } = pool;
  const { joinMonth, alive, multiples, smm, recoveryMultiple } = vintage;
  const { firstMonth, shares } = recovery;
  const lossShare = 1 - recoveryMultiple * (1 - recovery.lossShare);
  for (let group = 0; group < groupCount; group++) {
    let left = multiples[group]!;
    if (left === 0) continue;
    const lotRow = lots === undefined ? 0 : lots.ofGroup[group]! * lots.monthCount;
    let at = group * monthCount;
    let speed = group * smm.stride + smm.start;
    for (let t = joinMonth; t < joinMonth + monthCount; t++, at++, speed++) {
      const balance = Math.max(0, alive.balance[at]!) * left;
      const defaulted = alive.defaulted[at]! * left;
      const scheduled = Math.min(balance, Math.max(0, alive.principal[at]!) * left);
      const share = smm.values[speed]!;
      const prepaid = share * (balance - scheduled);
      flows.balanceAtStart[t]! += balance + defaulted;
      if (lots !== undefined) lots.byMonth[lotRow + t]! += balance + defaulted;
      flows.interest[t]! += Math.max(0, alive.interest[at]! + share * alive.accrued[at]!) * left;
      flows.scheduledPrincipal[t]! += scheduled;
      flows.prepaidPrincipal[t]! += prepaid;
      flows.balanceAtEnd[t]! += balance - scheduled - prepaid;
      left *= 1 - share;
      if (defaulted === 0) continue;
      flows.defaultedPrincipal[t]! += defaulted;
      const open =
        claims === undefined
          ? defaulted
          : claims.settle(group, t - joinMonth, joinMonth, defaulted, lossShare, flows);
      const first = t + firstMonth;
      for (let k = 0; k < shares.length; k++) {
        flows.recoveries[first + k]! += recoveryMultiple * shares[k]! * open;
      }
      flows.losses[first + shares.length - 1]! += lossShare * open;
    }
  }
}
