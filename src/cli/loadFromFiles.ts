import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { loadScenario } from '#scenarios/loadScenario.js';
import type { ResolvedScenario } from '#scenarios/resolvedScenario.js';
import { parseScenarioFlags } from '#scenarios/scenarioFlags.js';
import { type OptionValues, textOption } from './command.js';
import { type InputFile, readInput, textInput } from './files.js';
import type { Host } from './host.js';
import { type InputRecord, inputRecord } from './inputRecord.js';
import { readTapeInput } from './readTapeInput.js';
import { flagTexts } from './scenarioOptions.js';

export interface LoadedScenario {
  readonly scenario: ResolvedScenario;
  readonly inputs: readonly InputRecord[];
}

/** Reads every file that the options name, then resolves them into one scenario. All problems at once. */
export async function loadFromFiles(
  host: Host,
  tapePath: string,
  options: OptionValues,
): Promise<Outcome<LoadedScenario>> {
  const flags = parseScenarioFlags(flagTexts(options));
  const dealPath = textOption(options, 'deal');
  const assumptionsPath = textOption(options, 'assumptions');
  const paths = [tapePath, dealPath, assumptionsPath];
  if (paths.filter((path) => path === '-').length > 1) {
    return failed([problem('error', 'conflict', '-', 'standard input can be one file only')]);
  }
  const tape = await readTapeInput(host, tapePath, options);
  const deal = await readOptional(host, dealPath, 'deal file');
  const assumptions = await readOptional(host, assumptionsPath, 'assumptions file');
  const problems = [...flags.problems, ...tape.problems, ...deal.problems, ...assumptions.problems];
  if (!flags.ok || !tape.ok || !deal.ok || !assumptions.ok) return failed(problems);
  const loaded = await loadScenario({
    tape: tape.value.file,
    deal: deal.value,
    assumptions: assumptions.value,
    flags: flags.value,
    tapeOptions: tape.value.options,
  });
  if (!loaded.ok) return loaded;
  const files = [tape.value.file.packed, deal.value, assumptions.value].filter((file) => file !== undefined);
  return succeeded({ scenario: loaded.value, inputs: files.map(inputRecord) });
}

/** The files that an output must not overwrite. */
export function inputPaths(tapePath: string, options: OptionValues): string[] {
  return [tapePath, textOption(options, 'deal'), textOption(options, 'assumptions')].filter(
    (path) => path !== undefined,
  );
}

async function readOptional(
  host: Host,
  path: string | undefined,
  what: string,
): Promise<Outcome<InputFile | undefined>> {
  return path === undefined ? succeeded(undefined) : readInput(host, path, { ...textInput, what });
}
