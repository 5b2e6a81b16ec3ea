import type { NamedBytes, ScenarioSources } from '../scenarioSources.js';
import type { SolveTexts } from './parseSolve.js';
import type { Purchases } from './purchase.js';

/** All that a stress run rests on, as plain data: every thread makes its job of a copy of it. */
export interface StressRequest {
  /** Tape by tape, and for each tape deal by deal. */
  readonly pairs: readonly ScenarioSources[];
  /** YAML, or CSV by its extension; none: the scenarios that are named, else the built-in ones. */
  readonly scenarioFile: NamedBytes | undefined;
  /** Scenarios of the library. */
  readonly library: readonly string[];
  /** Assumptions of all scenarios, by path, below what a scenario states: `--set`. */
  readonly settings: readonly (readonly [path: string, value: string])[];
  readonly solve: SolveTexts | undefined;
  readonly bought: Purchases;
}
