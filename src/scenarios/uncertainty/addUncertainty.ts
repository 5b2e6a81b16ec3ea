import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import type { PricedScenario } from '../priceScenario.js';
import type { ResolvedScenario } from '../resolvedScenario.js';
import { priceUncertainty } from './priceUncertainty.js';
import { uncertaintyRecords } from './uncertaintyRecords.js';

/** A pricing with what is not known of its parameters and model, where that is asked for and stated. */
export async function addUncertainty(
  scenario: ResolvedScenario,
  priced: PricedScenario,
  asked: boolean,
  shouldStop: () => boolean,
): Promise<Outcome<PricedScenario>> {
  const stated = scenario.basis.stated.uncertainty;
  const refuse = (code: string, message: string) =>
    failed([problem('error', code, '--uncertainty', message)]);
  if (!asked) {
    if (stated === undefined) return succeeded(priced);
    const unused = problem(
      'warning',
      'unused',
      stated.origin,
      'uncertainty is looked at with --uncertainty only',
    );
    return succeeded({ ...priced, problems: [...priced.problems, unused] });
  }
  if (stated === undefined) {
    const form = 'uncertainty: { parameters: [{ name: default.multiple, deviation: 0.2 }] }';
    return refuse('missing', `needs an assumptions file that states what is uncertain: ${form}`);
  }
  if (priced.result.method !== 'mc') {
    return refuse('unused', 'has no meaning with --method dcf: errors are told apart in a simulation');
  }
  const found = await priceUncertainty(scenario, priced.result.prices.notes, stated.value, shouldStop);
  if (!found.ok) return found;
  const records = [...priced.records, ...uncertaintyRecords(stated)];
  if (found.value === undefined) {
    const stopped = problem(
      'warning',
      'partial',
      '--uncertainty',
      'stopped before its draws: no errors of parameters or model',
    );
    return succeeded({ ...priced, records, problems: [...priced.problems, stopped] });
  }
  return succeeded({
    ...priced,
    records,
    uncertainty: found.value,
    problems: [...priced.problems, ...found.problems],
  });
}
