import { type Copula, factorCopula, type NameDependence } from './factorCopula.js';
import { poolLossDistribution, trancheExpectedLoss } from './finitePoolLoss.js';
import { type DefaultTiming, defaultProbabilityBy } from './nthToDefault.js';
import {
  type ProtectionTerms,
  type ProtectionValue,
  protectionTimes,
  protectionValue,
} from './protectionLegs.js';

/** A name of a portfolio, over one horizon. */
export interface TrancheName extends NameDependence {
  readonly defaultProbability: number;
  /** In any unit, the same for all; 1 unless stated. */
  readonly notional?: number;
  readonly recoveryRate: number;
}

/** Names that default together under a factor copula; Gaussian unless stated. */
export interface TranchePool {
  readonly names: readonly TrancheName[];
  readonly assetCorrelation: number;
  readonly copula?: Copula;
}

/** Shares of the pool's notional at which losses begin and end to hit the tranche. */
export interface Tranche {
  readonly attachment: number;
  readonly detachment: number;
}

export function equalNames(count: number, name: TrancheName): TrancheName[] {
  return Array.from({ length: count }, () => name);
}

/**
 * Expected loss of each tranche over its size, for this finite pool: the exact recursion over names and quadrature
 * over the factor (`poolLossDistribution`).
 */
export function trancheLosses(pool: TranchePool, tranches: readonly Tranche[]): number[] {
  const { losses, units, notional } = lossUnits(pool.names);
  const names = pool.names.map((name, i) => ({ ...name, lossUnits: losses[i]! }));
  const distribution = poolLossDistribution(names, pool.assetCorrelation, pool.copula);
  return tranches.map(({ attachment, detachment }) =>
    trancheExpectedLoss(distribution, units * notional, attachment, detachment),
  );
}

/**
 * The same for infinitely many names in the proportions given: the loss is its expectation at each point of the
 * factor. What a finite pool goes to, and far from it where names are few or large. It has a kink over the factor at
 * each edge of a tranche, so that its points are closer than a finite pool's: right to about 1e-6 of a tranche.
 */
export function largePoolTrancheLosses(pool: TranchePool, tranches: readonly Tranche[]): number[] {
  const names = mergedNames(pool.names);
  const joint = factorCopula(
    pool.assetCorrelation,
    pool.copula,
    names,
    Math.max(1, 120 / Math.sqrt(names.length)),
  );
  if (joint.loadings.some(({ group }) => group > 0)) {
    throw new Error('a large pool of groups has a factor of each: no limit formula over one');
  }
  const total = totalNotional(names);
  const thresholds = names.map(({ defaultProbability }, i) =>
    joint.threshold(defaultProbability, joint.loadings[i]),
  );
  const sums = tranches.map(() => 0);
  if (joint.isComonotone) return trancheLosses(pool, tranches);
  joint.weights.forEach((weight, point) => {
    const loss = names.reduce(
      (sum, { notional = 1, recoveryRate }, i) =>
        sum +
        ((notional * (1 - recoveryRate)) / total) *
          joint.conditional(thresholds[i]!, point, joint.loadings[i]),
      0,
    );
    tranches.forEach(({ attachment, detachment }, i) => {
      const size = detachment - attachment;
      sums[i]! += (weight * Math.min(Math.max(loss - attachment, 0), size)) / size;
    });
  });
  return sums;
}

/** Names of the same terms as one: their limit is the same. */
function mergedNames(names: readonly TrancheName[]): TrancheName[] {
  const merged = new Map<string, TrancheName>();
  for (const name of names) {
    const { notional = 1, ...terms } = name;
    const key = JSON.stringify(Object.entries(terms).sort(([a], [b]) => (a < b ? -1 : 1)));
    merged.set(key, { ...terms, notional: notional + (merged.get(key)?.notional ?? 0) });
  }
  return [...merged.values()];
}

/** A pool by hazards a year, or probabilities by time, for spreads over several years. */
export interface CreditPool extends Omit<TranchePool, 'names'> {
  readonly names: readonly (Omit<TrancheName, 'defaultProbability'> & {
    readonly annualHazard: DefaultTiming;
  })[];
}

/**
 * Fair yearly spread of a tranche, paid on what is left of it, by expected losses at the times of `protectionLegs.ts`
 * and their fall between. Per unit of the tranche; recoveries are each name's own. The price up front beside a running
 * spread r is protectionLeg − r · premiumLeg.
 */
export function trancheSpread(pool: CreditPool, tranche: Tranche, terms: ProtectionTerms): ProtectionValue {
  const left = Float64Array.from(protectionTimes(terms), (years) => {
    const names = pool.names.map(({ annualHazard, ...name }) => ({
      ...name,
      defaultProbability: defaultProbabilityBy(annualHazard, years),
    }));
    return 1 - trancheLosses({ ...pool, names }, [tranche])[0]!;
  });
  return protectionValue(left, terms, 1);
}

/** Finer than this no common unit is looked for: the recursion's work grows with the units of all names. */
const unitsMost = 20_000;

/**
 * Losses given default in units of one amount: the smallest loss over 1, 2, 3, … that divides all, or, where none
 * does, a ten-thousandth of their sum, losses then not being whole. `units` is how many make up a notional of 1.
 *
 * A loss between two units counts as either, its mean kept, which adds at most n units²/4 to the variance of the
 * pool's loss; for a hundred names that is 2.5e-7 of its square, and less than 1e-6 of a tranche of 3 %.
 */
export function lossUnits(names: readonly TrancheName[]): {
  readonly losses: readonly number[];
  readonly units: number;
  readonly notional: number;
} {
  const amounts = names.map(({ notional = 1, recoveryRate }) => {
    if (!(notional > 0 && recoveryRate >= 0 && recoveryRate <= 1)) {
      throw new Error(`a name of ${notional} with a recovery of ${recoveryRate} is none`);
    }
    return notional * (1 - recoveryRate);
  });
  const smallest = amounts
    .filter((amount) => amount > 0)
    .reduce((least, a) => Math.min(least, a), Number.POSITIVE_INFINITY);
  const notional = totalNotional(names);
  if (smallest === Number.POSITIVE_INFINITY) return { losses: amounts, units: 1, notional };
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  for (let parts = 1; (total / smallest) * parts <= unitsMost; parts++) {
    const losses = amounts.map((amount) => Math.round((amount / smallest) * parts));
    const fits = amounts.every(
      (amount, i) => Math.abs((amount / smallest) * parts - losses[i]!) < 1e-9 * losses[i]! + 1e-12,
    );
    if (fits) return { losses, units: parts / smallest, notional };
  }
  const units = unitsMost / 2 / total;
  return { losses: amounts.map((amount) => amount * units), units, notional };
}

function totalNotional(names: readonly TrancheName[]): number {
  return names.reduce((sum, { notional = 1 }) => sum + notional, 0);
}
