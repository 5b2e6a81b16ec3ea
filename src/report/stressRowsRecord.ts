import type { Assumption } from '#scenarios/assumptionRecord.js';
import type { StressRowsRecord } from './documents/stressSchema.js';
import { type RunInputs, runRecord } from './runRecord.js';
import { isSameAssumption, sharedRecords } from './stressDocument.js';

export interface RowsFacts {
  /** Base name of the file of rows. */
  readonly rows: string;
  readonly scenarios: number;
  readonly pairs: readonly {
    readonly tapeName: string;
    readonly dealName: string;
    readonly records: readonly Assumption[];
  }[];
}

/** What stands beside a file of rows: enough to say which inputs gave them, and to run them again. */
export function stressRowsRecord(
  { rows, scenarios, pairs }: RowsFacts,
  run: Pick<RunInputs, 'version' | 'inputs' | 'options' | 'asOf'>,
): StressRowsRecord {
  const shared = sharedRecords(pairs.map(({ records }) => records));
  return {
    schema: 'abs/stress-rows/1',
    run: runRecord({ ...run, seed: null, assumptions: shared }),
    rows,
    scenarios,
    pairs: pairs.map(({ tapeName, dealName, records }) => ({
      tapeName,
      dealName,
      assumptions: records
        .filter((one) => !shared.some((other) => isSameAssumption(one, other)))
        .map((one) => ({ ...one })),
    })),
  };
}
