import { findRoot } from '#numerics/brent.js';
import { pow } from '#numerics/elementary.js';
import { annuityGrowth } from './annuity.js';
import type { EventOrder } from './assumptions.js';
import { absFromSmm, smmFromAbs } from './behavior/absSpeed.js';
import { cdrFromMdr, cdrFromSda } from './behavior/default.js';
import { cprFromPsa, cprFromSmm, psaFromCpr, smmFromCpr } from './behavior/prepayment.js';

/** What a pool reported for one month, in currency units. `age` is the pool's months on book at its start. */
export interface PoolReport {
  readonly age: number;
  readonly balanceAtStart: number;
  readonly scheduledPrincipal: number;
  readonly prepaidPrincipal: number;
  readonly defaultedPrincipal: number;
}

/** Speeds as fractions; `psa` and `sda` as multiples of their curves. */
export interface HistoricSpeeds {
  readonly smm: number;
  readonly cpr: number;
  readonly psa: number;
  readonly abs: number;
  readonly mdr: number;
  readonly cdr: number;
  readonly sda: number;
}

/**
 * The speeds of a month: the inverse of the month's formulas in the given order, so that projecting with them gives
 * the report back.
 *
 *   MDR = defaulted / opening
 *   SMM = prepaid / what could prepay: in `survivors` opening − defaulted − scheduled; in `sifma` the whole
 *         opening balance after its scheduled share, opening · (1 − scheduled / (opening − defaulted));
 *         in `actual` opening − defaulted
 *
 * Where nothing could prepay the speed is 0. Annual, PSA, ABS and SDA forms: Standard Formulas, chapter SF.
 */
export function speedsOfReport(report: PoolReport, order: EventOrder = 'survivors'): HistoricSpeeds {
  const { balanceAtStart: opening, scheduledPrincipal, prepaidPrincipal, defaultedPrincipal } = report;
  const mdr = share(defaultedPrincipal, opening);
  const paying = opening - defaultedPrincipal;
  const base =
    order === 'actual'
      ? paying
      : order === 'sifma'
        ? opening * (1 - share(scheduledPrincipal, paying))
        : paying - scheduledPrincipal;
  const smm = share(prepaidPrincipal, base);
  const cpr = cprFromSmm(smm);
  const cdr = cdrFromMdr(mdr);
  const age = report.age + 1;
  return {
    smm,
    cpr,
    psa: psaFromCpr(cpr, age),
    abs: absFromSmm(smm, age),
    mdr,
    cdr,
    sda: cdr / cdrFromSda(1, age),
  };
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
}

/** A level pool between two reports of its factor; no defaults apart from prepayments. */
export interface FactorWindow {
  readonly annualRate: number;
  readonly remainingTermAtStart: number;
  readonly ageAtStart: number;
  readonly months: number;
  readonly factorAtStart: number;
  readonly factorAtEnd: number;
}

/**
 * Level speeds that take a pool from one factor to the other. With Q the surviving share, the ratio of the factors
 * over that of an unprepaid level pool,
 *
 *   SMM = 1 − Q^(1/months)              ABS = (1 − Q) / (age at end − Q · age at start)
 *
 * and PSA is the multiple whose monthly survivals multiply to Q (a root, to 1e-12). Source: Standard Formulas,
 * chapter SF, B.1 to B.4. Throws for a factor above that of the schedule or below zero, and for a window longer
 * than the term.
 */
export function speedsFromFactors(window: FactorWindow): Pick<HistoricSpeeds, 'smm' | 'cpr' | 'psa' | 'abs'> {
  const { ageAtStart, months, factorAtStart, factorAtEnd } = window;
  const left = factorAtEnd / factorAtStart / scheduledRatio(window);
  if (!(left >= 0 && left <= 1 + 1e-9)) {
    throw new Error(`a pool cannot go from factor ${factorAtStart} to ${factorAtEnd} in ${months} months`);
  }
  const survivors = Math.min(1, left);
  const smm = survivors === 0 ? 1 : 1 - pow(survivors, 1 / months);
  const abs = (1 - survivors) / (ageAtStart + months - survivors * ageAtStart);
  return { smm, cpr: cprFromSmm(smm), psa: psaOfWindow(window, survivors), abs };
}

/** Balance of an unprepaid level pool at the end of the window over that at its start. */
function scheduledRatio({ annualRate, remainingTermAtStart: term, months }: FactorWindow): number {
  if (!(months >= 1 && months < term)) throw new Error(`${months} months are not within a term of ${term}`);
  const rate = annualRate / 12;
  return 1 - annuityGrowth(rate, months) / annuityGrowth(rate, term);
}

function psaOfWindow({ ageAtStart, months }: FactorWindow, survivors: number): number {
  const missed = (psa: number) => {
    let product = 1;
    for (let age = ageAtStart + 1; age <= ageAtStart + months; age++) {
      product *= 1 - smmFromCpr(cprFromPsa(psa, age));
    }
    return product - survivors;
  };
  const most = 1 / cprFromPsa(1, ageAtStart + 1);
  if (survivors === 0) return most;
  const root = findRoot(missed, 0, most, { tolerance: 1e-12 });
  if (!root.found) throw new Error(`no PSA speed leaves a share of ${survivors}: ${root.reason}`);
  return root.root;
}

/** The share of a pool that survives from one age to another at an absolute speed; 0 from exhaustion on. */
export function absSurvival(abs: number, ageAtStart: number, ageAtEnd: number): number {
  let left = 1;
  for (let age = ageAtStart + 1; age <= ageAtEnd; age++) left *= 1 - smmFromAbs(abs, age);
  return left;
}
