import { parseDate } from '#basics/calendarDate.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { parseScenarioFlags } from '#scenarios/scenarioFlags.js';
import type { NamedBytes, ScenarioSources } from '#scenarios/scenarioSources.js';
import type { SolveTexts } from '#scenarios/stress/parseSolve.js';
import type { Purchase, Purchases } from '#scenarios/stress/purchase.js';
import type { StressRequest } from '#scenarios/stress/stressRequest.js';
import { type OptionValues, textOption } from './command.js';
import { readCurveFile } from './curveOptions.js';
import { type InputFile, readInput, textInput } from './files.js';
import type { Host } from './host.js';
import { type InputRecord, type InputRole, inputRecord } from './inputRecord.js';
import { readTapeInput } from './readTapeInput.js';
import { flagTexts } from './scenarioOptions.js';

export interface LoadedStress {
  readonly request: StressRequest;
  readonly inputs: readonly InputRecord[];
  /** By pair, what its results rest on: for the keys of rows. */
  readonly pairInputs: readonly (readonly InputRecord[])[];
  readonly pairNames: readonly { readonly tape: string; readonly deal: string }[];
}

/** Reads every file that a stress run names. All problems at once. */
export async function loadStress(
  host: Host,
  tapePaths: readonly string[],
  options: OptionValues,
): Promise<Outcome<LoadedStress>> {
  const problems: Problem[] = [];
  const keep = <T>(outcome: Outcome<T>): T | undefined => {
    problems.push(...outcome.problems);
    return outcome.ok ? outcome.value : undefined;
  };
  const flags = keep(parseScenarioFlags(flagTexts(options)));
  const dealPaths = listOption(options, 'deal');
  const named = [...tapePaths, ...dealPaths, ...namedPaths(options)];
  if (named.filter((path) => path === '-').length > 1) {
    problems.push(problem('error', 'conflict', '-', 'standard input can be one file only'));
    return failed(problems);
  }
  const optional = async (name: InputRole, what: string) => {
    const path = textOption(options, name);
    return path === undefined ? undefined : keep(await readInput(host, path, { ...textInput, what }));
  };
  const assumptions = await optional('assumptions', 'assumptions file');
  const schedules = await optional('schedules', 'file of schedules');
  const curve = keep(await readCurveFile(host, options));
  const scenarioFile = await optional('scenarios', 'scenario file');
  const deals: (NamedBytes | undefined)[] = [];
  for (const path of dealPaths)
    deals.push(keep(await readInput(host, path, { ...textInput, what: 'deal file' })));
  if (dealPaths.length === 0) deals.push(undefined);
  const solve = keep(solveTexts(options));
  const settings = keep(settingsOf(options));
  const bought = keep(boughtOf(options));
  const pairs: ScenarioSources[] = [];
  const inputs: InputRecord[] = [];
  const pairInputs: InputRecord[][] = [];
  let mapFile: InputFile | undefined;
  for (const path of tapePaths) {
    const tape = keep(await readTapeInput(host, path, options));
    if (tape === undefined || flags === undefined) continue;
    const own = inputRecord(tape.file.packed, 'tape');
    inputs.push(own);
    mapFile = tape.mapFile;
    for (const deal of deals) {
      const { name, bytes } = tape.file;
      pairs.push({
        tape: { name, bytes },
        deal,
        assumptions,
        schedules,
        curve,
        flags,
        tapeOptions: tape.options,
      });
      pairInputs.push([
        own,
        ...[deal, assumptions, schedules, curve].flatMap((file) =>
          file === undefined ? [] : [inputRecord(file)],
        ),
      ]);
    }
  }
  if (problems.some(({ severity }) => severity === 'error')) return failed(problems);
  const others = { map: mapFile, assumptions, schedules, curve, scenarios: scenarioFile };
  for (const file of deals) if (file !== undefined) inputs.push(inputRecord(file, 'deal'));
  for (const [role, file] of Object.entries(others) as [InputRole, InputFile | undefined][]) {
    if (file !== undefined) inputs.push(inputRecord(file, role));
  }
  return succeeded(
    {
      request: {
        pairs,
        scenarioFile,
        library: listOption(options, 'scenario'),
        settings: settings ?? [],
        solve: solve ?? undefined,
        bought: bought ?? {},
      },
      inputs,
      pairInputs,
      pairNames: pairNamesOf(pairs, deals.length),
    },
    problems,
  );
}

