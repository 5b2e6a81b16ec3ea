import type { RunInputs } from '#report/runRecord.js';
import type { StressJob } from '#scenarios/stress/stressJob.js';
import type { Host } from './host.js';
import type { LoadedStress } from './loadStress.js';
import type { RunLimits } from './runLimits.js';

/** A stress run whose files have been read and whose scenarios have been checked. */
export interface PreparedStress {
  readonly host: Host;
  readonly job: StressJob;
  readonly loaded: LoadedStress;
  readonly limits: RunLimits;
  /** For the record of the run. */
  readonly options: NonNullable<RunInputs['options']>;
  readonly quiet: boolean;
}
