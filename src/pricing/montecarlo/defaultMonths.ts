import { log, log1p } from '#numerics/elementary.js';
import type { RandomStream } from '#numerics/randomStream.js';
import { hazardOfLatent } from '#pricing/models/defaultCurve.js';
import type { ConditionalCurves } from './conditionalCurves.js';
import type { LoanLevel } from './loanLevel.js';
import type { SimulationPool } from './simulationPool.js';

/** The defaults of a path, in the order in which they were drawn. Month 0 is the first after the cut-off. */
export interface DefaultEvents {
  count: number;
  readonly cohort: Uint32Array;
  readonly month: Uint32Array;
  /** Opening balance of the defaulting loan. */
  readonly balance: Float64Array;
}

export function newDefaultEvents(pool: SimulationPool): DefaultEvents {
  const most = pool.loans.count;
  return {
    count: 0,
    cohort: new Uint32Array(most),
    month: new Uint32Array(most),
    balance: new Float64Array(most),
  };
}

/**
 * Draws the loans that default on a path with these factors, and when. Work grows with the defaults, not with the
 * loans, and the result has the law of asking every loan:
 *
 * 1. In a bucket where no loan defaults with more than probability F given the factor, the number of loans
 *    passed over before the next candidate is geometric, ⌊ln U / ln(1 − F)⌋.
 * 2. A candidate's own shock has Φ(ε) = U · F, uniform below F.
 * 3. It defaults in the first month by which its default probability given the factor has reached Φ(ε), or, if
 *    its term ends before, not at all: then the candidate is refused.
 *
 * Uniforms have 32 bits: probabilities are met to 2^−33 of F, far below any standard error.
 */
export function drawDefaults(
  pool: SimulationPool,
  curves: ConditionalCurves,
  stream: RandomStream,
  events: DefaultEvents,
): void {
  const { loans } = pool;
  const { law } = curves;
  const width = pool.monthCount + 1;
  if (pool.largePool.isExact) curves.fill();
  events.count = 0;
  for (let bucket = 0; bucket < loans.bucketThreshold.length; bucket++) {
    const group = loans.classes.factorGroup[loans.bucketClass[bucket]!]!;
    const most = law.probability(loans.bucketThreshold[bucket]!, group);
    if (most <= 0) continue;
    const perSkip = most < 1 ? 1 / log1p(-most) : 0;
    const end = loans.bucketStart[bucket + 1]!;
    let loan = loans.bucketStart[bucket]!;
    for (;;) {
      if (perSkip !== 0) loan += Math.floor(log(uniform32(stream)) * perSkip);
      if (loan >= end) break;
      const level = uniform32(stream) * most;
      const month = pool.largePool.isExact
        ? monthOnCurve(curves.probabilities, loans.riskClass[loan]! * width, loans.termMonths[loan]!, level)
        : monthOfLatent(loans, loan, law.latentAt(level, group));
      if (month <= loans.termMonths[loan]!) {
        events.cohort[events.count] = loans.cohort[loan]!;
        events.month[events.count] = month - 1;
        events.balance[events.count++] = loans.balance[loan]!;
      }
      loan++;
    }
  }
}

export function uniform32(stream: RandomStream): number {
  return (stream.nextUint32() + 0.5) * 2.3283064365386963e-10;
}

/** First month by which the conditional PD of the curve at `row` is at least `level`; beyond the term if there is none. */
export function monthOnCurve(
  probabilities: Float64Array,
  row: number,
  termMonths: number,
  level: number,
): number {
  let low = 1;
  let high = termMonths + 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (probabilities[row + middle]! >= level) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The same from the latent variable x, without the curve of the loan's class: x is a cumulative hazard
 * −ln(1 − Φ(x)), and the month is the first by which the class's hazard has reached it.
 */
export function monthOfLatent(loans: LoanLevel, loan: number, latent: number): number {
  return monthInClass(loans, loans.riskClass[loan]!, latent);
}

/** The same for a loan of which only the risk class is known; beyond the last month if it does not default. */
export function monthInClass(loans: LoanLevel, index: number, latent: number): number {
  const hazard = hazardOfLatent(latent);
  const constant = loans.constantHazard[index]!;
  if (constant !== 0) return Math.max(1, Math.ceil(hazard / constant));
  const { cumulativeHazard, monthCount } = loans.classes;
  const row = index * (monthCount + 1);
  let low = 1;
  let high = monthCount + 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulativeHazard[row + middle]! >= hazard) high = middle;
    else low = middle + 1;
  }
  return low;
}