/** Base names; of several files with one name the later ones have their number behind it. */
function pairNamesOf(pairs: readonly ScenarioSources[], dealCount: number): LoadedStress['pairNames'] {
  const tapes = numbered(pairs.filter((_, i) => i % dealCount === 0).map(({ tape }) => tape.name));
  const deals = numbered(pairs.slice(0, dealCount).map(({ deal }) => deal?.name ?? 'built-in'));
  return pairs.map((_, i) => ({
    tape: tapes[Math.floor(i / dealCount)]!,
    deal: deals[i % dealCount]!,
  }));
}

function numbered(names: readonly string[]): string[] {
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

/** Files that an output must not overwrite. */
export function stressPaths(tapePaths: readonly string[], options: OptionValues): string[] {
  return [...tapePaths, ...listOption(options, 'deal'), ...namedPaths(options)];
}

function namedPaths(options: OptionValues): string[] {
  return ['assumptions', 'schedules', 'curve', 'scenarios'].flatMap(
    (name) => textOption(options, name) ?? [],
  );
}

export function listOption(options: OptionValues, name: string): string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** `--solve PATH --for CLASS.FIGURE=VALUE`, and `--between FROM..TO` where the range is another. */
function solveTexts(options: OptionValues): Outcome<SolveTexts | undefined> {
  const find = textOption(options, 'solve');
  const target = textOption(options, 'for');
  const between = textOption(options, 'between');
  const refuse = (at: string, message: string) => failed([problem('error', 'usage', at, message)]);
  if (find === undefined) {
    if (target !== undefined) return refuse('--for', 'needs --solve: the assumption to look for');
    return between === undefined ? succeeded(undefined) : refuse('--between', 'needs --solve');
  }
  const cut = target?.lastIndexOf('=') ?? -1;
  if (target === undefined || cut <= 0) {
    return refuse('--for', 'says what is to be reached: --for B.return=8%');
  }
  const range = between?.split('..');
  if (range !== undefined && range.length !== 2) return refuse('--between', 'is FROM..TO, such as 0..20');
  return succeeded({
    find,
    for: target.slice(0, cut),
    equals: target.slice(cut + 1),
    from: range?.[0],
    to: range?.[1],
  });
}

function settingsOf(options: OptionValues): Outcome<readonly (readonly [string, string])[]> {
  const entries = listOption(options, 'set').map((entry) => [entry, entry.indexOf('=')] as const);
  const wrong = entries.filter(([, cut]) => cut <= 0);
  if (wrong.length > 0) {
    return failed(
      wrong.map(([entry]) =>
        problem('error', 'usage', '--set', `"${entry}" is not PATH=VALUE, such as recovery.rate=40%`),
      ),
    );
  }
  return succeeded(entries.map(([entry, cut]) => [entry.slice(0, cut), entry.slice(cut + 1)] as const));
}

function boughtOf(options: OptionValues): Outcome<Purchases> {
  const bought: { [name: string]: Purchase } = Object.create(null);
  const problems: Problem[] = [];
  const refuse = (message: string) => problems.push(problem('error', 'usage', '--buy', message));
  for (const entry of listOption(options, 'buy')) {
    const cut = entry.lastIndexOf('=');
    const name = entry.slice(0, cut);
    const purchase = purchaseFrom(entry.slice(cut + 1));
    if (cut <= 0 || purchase === undefined) {
      refuse(
        `${quoted(entry)} is not CLASS=PRICE per 100, such as B=97.5, or B=97.5@2026-06-26 for a later day`,
      );
    } else if (Object.hasOwn(bought, name)) refuse(`class ${quoted(name)} is bought twice`);
    else bought[name] = purchase;
  }
  return problems.length > 0 ? failed(problems) : succeeded(bought);
}

/** `97.5`, `97.5@2026-06-26`, or `97.5@3`: right after the third payment. */
function purchaseFrom(text: string): Purchase | undefined {
  const match = /^(\d{1,6}(?:\.\d{1,10})?)(?:@(?:(\d{1,3})|([\d-]{8,10})))?$/.exec(text);
  const price = Number(match?.[1] ?? 0);
  if (match === null || price <= 0) return undefined;
  if (match[2] !== undefined) return { price, afterPayments: Number(match[2]) };
  if (match[3] === undefined) return { price };
  const date = parseDate(match[3]);
  return date === undefined ? undefined : { price, date };
}
