import { calendarDate } from '#basics/calendarDate.js';
import { buildCohorts } from '#collateral/cohorts.js';
import { type LoanTable, repaymentTypes } from '#collateral/loanTable.js';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import { momentsOf, standardErrorOf } from '#numerics/statistics.js';
import type { Copula } from '#pricing/models/factorCopula.js';
import type { Tranche, TrancheName, TranchePool } from '#pricing/models/trancheLoss.js';
import { borrowerGroups } from './borrowerGroups.js';
import { kernelCompiled } from './kernelCompiled.js';
import { kernelTypescript } from './kernelTypescript.js';
import { drawFactors, newPathFactors } from './pathFactors.js';
import { newAliveSchedule } from './poolFlows.js';
import { simulationPool } from './simulationPool.js';

export interface SimulatedLoss {
  /** Expected loss of the tranche over its size. */
  readonly expectedLoss: number;
  readonly standardError: number;
}

/**
 * Expected tranche losses by the engine that prices deals: the same factors, the same draw of single defaults, plain
 * paths. For comparison with the exact recursion (`trancheLosses`) on any portfolio of either; the copulas are those
 * that deals are priced under, Gaussian and Student's t.
 */
export function simulateTrancheLosses(
  pool: TranchePool,
  tranches: readonly Tranche[],
  options: { readonly seed: string; readonly pathCount: number },
): SimulatedLoss[] {
  const losses = portfolioLosses(pool, options);
  const notional = pool.names.reduce((sum, { notional: own = 1 }) => sum + own, 0);
  return tranches.map(({ attachment, detachment }) => {
    const size = detachment - attachment;
    const shares = losses.map((loss) => Math.min(Math.max(loss / notional - attachment, 0), size) / size);
    const moments = momentsOf(shares);
    return { expectedLoss: moments.mean, standardError: standardErrorOf(moments) };
  });
}

/** The portfolio's loss on each path, in units of notional. */
export function portfolioLosses(
  { names, assetCorrelation, copula }: TranchePool,
  { seed, pathCount }: { readonly seed: string; readonly pathCount: number },
): Float64Array {
  const losses = new Float64Array(pathCount);
  const losing = names.filter(({ notional = 1, recoveryRate }) => notional * (1 - recoveryRate) > 0);
  if (losing.length === 0) return losses;
  const loans = oneYearLoans(losing);
  const { dependence } = borrowerGroups(loans, assetCorrelation, dependenceOf(copula));
  const cohorts = buildCohorts(loans, loans.cutOffDate!, {});
  const pool = simulationPool(cohorts, {
    default: { kind: 'tape', fallback: 0, multiple: 1 },
    recovery: { rate: 0, lagMonths: 0 },
    recoverySensitivity: 0,
    prepayment: {
      baseCpr: new Float64Array(cohorts.monthCount),
      groupCount: 1,
      monthCount: cohorts.monthCount,
      pointsPerRatePoint: 0,
    },
    prepaymentGroupOfCohort: new Uint32Array(cohorts.count),
    riskGroupCountMax: 12,
    dependence,
  });
  const kernel = kernelCompiled(pool, dependence) ?? kernelTypescript(pool, dependence);
  const alive = newAliveSchedule(pool);
  const design = { dependence, rateStepCount: 0, rateMoves: false, rateCorrelation: 0 };
  const factors = newPathFactors(design);
  const key = seedKey(seed);
  const [factorStream, defaultStream] = [randomStream(key, 0, 0), randomStream(key, 0, 1)];
  for (let path = 0; path < pathCount; path++) {
    factorStream.moveTo(path, 0);
    defaultStream.moveTo(path, 1);
    drawFactors(factorStream, design, undefined, factors);
    kernel.setFactors(factors);
    kernel.loanLevel(defaultStream, alive);
    for (let t = 0; t < alive.defaulted.length; t++) losses[path]! += alive.defaulted[t]!;
  }
  return losses;
}

/** A name as a bullet loan of a year whose balance is what it loses, and whose yearly default rate is its PD. */
function oneYearLoans(names: readonly TrancheName[]): LoanTable {
  return {
    name: 'portfolio',
    rowCount: names.length,
    currency: undefined,
    cutOffDate: calendarDate(2000, 1, 31),
    line: Uint32Array.from(names, (_, row) => row + 1),
    loanId: { at: (row) => String(row + 1) },
    currentBalance: Float64Array.from(
      names,
      ({ notional = 1, recoveryRate }) => notional * (1 - recoveryRate),
    ),
    annualRate: new Float64Array(names.length),
    remainingTermMonths: new Int32Array(names.length).fill(12),
    repaymentType: new Uint8Array(names.length).fill(repaymentTypes.indexOf('bullet')),
    numbers: {
      annualDefaultRate: {
        values: Float64Array.from(names, ({ defaultProbability }) => defaultProbability),
        present: new Uint8Array(names.length).fill(1),
      },
    },
    dates: {},
    categories: {},
  };
}

function dependenceOf(copula: Copula = { kind: 'gaussian' }) {
  if (copula.kind === 'double-t') throw new Error('deals are not simulated under a double t copula');
  return copula.kind === 'gaussian'
    ? {}
    : ({ copula: 'student-t', degreesOfFreedom: copula.degreesOfFreedom } as const);
}
