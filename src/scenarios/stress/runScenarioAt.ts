import type { Problem } from '#basics/problem.js';
import type { StressJob } from './stressJob.js';
import { type StressResult, stressResult } from './stressRow.js';

/** A scenario that ran, or the problems that kept it from running. */
export type ScenarioAt =
  | { readonly ok: true; readonly result: StressResult }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Scenario number `index` of a job as plain data. Its warnings are those that it has beyond its base. */
export function runScenarioAt(job: StressJob, index: number): ScenarioAt {
  const { pair, cell } = job.at(index);
  const ran = job.run(index);
  const ofBase = job.runners[pair]!.base.problems;
  const isNew = (found: Problem): boolean =>
    !ofBase.some(
      // A deal that is planned again names its terms without their place in the file.
      ({ code, at, message }) => code === found.code && at.endsWith(found.at) && message === found.message,
    );
  const named = ran.problems.filter(isNew).map((found) => ({
    ...found,
    message: `scenario ${cell.name}: ${found.message.replace(/^scenario .*?: /, '')}`,
  }));
  return ran.ok
    ? { ok: true, result: stressResult(index, ran.value, named) }
    : { ok: false, problems: named };
}
