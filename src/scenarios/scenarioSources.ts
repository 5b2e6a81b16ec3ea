import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import type { ScenarioFlags } from './scenarioFlags.js';

/** A file's content with its base name. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ScenarioSources {
  readonly tape: NamedBytes;
  /** None: the built-in three-class deal, sized to the tape. */
  readonly deal: NamedBytes | undefined;
  readonly assumptions: NamedBytes | undefined;
  /** Payments of loans that repay by a schedule of their own. */
  readonly schedules?: NamedBytes | undefined;
  readonly flags: ScenarioFlags;
  readonly tapeOptions: TapeOptions;
}
