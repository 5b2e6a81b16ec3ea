import type { MonthlyFlows } from '#waterfall/availableFunds.js';
import { type PathClaims, tailMonths } from './pathClaims.js';
import type { RecoverySchedule } from './recoverySchedule.js';
import type { SimulationPool } from './simulationPool.js';

/**
 * What is alive and what defaults in a month of a path, in units of schedule without prepayment: row-major
 * prepayment group × month. `applyPrepayment` turns it into cash.
 */
export interface AliveSchedule {
  /** After the month's defaults. */
  readonly balance: Float64Array;
  readonly interest: Float64Array;
  readonly principal: Float64Array;
  readonly accrued: Float64Array;
  /** Balance at the start of the month of what defaults in it. */
  readonly defaulted: Float64Array;
}

export function newAliveSchedule(pool: SimulationPool): AliveSchedule {
  const table = () => new Float64Array(pool.groupCount * pool.monthCount);
  return { balance: table(), interest: table(), principal: table(), accrued: table(), defaulted: table() };
}

/** Monthly flows from the cut-off to the last recovery. */
export function newPoolFlows(pool: SimulationPool): MonthlyFlows {
  const monthCount = pool.monthCount + tailMonths(pool);
  const column = () => new Float64Array(monthCount);
  return {
    monthCount,
    balanceAtStart: column(),
    interest: column(),
    scheduledPrincipal: column(),
    prepaidPrincipal: column(),
    defaultedPrincipal: column(),
    recoveries: column(),
    losses: column(),
    balanceAtEnd: column(),
  };
}

/**
 * The month in the order `survivors`: defaults on the opening balance; the rest pays interest and scheduled
 * principal; SMM on what then remains. Prepayment is pooled: of each group a share q is left after earlier
 * prepayments, whoever they were. Recoveries and losses come after the lag.
 *
 * `recoveryMultiple` is the path's recovery rate over the average one.
 *
 * Differences of sums may leave a rounding residue below zero where everything has defaulted: it counts as 0.
 */
export function applyPrepayment(
  pool: SimulationPool,
  alive: AliveSchedule,
  smm: Float64Array,
  flows: MonthlyFlows,
  recoveryMultiple = 1,
  claims?: PathClaims,
): void {
  const { monthCount, groupCount, recovery } = pool;
  for (const column of [
    flows.balanceAtStart,
    flows.interest,
    flows.scheduledPrincipal,
    flows.prepaidPrincipal,
    flows.defaultedPrincipal,
    flows.recoveries,
    flows.losses,
    flows.balanceAtEnd,
  ]) {
    column.fill(0);
  }
  for (let group = 0; group < groupCount; group++) {
    let left = 1;
    let at = group * monthCount;
    for (let t = 0; t < monthCount; t++, at++) {
      const balance = Math.max(0, alive.balance[at]!) * left;
      const defaulted = alive.defaulted[at]! * left;
      const scheduled = Math.min(balance, Math.max(0, alive.principal[at]!) * left);
      const share = smm[at]!;
      const prepaid = share * (balance - scheduled);
      flows.balanceAtStart[t]! += balance + defaulted;
      flows.interest[t]! += Math.max(0, alive.interest[at]! + share * alive.accrued[at]!) * left;
      flows.scheduledPrincipal[t]! += scheduled;
      flows.prepaidPrincipal[t]! += prepaid;
      flows.defaultedPrincipal[t]! += defaulted;
      flows.balanceAtEnd[t]! += balance - scheduled - prepaid;
      left *= 1 - share;
    }
  }
  if (claims === undefined) recover(recovery, recoveryMultiple, monthCount, flows);
  else claimAndRecover(pool, alive, smm, flows, recoveryMultiple, claims);
}

/** The same group by group, since who stands behind a bill pays first. */
function claimAndRecover(
  pool: SimulationPool,
  alive: AliveSchedule,
  smm: Float64Array,
  flows: MonthlyFlows,
  multiple: number,
  claims: PathClaims,
): void {
  const { monthCount, groupCount, recovery } = pool;
  const { firstMonth, shares } = recovery;
  const lossShare = 1 - multiple * (1 - recovery.lossShare);
  for (let group = 0; group < groupCount; group++) {
    let left = 1;
    let at = group * monthCount;
    for (let t = 0; t < monthCount; t++, at++) {
      const defaulted = alive.defaulted[at]! * left;
      left *= 1 - smm[at]!;
      if (defaulted === 0) continue;
      const open = claims.settle(group, t, 0, defaulted, lossShare, flows);
      const first = t + firstMonth;
      for (let k = 0; k < shares.length; k++) flows.recoveries[first + k]! += multiple * shares[k]! * open;
      flows.losses[first + shares.length - 1]! += lossShare * open;
    }
  }
}

function recover(
  recovery: RecoverySchedule,
  multiple: number,
  monthCount: number,
  flows: MonthlyFlows,
): void {
  const { firstMonth, shares } = recovery;
  const lossShare = multiple === 1 ? recovery.lossShare : 1 - multiple * (1 - recovery.lossShare);
  for (let t = 0; t < monthCount; t++) {
    const defaulted = flows.defaultedPrincipal[t]!;
    if (defaulted === 0) continue;
    const first = t + firstMonth;
    for (let k = 0; k < shares.length; k++) flows.recoveries[first + k]! += multiple * shares[k]! * defaulted;
    flows.losses[first + shares.length - 1]! += lossShare * defaulted;
  }
}
