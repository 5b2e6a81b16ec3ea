import { failed, type Outcome, succeeded } from '#basics/problem.js';
import type { OptionValues } from './command.js';
import type { Host } from './host.js';
import { loadStress } from './loadStress.js';
import type { PreparedStress } from './preparedStress.js';
import { recordedOptions } from './recordedOptions.js';
import { readRunLimits } from './runLimits.js';

/** Everything that a stress run reads, read and checked. All problems at once. */
export async function prepareStress(
  host: Host,
  tapes: readonly string[],
  options: OptionValues,
  quiet: boolean,
): Promise<Outcome<PreparedStress>> {
  const limits = readRunLimits(options);
  const loaded = await loadStress(host, tapes, options);
  if (!limits.ok || !loaded.ok) return failed([...limits.problems, ...loaded.problems]);
  const { stressJob } = await import('#scenarios/stress/stressJob.js');
  const job = await stressJob(loaded.value.request, true);
  if (!job.ok) return job;
  return succeeded({
    host,
    job: job.value,
    loaded: loaded.value,
    limits: limits.value,
    options: recordedOptions(options),
    quiet,
  });
}
