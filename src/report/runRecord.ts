import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import type { Problem } from '#basics/problem.js';
import type { Assumption } from '#scenarios/assumptionRecord.js';
import type { RunRecord } from './documents/documentParts.js';

/** What a command knows of its run: enough to say later which inputs gave which numbers. */
export interface RunInputs {
  readonly version: string;
  readonly seed: string | null;
  readonly asOf: CalendarDate | undefined;
  readonly inputs: readonly { readonly role?: string; readonly name: string; readonly sha256: string }[];
  /** Flags as typed, by name, but those that change no result. */
  readonly options?: RunRecord['options'];
  readonly assumptions: readonly Assumption[];
}

export function runRecord({ version, seed, asOf, inputs, options, assumptions }: RunInputs): RunRecord {
  return {
    version,
    seed,
    asOf: asOf === undefined ? null : formatDate(asOf),
    inputs: inputs.map(({ role, name, sha256 }) => ({
      ...(role === undefined ? {} : { role }),
      name,
      sha256,
    })),
    ...(options === undefined ? {} : { options }),
    assumptions: assumptions.map(({ name, value, origin }) => ({ name, value, origin })),
  };
}

export function problemRecords(problems: readonly Problem[]): Problem[] {
  return problems.map(({ severity, code, at, message }) => ({ severity, code, at, message }));
}
