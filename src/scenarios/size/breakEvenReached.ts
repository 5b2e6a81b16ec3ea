import { isZero } from '#basics/money.js';
import type { DealTerms } from '#deal/terms.js';
import { nothingStated } from '../assumptions.js';
import { cashflowScenario } from '../cashflowScenario.js';
import { planUnder } from '../planUnder.js';
import type { ResolvedScenario } from '../resolvedScenario.js';
import { defaultMultipleMost } from '../stress/defaultMultipleMost.js';
import { withDefaultMultiple } from './judge.js';

/** Multiples are told to a hundredth. */
const perUnit = 100;

/**
 * The multiple of all default rates that a class bears in a structure, to a hundredth below: at it an exact run repays
 * the class to the last cent. Looked for from the limit on, upwards by doubling if the class is whole there, else down
 * to zero, then by halves; with triggers there may be others beyond. The multiple at which every rate is 1 if the class
 * is repaid even then.
 */
export async function breakEvenReached(
  scenario: ResolvedScenario,
  terms: DealTerms,
  note: string,
  limit: number,
): Promise<number> {
  const isWhole = async (hundredths: number) => repaid(scenario, terms, note, hundredths / perUnit);
  const most = Math.floor(defaultMultipleMost({ base: scenario }, nothingStated) * perUnit);
  let low = 0;
  let high = Math.max(1, Math.floor(limit * perUnit));
  while (high < most && (await isWhole(high))) {
    low = high;
    high = Math.min(most, 2 * high);
  }
  if (high >= most && (await isWhole(high))) return high / perUnit;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isWhole(middle)) low = middle;
    else high = middle;
  }
  return low / perUnit;
}

/** Whether an exact run under that multiple repays the class to the last cent. */
export async function repaid(
  scenario: ResolvedScenario,
  terms: DealTerms,
  note: string,
  multiple: number,
): Promise<boolean> {
  const under = await withDefaultMultiple(scenario, multiple);
  if (!under.ok) throw new Error('a multiple that was searched with is refused');
  const plan = planUnder(under.value, terms);
  if (!plan.ok) throw new Error('a structure that was searched cannot be planned');
  const { distribution } = cashflowScenario({ ...under.value, terms, plan: plan.value });
  const rows = distribution.notes.find(({ name }) => name === note)!.rows;
  return isZero(rows.at(-1)!.balanceAtEnd);
}
