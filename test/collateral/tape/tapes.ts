import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Problem } from '#basics/problem.js';
import { readTape } from '#collateral/tape/readTape.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import type { TapeReading } from '#collateral/tape/tapeReport.js';

/** Tapes beside the project that are not ours to ship; tests that need them skip where they are not. */
const sharedFolder = fileURLToPath(new URL('../../../../shared/tapes/', import.meta.url));
export const sharedTapesAreHere = existsSync(sharedFolder);
export const whySkipped = sharedTapesAreHere ? '' : ' (skipped: ../shared/tapes is not on this machine)';

export function sharedTape(name: string): Uint8Array {
  return readFileSync(`${sharedFolder}${name}`);
}

export function fixtureFile(name: string): Uint8Array {
  return readFileSync(fileURLToPath(new URL(`../../../fixtures/tapes/${name}`, import.meta.url)));
}

export function bytesOf(lines: string | readonly string[]): Uint8Array {
  return new TextEncoder().encode(typeof lines === 'string' ? lines : `${lines.join('\n')}\n`);
}

/** Reads what must be readable. */
export function reading(tape: Uint8Array | readonly string[], options: TapeOptions = {}): TapeReading {
  const outcome = readTape(tape instanceof Uint8Array ? tape : bytesOf(tape), 't.csv', options);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

/** Errors of what must be refused. */
export function refusal(tape: Uint8Array | readonly string[], options: TapeOptions = {}): readonly Problem[] {
  const outcome = readTape(tape instanceof Uint8Array ? tape : bytesOf(tape), 't.csv', options);
  if (outcome.ok) throw new Error(`read ${outcome.value.report.accepted} loans of a tape to refuse`);
  return outcome.problems.filter((p) => p.severity === 'error');
}

export function warningCodes(tape: TapeReading): string[] {
  return tape.report.warnings.map((p) => p.code);
}
