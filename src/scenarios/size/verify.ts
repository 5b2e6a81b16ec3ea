import { type Outcome, succeeded } from '#basics/problem.js';
import type { DealTerms } from '#deal/terms.js';
import type { MonteCarloPrices } from '#pricing/priceByMonteCarlo.js';
import { planUnder } from '../planUnder.js';
import type { ResolvedScenario } from '../resolvedScenario.js';
import { breakEvenReached, repaid } from './breakEvenReached.js';
import type { Judge, JudgedLimit } from './judge.js';
import type { PriceRun } from './parCoupons.js';
import type { SizeTargets } from './targets.js';

/** The structure found, run anew: simulated limits with a fresh seed, break-even multiples to the cent. */
export interface Verification {
  readonly seed: string;
  readonly paths: number;
  readonly limits: readonly JudgedLimit[];
  readonly prices: MonteCarloPrices;
}

/** A limit holds if it is passed by no more than this many joint standard errors of search and verification. */
export const verifiedErrors = 3;

export async function verify(
  scenario: ResolvedScenario,
  targets: SizeTargets,
  terms: DealTerms,
  judge: Judge,
  searchSeed: string,
  price: PriceRun,
): Promise<Outcome<Verification>> {
  const plan = planUnder(scenario, terms);
  if (!plan.ok) return plan;
  const seed = `${searchSeed.slice(0, 180)}, verified`;
  const flags = { ...scenario.flags, seed };
  const priced = await price({ ...scenario, flags, terms, plan: plan.value });
  if (!priced.ok) return priced;
  const { result } = priced.value;
  if (result.method !== 'mc') throw new Error('a structure is verified by simulation');
  const limits: JudgedLimit[] = [];
  for (const note of targets.notes.keys()) {
    for (const limit of judge.limits(terms, note)) {
      limits.push(
        limit.target === 'breakEven' ? await brokenEven(scenario, terms, limit) : fresh(limit, result.prices),
      );
    }
  }
  return succeeded({ seed, paths: result.prices.estimator.paths, limits, prices: result.prices });
}

function fresh(limit: JudgedLimit, { notes }: MonteCarloPrices): JudgedLimit {
  const note = notes.find(({ name }) => name === limit.note)!;
  const figures = {
    expectedLoss: [note.expectedLoss, note.expectedLossStandardError],
    lossProbability: [note.lossProbability, note.lossProbabilityStandardError],
    lifeMin: [note.weightedAverageLife, 0],
    lifeMax: [note.weightedAverageLife, 0],
  } as const;
  const [reached, error] = figures[limit.target as keyof typeof figures];
  const standardError = error ?? 0;
  const joint = Math.sqrt(standardError * standardError + limit.standardError * limit.standardError);
  // An average life is known to about a thousandth of itself; nobody records its error.
  const allowed = limit.target.startsWith('life') ? 0.005 * limit.limit : verifiedErrors * joint;
  const over = limit.target === 'lifeMin' ? limit.limit - (reached ?? 0) : (reached ?? 0) - limit.limit;
  return { ...limit, reached: reached ?? 0, standardError, holds: over <= allowed };
}

/** At the limit the exact run repays the class to the last cent; how far beyond it does is searched for. */
async function brokenEven(
  scenario: ResolvedScenario,
  terms: DealTerms,
  limit: JudgedLimit,
): Promise<JudgedLimit> {
  const holds = await repaid(scenario, terms, limit.note, limit.limit);
  return { ...limit, reached: await breakEvenReached(scenario, terms, limit.note, limit.limit), holds };
}
