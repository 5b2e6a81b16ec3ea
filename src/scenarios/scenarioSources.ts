import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import type { TapeSource } from '#collateral/tape/tapeSource.js';
import type { CurveSource } from './curve/readCurve.js';
import type { ScenarioFlags } from './scenarioFlags.js';

/** A file's content with its base name. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A tape, which may stay on disk while it is read. */
export interface NamedTape {
  readonly name: string;
  readonly bytes: Uint8Array | TapeSource;
}

export interface ScenarioSources {
  readonly tape: NamedTape;
  /** None: the built-in three-class deal, sized to the tape. */
  readonly deal: NamedBytes | undefined;
  readonly assumptions: NamedBytes | undefined;
  /** Payments of loans that repay by a schedule of their own. */
  readonly schedules?: NamedBytes | undefined;
  /** Risk-free curve that rates are fitted to, with what it does not say of itself. */
  readonly curve?: CurveSource | undefined;
  readonly flags: ScenarioFlags;
  readonly tapeOptions: TapeOptions;
}
