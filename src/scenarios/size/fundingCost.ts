import type { DealTerms } from '#deal/terms.js';
import type { ClassOutcome } from '#pricing/montecarlo/poolSample.js';
import { planUnder } from '../planUnder.js';
import type { ResolvedScenario } from '../resolvedScenario.js';
import type { Structure } from './structure.js';
import type { SizeTargets } from './targets.js';

/**
 * What a year of funding costs: Σ share × life × rate ÷ Σ share × life. Sold classes cost their coupon over their
 * average life; the rest of the pool, and a reserve that is funded at closing, the cost of capital over the longest
 * of these lives. A fraction.
 */
export function fundingCost(
  scenario: ResolvedScenario,
  terms: DealTerms,
  { shares, reserve }: Structure,
  outcomes: readonly ClassOutcome[],
  { costOfCapital }: SizeTargets,
): number {
  const plan = planUnder(scenario, terms);
  if (!plan.ok) throw new Error(`a structure cannot be planned: ${plan.problems[0]?.message}`);
  const longest = Math.max(0, ...outcomes.map(({ averageLife }) => averageLife ?? 0));
  let cost = 0;
  let years = 0;
  let sold = 0;
  plan.value.notes.forEach((note, i) => {
    const share = shares.get(note.name);
    if (share === undefined) return;
    const life = outcomes[i]?.averageLife ?? 0;
    sold += share;
    years += share * life;
    cost += share * life * note.couponRate;
  });
  const isFunded = terms.accounts.some(
    ({ name, opening }) => name === reserve?.account && opening !== undefined,
  );
  const capital = Math.max(0, 1 - sold) + (isFunded ? (reserve?.share ?? 0) : 0);
  return (cost + capital * longest * costOfCapital) / (years + capital * longest);
}
