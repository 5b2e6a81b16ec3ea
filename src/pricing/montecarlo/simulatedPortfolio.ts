import { momentsOf, standardErrorOf } from '#numerics/statistics.js';
import type { Tranche, TranchePool } from '#pricing/models/trancheLoss.js';
import { simulateDefaults } from './simulatedDefaults.js';

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
  options: { readonly seed: string; readonly pathCount: number },
): Float64Array {
  const losses = new Float64Array(options.pathCount);
  const loans = names.flatMap((name) => {
    const { notional = 1, recoveryRate, defaultProbability } = name;
    const balance = notional * (1 - recoveryRate);
    return balance > 0 ? [{ ...name, balance, annualDefaultRate: defaultProbability }] : [];
  });
  simulateDefaults({ loans, termMonths: 12, assetCorrelation, copula }, options, (path, defaulted) => {
    for (let t = 0; t < defaulted.length; t++) losses[path]! += defaulted[t]!;
  });
  return losses;
}
