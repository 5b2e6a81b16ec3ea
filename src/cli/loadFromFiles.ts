import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { loadPool } from '#scenarios/loadPool.js';
import { loadScenario } from '#scenarios/loadScenario.js';
import type { ResolvedPool, ResolvedScenario } from '#scenarios/resolvedScenario.js';
import { parseScenarioFlags } from '#scenarios/scenarioFlags.js';
import type { ScenarioSources } from '#scenarios/scenarioSources.js';
import { type OptionValues, textOption } from './command.js';
import { readCurveFile } from './curveOptions.js';
import { type InputFile, readInput, textInput } from './files.js';
import type { Host } from './host.js';
import { type InputRecord, inputRecord } from './inputRecord.js';
import { streamTapeInput } from './readTapeInput.js';
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
  const loaded = await loadWith(host, tapePath, options, loadScenario);
  return loaded.ok
    ? succeeded({ scenario: loaded.value.loaded, inputs: loaded.value.inputs }, loaded.problems)
    : loaded;
}

/** The same without a deal. */
export async function loadPoolFromFiles(
  host: Host,
  tapePath: string,
  options: OptionValues,
): Promise<Outcome<Loaded<ResolvedPool>>> {
  return loadWith(host, tapePath, options, (sources) => loadPool(sources, undefined));
}

export interface Loaded<T> {
  readonly loaded: T;
  readonly inputs: readonly InputRecord[];
}

async function loadWith<T>(
  host: Host,
  tapePath: string,
  options: OptionValues,
  load: (sources: ScenarioSources) => Promise<Outcome<T>>,
): Promise<Outcome<Loaded<T>>> {
  const flags = parseScenarioFlags(flagTexts(options));
  const dealPath = textOption(options, 'deal');
  const assumptionsPath = textOption(options, 'assumptions');
  const schedulesPath = textOption(options, 'schedules');
  const curvePath = textOption(options, 'curve');
  const paths = [tapePath, dealPath, assumptionsPath, schedulesPath, curvePath];
  if (paths.filter((path) => path === '-').length > 1) {
    return failed([problem('error', 'conflict', '-', 'standard input can be one file only')]);
  }
  const tape = await streamTapeInput(host, tapePath, options);
  const deal = await readOptional(host, dealPath, 'deal file');
  const assumptions = await readOptional(host, assumptionsPath, 'assumptions file');
  const schedules = await readOptional(host, schedulesPath, 'file of schedules');
  const curve = await readCurveFile(host, options);
  const problems = [
    ...flags.problems,
    ...tape.problems,
    ...deal.problems,
    ...assumptions.problems,
    ...schedules.problems,
    ...curve.problems,
  ];
  if (!flags.ok || !tape.ok || !deal.ok || !assumptions.ok || !schedules.ok || !curve.ok)
    return failed(problems);
  const loaded = await load({
    tape: { name: tape.value.name, bytes: tape.value.content },
    deal: deal.value,
    assumptions: assumptions.value,
    schedules: schedules.value,
    curve: curve.value,
    flags: flags.value,
    tapeOptions: tape.value.options,
  });
  if (!loaded.ok) return loaded;
  const files = [
    ['map', tape.value.mapFile],
    ['deal', deal.value],
    ['assumptions', assumptions.value],
    ['schedules', schedules.value],
    ['curve', curve.value],
  ] as const;
  const records = files.flatMap(([role, file]) => (file === undefined ? [] : [inputRecord(file, role)]));
  const inputs = [tape.value.record('tape'), ...records];
  return succeeded({ loaded: loaded.value, inputs }, loaded.problems);
}

/** The files that an output must not overwrite. */
export function inputPaths(tapePath: string, options: OptionValues): string[] {
  const named = ['deal', 'assumptions', 'schedules', 'curve'].map((name) => textOption(options, name));
  return [tapePath, ...named].filter((path) => path !== undefined);
}

async function readOptional(
  host: Host,
  path: string | undefined,
  what: string,
): Promise<Outcome<InputFile | undefined>> {
  return path === undefined ? succeeded(undefined) : readInput(host, path, { ...textInput, what });
}
