import { type Outcome, outcomeOf } from '#basics/problem.js';
import type { StatedAssumptions } from './assumptions.js';
import { mergeStated } from './mergeStated.js';
import { planUnder } from './planUnder.js';
import { poolUnder } from './poolUnder.js';
import type { ResolvedScenario } from './resolvedScenario.js';
import type { ScenarioFlags } from './scenarioFlags.js';
import type { ScenarioMemory } from './scenarioMemory.js';

/**
 * A scenario that has been loaded, under other assumptions: what `overrides` states comes before the flags and the
 * file that it was loaded with, and everything that depends on it (plan, records, warnings) is made anew. The tape
 * is not read again, and `memory` saves what scenarios have in common. `statedOverrides` makes overrides of paths and values.
 */
export function applyScenario(
  scenario: ResolvedScenario,
  overrides: StatedAssumptions,
  memory?: ScenarioMemory,
): Outcome<ResolvedScenario> {
  const { tape, cutOffDate, asOf, basis, terms } = scenario;
  const pool = poolUnder(
    { tape, cutOffDate, asOf, flags: flagsUnder(scenario.flags, overrides) },
    { ...basis, stated: mergeStated(basis.stated, overrides) },
    memory,
  );
  const plan = planUnder(pool, terms, memory);
  return outcomeOf([...pool.problems, ...plan.problems], () => {
    if (!plan.ok) throw new Error('a failed plan without an error');
    return { ...pool, terms, plan: plan.value, problems: [...pool.problems, ...plan.problems] };
  });
}

/** Flags go before a file, and a scenario before the flags: those that it states otherwise are set aside. */
function flagsUnder(flags: ScenarioFlags, stated: StatedAssumptions): ScenarioFlags {
  return {
    ...flags,
    cpr: stated.prepayment === undefined ? flags.cpr : undefined,
    cdr: stated.default === undefined ? flags.cdr : undefined,
    recoveryRate: stated.recoveryRate === undefined ? flags.recoveryRate : undefined,
    correlation: stated.correlation === undefined ? flags.correlation : undefined,
    premium: stated.premiumRule === undefined ? flags.premium : undefined,
  };
}
