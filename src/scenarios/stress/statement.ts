import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { type DealSetting, isDealPath } from '#deal/editDeal.js';
import { nothingStated, type StatedAssumptions } from '../assumptions.js';
import { mergeStated } from '../mergeStated.js';
import { type Override, statedOverrides } from '../statedOverrides.js';

/** What a scenario states: assumptions, and terms of the deal (paths that begin with `deal.`). */
export interface Statement {
  readonly stated: StatedAssumptions;
  /** Paths without `deal.`; a later one stands in for an earlier one. */
  readonly terms: readonly DealSetting[];
}

export const nothingLaid: Statement = { stated: nothingStated, terms: [] };

/** One level of a scenario. Whether its deal paths exist, the deal says later. Loads zod: import lazily. */
export function statementOf(overrides: readonly Override[]): Outcome<Statement> {
  const ofDeal = overrides.filter(({ path }) => isDealPath(path));
  const others = overrides.filter(({ path }) => !isDealPath(path));
  const problems: Problem[] = [];
  ofDeal.forEach(({ path, origin }, i) => {
    const first = ofDeal.findIndex((one) => one.path === path);
    if (first === i) return;
    const message = `${path} is stated twice (${ofDeal[first]!.origin})`;
    problems.push(problem('error', 'conflict', origin, message));
  });
  const stated = others.length === 0 ? undefined : statedOverrides(others);
  problems.push(...(stated?.problems ?? []));
  return outcomeOf(problems, () => ({
    stated: stated?.ok === true ? stated.value : nothingStated,
    terms: ofDeal.map(({ path, value, origin }) => ({ path: path.slice('deal.'.length), value, origin })),
  }));
}

/** One statement laid over another. */
export function layered(lower: Statement, upper: Statement): Statement {
  const isNew = ({ path }: DealSetting): boolean => !upper.terms.some((one) => one.path === path);
  return {
    stated: mergeStated(lower.stated, upper.stated),
    terms: [...lower.terms.filter(isNew), ...upper.terms],
  };
}
