import { probabilityOfHazard } from './defaultCurve.js';
import { type Copula, factorCopula } from './factorCopula.js';
import { poolLossDistribution, trancheExpectedLoss } from './finitePoolLoss.js';
import { type ProtectionTerms, type ProtectionValue, premiumTimes, protectionLegs } from './nthToDefault.js';

/** A name of a portfolio, over one horizon. */
export interface TrancheName {
  readonly defaultProbability: number;
  /** In any unit, the same for all; 1 unless stated. */
  readonly notional?: number;
  readonly recoveryRate: number;
}

/** Names that default together under a one-factor copula; Gaussian unless stated. */
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
  const names = pool.names.map(({ defaultProbability }, i) => ({
    defaultProbability,
    lossUnits: losses[i]!,
  }));
  const distribution = poolLossDistribution(names, pool.assetCorrelation, pool.copula);
  return tranches.map(({ attachment, detachment }) =>
    trancheExpectedLoss(distribution, units * notional, attachment, detachment),
  );
}

/**
 * The same for infinitely many names in the proportions given: the loss is its expectation at each point of the
 * factor. What a finite pool goes to, and far from it where names are few or large.
 */
export function largePoolTrancheLosses(pool: TranchePool, tranches: readonly Tranche[]): number[] {
  const joint = factorCopula(pool.assetCorrelation, pool.copula);
  const total = totalNotional(pool.names);
  const thresholds = pool.names.map(({ defaultProbability }) => joint.threshold(defaultProbability));
  const sums = tranches.map(() => 0);
  if (joint.isComonotone) return trancheLosses(pool, tranches);
  joint.weights.forEach((weight, point) => {
    const loss = pool.names.reduce(
      (sum, { notional = 1, recoveryRate }, i) =>
        sum + ((notional * (1 - recoveryRate)) / total) * joint.conditional(thresholds[i]!, point),
      0,
    );
    tranches.forEach(({ attachment, detachment }, i) => {
      const size = detachment - attachment;
      sums[i]! += (weight * Math.min(Math.max(loss - attachment, 0), size)) / size;
    });
  });
  return sums;
}

/** A pool by constant hazards a year, for spreads over several years. */
export interface CreditPool extends Omit<TranchePool, 'names'> {
  readonly names: readonly (Omit<TrancheName, 'defaultProbability'> & { readonly annualHazard: number })[];
}

/**
 * Fair yearly spread of a tranche, paid on what is left of it, by expected losses at the payment dates and their
 * fall at the middle of each period; see `nthToDefaultSpread` for the legs. Per unit of the tranche. `terms` carries
 * no recovery: each name has its own.
 */
export function trancheSpread(
  pool: CreditPool,
  tranche: Tranche,
  terms: Omit<ProtectionTerms, 'recoveryRate'>,
): ProtectionValue {
  const withRecovery = { ...terms, recoveryRate: 0 };
  const left = Float64Array.from(premiumTimes(withRecovery), (years) => {
    const names = pool.names.map(({ annualHazard, ...name }) => ({
      ...name,
      defaultProbability: probabilityOfHazard(annualHazard * years),
    }));
    return 1 - trancheLosses({ ...pool, names }, [tranche])[0]!;
  });
  const { protection, premium } = protectionLegs(left, withRecovery);
  return { spread: protection / premium, protectionLeg: protection, premiumLeg: premium };
}

/** Finer than this no common unit is looked for: the recursion's work grows with the units of all names. */
const unitsMost = 20_000;

/**
 * Losses given default in whole units of one amount: the smallest loss over 1, 2, 3, … that divides all. `units` is
 * how many make up a notional of 1.
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
  throw new Error(
    `losses given default have no common unit within ${unitsMost} units; round notionals or recoveries`,
  );
}

function totalNotional(names: readonly TrancheName[]): number {
  return names.reduce((sum, { notional = 1 }) => sum + notional, 0);
}
