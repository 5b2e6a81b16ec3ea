import type { PrepaymentBehavior } from '#collateral/assumptions.js';
import { regressedPrepayment } from '#collateral/prepaymentRegression.js';
import { pow } from '#numerics/elementary.js';
import { smmFromAbs } from './absSpeed.js';
import { constantCurve, type HazardCurve, type HazardSource, vectorCurve } from './hazard.js';

/**
 * Single monthly mortality from the annual conditional prepayment rate: SMM = 1 − (1 − CPR)^(1/12).
 * Source: Bond Market Association, Standard Formulas, chapter SF, B.1. Fractions; 0 gives 0 and 1 gives 1.
 */
export function smmFromCpr(cpr: number): number {
  return cpr >= 1 ? 1 : 1 - pow(1 - cpr, 1 / 12);
}

/** The annual rate that a monthly one makes: CPR = 1 − (1 − SMM)^12. Source and edges as `smmFromCpr`. */
export function cprFromSmm(smm: number): number {
  return smm >= 1 ? 1 : 1 - pow(1 - smm, 12);
}

/**
 * The PSA curve: CPR of 0.2 % in a loan's first month, 0.2 points more each month to 6 % in month 30, then
 * flat; a multiple scales the CPR, never the SMM. Source: Standard Formulas, chapter SF, B.2. `age` is the
 * loan's, counting the month in question (the first is 1); `psa` 1 is 100 % PSA. Capped at 1.
 */
export function cprFromPsa(psa: number, age: number): number {
  return Math.min(1, psa * 0.002 * Math.min(age, 30));
}

/** The PSA multiple that a seasoned loan's CPR stands for: the inverse of `cprFromPsa`. */
export function psaFromCpr(cpr: number, age: number): number {
  return cpr / (0.002 * Math.min(age, 30));
}

/**
 * The prepayment rates of an assumption that go by loan age alone, which a simulation can use. Others throw:
 * `simulationUnfit` names them.
 */
export function prepaymentCurve(assumption: PrepaymentBehavior): HazardCurve {
  const source = prepaymentSource(assumption, { originalTermMonths: 0, remainingTermMonths: 0 });
  if (source.clock === 'age' && assumption.kind !== 'by-term' && assumption.kind !== 'before-due') {
    return source.curve;
  }
  throw new Error(`prepayment "${assumption.kind}" is not a curve by loan age`);
}

/** No loan lives longer; the curve of a very low absolute speed ends here. */
const ageCountMax = 1200;

/** The prepayment rates of an assumption for loans of the given terms. */
export function prepaymentSource(
  assumption: PrepaymentBehavior,
  terms: { originalTermMonths: number; remainingTermMonths: number },
): HazardSource {
  switch (assumption.kind) {
    case 'none':
      return { clock: 'age', curve: constantCurve('month', 0) };
    case 'cpr':
      return { clock: 'age', curve: constantCurve('year', assumption.cpr) };
    case 'smm':
      return { clock: 'age', curve: constantCurve('month', assumption.smm) };
    case 'psa':
      return { clock: 'age', curve: vectorCurve('year', 30, (age) => cprFromPsa(assumption.psa, age)) };
    case 'abs': {
      const count = assumption.abs > 0 ? Math.min(Math.ceil(1 / assumption.abs), ageCountMax) : 1;
      return { clock: 'age', curve: vectorCurve('month', count, (age) => smmFromAbs(assumption.abs, age)) };
    }
    case 'vector':
      return { clock: assumption.by, curve: ratesCurve(assumption.unit, assumption.rates) };
    case 'by-term': {
      const vector = assumption.vectors.find((one) => one.termMonths === terms.originalTermMonths);
      return { clock: 'age', curve: ratesCurve(assumption.unit, vector?.rates ?? [0]) };
    }
    case 'regression': {
      const count = Math.max(assumption.rateChange.length, assumption.cashFlowGrowth.length, 1);
      const months = assumption.reading === 'cpr' ? 12 : Math.max(1, terms.remainingTermMonths);
      const rate = (month: number) => monthlyShare(regressedPrepayment(assumption, month), months);
      return assumption.reading === 'cpr'
        ? {
            clock: 'month',
            curve: vectorCurve('year', count, (month) => regressedPrepayment(assumption, month)),
          }
        : { clock: 'month', curve: vectorCurve('month', count, rate) };
    }
    case 'before-due': {
      const months = Math.max(1, terms.remainingTermMonths);
      return { clock: 'age', curve: constantCurve('month', monthlyShare(assumption.probability, months)) };
    }
    default:
      return assumption satisfies never;
  }
}

/** The level monthly rate whose `months` together make `probability`: 1 − (1 − p)^(1/months). 15 % over six: 2.672 %. */
export function monthlyShare(probability: number, months: number): number {
  return probability >= 1 ? 1 : probability <= 0 ? 0 : 1 - pow(1 - probability, 1 / months);
}

function ratesCurve(unit: 'cpr' | 'smm', rates: readonly number[]): HazardCurve {
  return vectorCurve(unit === 'cpr' ? 'year' : 'month', rates.length, (age) => rates[age - 1]!);
}
