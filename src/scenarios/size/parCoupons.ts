import { type Outcome, succeeded } from '#basics/problem.js';
import { planUnder } from '../planUnder.js';
import type { PricedScenario } from '../priceScenario.js';
import type { ResolvedScenario } from '../resolvedScenario.js';
import { type Structure, termsWith } from './structure.js';
import type { SizeTargets } from './targets.js';

/** Prices a scenario, on threads or not. */
export type PriceRun = (scenario: ResolvedScenario) => Promise<Outcome<PricedScenario>>;

const roundLimit = 8;
/** Per 100; beside it the price's own standard error. */
const parWithin = 0.005;

/**
 * Coupons at which the classes are worth 100, to a thousandth of a percent, all at once by secant-like steps: a price
 * above par by x is a coupon too high by x ÷ (100 × average life), nearly.
 */
export async function parCoupons(
  scenario: ResolvedScenario,
  targets: SizeTargets,
  structure: Structure,
  price: PriceRun,
): Promise<Outcome<Map<string, number>>> {
  let coupons = new Map(structure.coupons);
  for (let round = 0; round < roundLimit; round++) {
    const terms = termsWith(scenario.terms, { ...structure, coupons });
    const plan = planUnder(scenario, terms);
    if (!plan.ok) return plan;
    const priced = await price({ ...scenario, terms, plan: plan.value });
    if (!priced.ok) return priced;
    const next = new Map<string, number>();
    let isPar = true;
    plan.value.notes.forEach((note, i) => {
      if (targets.notes.get(note.name)?.coupon !== 'par') return;
      const { price, weightedAverageLife } = priced.value.result.prices.notes[i]!;
      const away = price === null ? 0 : price - 100;
      isPar &&= Math.abs(away) <= parWithin;
      const step = weightedAverageLife === null ? 0 : away / (100 * Math.max(weightedAverageLife, 1 / 12));
      next.set(note.name, Math.max(0, Math.min(1, Math.round((note.couponRate - step) * 1e5) / 1e5)));
    });
    if (isPar && round > 0) break;
    coupons = next;
    if (isPar) break;
  }
  return succeeded(coupons);
}
