import type { DealSetting } from '#deal/editDeal.js';
import type { ScenarioRunner } from './scenarioRunner.js';

/** A runner that puts terms of the deal below every scenario. */
export function withTerms(runner: ScenarioRunner, below: readonly DealSetting[]): ScenarioRunner {
  if (below.length === 0) return runner;
  const run: ScenarioRunner['run'] = (overrides, terms = []) => {
    const isNew = ({ path }: DealSetting): boolean => !terms.some((one) => one.path === path);
    return runner.run(overrides, [...below.filter(isNew), ...terms]);
  };
  return { ...runner, run };
}
