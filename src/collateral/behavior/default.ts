import type { DefaultBehavior } from '#collateral/assumptions.js';
import { pow } from '#numerics/elementary.js';
import { conditionalRate } from './conditionalRate.js';
import { constantCurve, type HazardCurve, type HazardSource, vectorCurve } from './hazard.js';
import { cprFromSmm, smmFromCpr } from './prepayment.js';

/**
 * Monthly default rate from the annual conditional one: MDR = 1 − (1 − CDR)^(1/12), the form of SMM from CPR.
 * Source: Bond Market Association, Standard Formulas, chapter SF, C.1. Fractions; 0 gives 0 and 1 gives 1.
 */
export function mdrFromCdr(cdr: number): number {
  return smmFromCpr(cdr);
}

/** The annual rate that a monthly one makes: CDR = 1 − (1 − MDR)^12. */
export function cdrFromMdr(mdr: number): number {
  return cprFromSmm(mdr);
}

/**
 * The constant annual default rate that loses `share` of the loans in `months` months:
 * CDR = 1 − (1 − share)^(12 / months). 100 of 1,000 over five years is 2.085 % a year.
 */
export function cdrFromCumulative(share: number, months: number): number {
  return share >= 1 ? 1 : 1 - pow(1 - share, 12 / months);
}

/**
 * The standard default assumption: CDR of 0.02 % in a loan's first month, 0.02 points more each month to 0.6 %
 * in month 30, flat to month 60, then 0.0095 points less each month to 0.03 % in month 120, then flat. Source:
 * Standard Formulas, chapter SF, C.2. `sda` 1 is 100 % SDA and scales the CDR. Capped at 1. That no loan
 * defaults in its last months belongs to the assumption's `noneInLastMonths`, usually the lag to liquidation.
 */
export function cdrFromSda(sda: number, age: number): number {
  const rising = 0.0002 * Math.min(age, 30);
  const fallen = 0.000095 * (Math.min(Math.max(age, 60), 120) - 60);
  return Math.min(1, sda * (rising - fallen));
}

/**
 * The default rates of an assumption by loan age; for `tape` one row for each of the given annual rates (a
 * value below zero stands for a loan without one), times the multiple and capped at 1. What does not go by age
 * alone throws: `simulationUnfit` names it.
 */
export function defaultCurve(assumption: DefaultBehavior, tapeRates: Float64Array): HazardCurve {
  if (assumption.kind === 'tape') {
    const { fallback, multiple, given } = assumption;
    const capped = tapeRates.map((rate) => Math.min(1, (rate < 0 ? fallback : rate) * multiple));
    const rates = given === undefined ? capped : capped.map((rate) => conditionalRate(rate, given));
    return { per: 'year', ageCount: 1, rates };
  }
  const source = defaultSource(assumption, { originalTermMonths: 0 });
  if (source !== undefined && source.clock === 'age' && assumption.kind !== 'by-term') return source.curve;
  throw new Error(`default "${assumption.kind}" is not a curve by loan age`);
}

/**
 * The default rates of an assumption for loans of the given term; undefined where amounts are given, which only
 * the pool's balance turns into rates.
 */
export function defaultSource(
  assumption: Exclude<DefaultBehavior, { kind: 'tape' }>,
  terms: { originalTermMonths: number },
): HazardSource | undefined {
  switch (assumption.kind) {
    case 'none':
      return { clock: 'age', curve: constantCurve('month', 0) };
    case 'cdr':
      return { clock: 'age', curve: constantCurve('year', assumption.cdr) };
    case 'mdr':
      return { clock: 'age', curve: constantCurve('month', assumption.mdr) };
    case 'sda':
      return { clock: 'age', curve: vectorCurve('year', 120, (age) => cdrFromSda(assumption.sda, age)) };
    case 'cumulative': {
      const annual = cdrFromCumulative(assumption.share, assumption.months);
      return { clock: 'age', curve: constantCurve('year', annual) };
    }
    case 'vector':
      return { clock: assumption.by, curve: ratesCurve(assumption.unit, assumption.rates) };
    case 'by-term': {
      const vector = assumption.vectors.find((one) => one.termMonths === terms.originalTermMonths);
      return { clock: 'age', curve: ratesCurve(assumption.unit, vector?.rates ?? [0]) };
    }
    case 'curve':
    case 'amounts':
      return undefined;
    default:
      return assumption satisfies never;
  }
}

function ratesCurve(unit: 'cdr' | 'mdr', rates: readonly number[]): HazardCurve {
  return vectorCurve(unit === 'cdr' ? 'year' : 'month', rates.length, (age) => rates[age - 1]!);
}

/** Months before its maturity in which a loan no longer defaults. */
export function defaultFreeMonths(assumption: DefaultBehavior): number {
  return 'noneInLastMonths' in assumption ? (assumption.noneInLastMonths ?? 0) : 0;
}
