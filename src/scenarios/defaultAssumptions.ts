import type { DefaultAssumption, PrepaymentAssumption, PrepaymentBehavior } from '#collateral/assumptions.js';
import { type Sourced, sourced } from './assumptionRecord.js';
import type { PoolFacts } from './poolFacts.js';
import type { PoolExtras } from './statedPool.js';

/**
 * What is assumed when nobody says anything. 10 % of payers defaulting over five years is 2.085 % a year,
 * 1 − 0.9^(1/5); kept to that many digits, so that `--cdr 2.085%` repeats the default exactly.
 */
export const standardDefaultRate = 0.02085;

export const standard = {
  cpr: 0.1,
  pointsPerRatePoint: -5,
  recoveryRate: 0.6,
  recoveryLagMonths: 6,
  recoverySensitivity: 0,
  correlation: 0.15,
  pdDeviation: 0.3,
  rateInitial: 0.03,
  rateMean: 0.03,
  rateSpeed: 0.2,
  rateVolatility: 0.012,
  premiumRate: 0.02,
  standardError: 0.01,
  seed: 'abs',
} as const;

/**
 * Nobody prepays a discount instrument early at face without a reason to: from half the balance on, the
 * default speed is zero.
 */
export function standardPrepayment(facts: PoolFacts): Sourced<PrepaymentAssumption> {
  if (facts.discountShare < 0.5) return sourced({ kind: 'cpr', cpr: standard.cpr }, 'default');
  const reason = facts.discountShare === 1 ? 'discount instruments' : 'mostly discount instruments';
  return sourced({ kind: 'cpr', cpr: 0 }, `default (${reason}: face on the due date, no prepayment)`);
}

/**
 * Rates move a speed that is there. Where none is assumed none appears: base 0 moved by rates and floored at 0
 * would prepay on every path on which rates fall.
 */
export function standardPoints(prepayment: PrepaymentBehavior): Sourced<number> {
  const isNone = prepayment.kind === 'none' || (prepayment.kind === 'cpr' && prepayment.cpr === 0);
  return isNone
    ? sourced(0, 'default (no prepayment that rates could move)')
    : sourced(standard.pointsPerRatePoint, 'default');
}

/** Roll rates make the defaults themselves; another rate beside them would be counted twice. */
export function standardDefault(facts: PoolFacts, extras: PoolExtras = {}): Sourced<DefaultAssumption> {
  if (extras.delinquency !== undefined) {
    return sourced({ kind: 'none' }, 'default (the roll rates of delinquency make the defaults)');
  }
  if (facts.defaultRates === undefined) {
    const reason =
      'no column annualDefaultRate; 10 % of payers over five years, as in the sample of the methodology';
    return sourced({ kind: 'cdr', cdr: standardDefaultRate }, `default (${reason})`);
  }
  return sourced(
    { kind: 'tape', fallback: standardDefaultRate, multiple: 1 },
    'tape column annualDefaultRate',
  );
}
