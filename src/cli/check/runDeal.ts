import { createHash } from 'node:crypto';
import { failed, type Outcome, type Problem, succeeded } from '#basics/problem.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { parseTerms } from '#deal/parseTerms.js';
import { baselineRun, type RunResult } from '#scenarios/baseline/baselineRun.js';
import type { Baseline, BaselineRun, RunRole } from '#scenarios/baseline/baselineSchema.js';
import { cashTables } from '#scenarios/baseline/cashTables.js';
import { flatValues } from '#scenarios/baseline/flatValues.js';
import type { CheckRun } from '#scenarios/baseline/parseCheckFile.js';
import { priceFigures } from '#scenarios/baseline/priceFigures.js';
import type { ScenarioResults } from '#scenarios/baseline/scenarioFigures.js';
import { tapeContent } from '#scenarios/baseline/tapeContent.js';
import { cashflowScenario } from '#scenarios/cashflowScenario.js';
import { blockPool } from '#scenarios/distributed/blockPool.js';
import { workerFile } from '#scenarios/distributed/workerFile.js';
import { priceScenario } from '#scenarios/priceScenario.js';
import type { ResolvedScenario } from '#scenarios/resolvedScenario.js';
import type { OptionValues } from '../command.js';
import { readContent, readInput, textInput } from '../files.js';
import type { Host } from '../host.js';
import { loadFromFiles } from '../loadFromFiles.js';
import { loadReported } from '../loadReported.js';
import { fileBeside } from './findDeals.js';

/** A deal as it runs today, in the form of a baseline, with the tapes that its rows are named from. */
export interface DealToday {
  readonly baseline: Omit<Baseline, 'made'>;
  readonly tables: ReadonlyMap<string, LoanTable>;
}

/** Runs a deal in all its ways: exactly, and priced where it can be. */
export async function runDeal(host: Host, inputs: DealInputs, workers: number): Promise<Outcome<DealToday>> {
  const terms = parseTerms(inputs.deal.bytes, inputs.deal.name);
  if (!terms.ok) return terms;
  const tables = new Map<string, LoanTable>();
  const runs: BaselineRun[] = [];
  const problems: Problem[] = [];
  for (const run of inputs.runs) {
    const result =
      run.files.collections === undefined
        ? await runOnTape(host, inputs, run, workers, tables)
        : await runOnReports(host, inputs, run);
    problems.push(...result.problems);
    if (result.ok) runs.push(baselineRun(result.value));
  }
  if (problems.some(({ severity }) => severity === 'error')) return failed(problems);
  const baseline: DealToday['baseline'] = {
    schema: 'abs/baseline/1',
    version: host.version,
    deal: { path: inputs.deal.name, sha256: inputs.deal.sha256 },
    terms: Object.fromEntries(flatValues(terms.value)),
    runs,
  };
  return succeeded({ baseline, tables });
}

/** Everything that a deal's check reads, found and hashed; paths are from the host's folder. */
export interface DealInputs {
  readonly path: string;
  readonly deal: { readonly name: string; readonly bytes: Uint8Array; readonly sha256: string };
  readonly runs: readonly PlannedRun[];
}

interface PlannedRun {
  readonly name: string;
  readonly files: RunResult['files'];
  readonly paths: { readonly [role in RunRole]?: string };
  readonly options: CheckRun['options'];
}
type PlannedFiles = PlannedRun['paths'];

/** Reads what a check needs to be told apart from another one. */
export async function readInputs(
  host: Host,
  path: string,
  runs: readonly CheckRun[],
): Promise<Outcome<DealInputs>> {
  const deal = await readInput(host, path, { ...textInput, what: 'deal file' });
  const problems: Problem[] = [...deal.problems];
  const planned: PlannedRun[] = [];
  for (const run of runs) {
    const files: { [role in RunRole]?: { path: string; sha256: string } } = {};
    const paths: { [role in RunRole]?: string } = {};
    for (const [role, named] of Object.entries(run.files) as [RunRole, string][]) {
      const found = fileBeside(host, path, named);
      const file = found.ok ? await readContent(host, found.value, `${role} file`) : found;
      problems.push(...file.problems);
      if (!found.ok || !file.ok) continue;
      paths[role] = found.value;
      files[role] = { path: named, sha256: sha256(file.value.bytes) };
    }
    planned.push({ name: run.name, files, paths, options: run.options });
  }
  if (!deal.ok || problems.some(({ severity }) => severity === 'error')) return failed(problems);
  const { name, bytes } = deal.value;
  return succeeded({ path, deal: { name, bytes, sha256: sha256(bytes) }, runs: planned });
}

async function runOnTape(
  host: Host,
  inputs: DealInputs,
  run: PlannedRun,
  workers: number,
  tables: Map<string, LoanTable>,
): Promise<Outcome<RunResult>> {
  const loaded = await loadFromFiles(host, run.paths.tape ?? '', optionsOf(inputs.path, run));
  if (!loaded.ok) return loaded;
  const { scenario } = loaded.value;
  tables.set(run.name, scenario.tape.table);
  const { distribution, collections } = cashflowScenario(scenario);
  const priced = await price(scenario, workers);
  if (!priced.ok) return priced;
  const stressed = await scenariosOf(host, run.paths.scenarios, scenario, inputs.deal);
  if (!stressed.ok) return stressed;
  return succeeded({
    name: run.name,
    files: run.files,
    options: run.options,
    assumptions: [...priced.value.records, ...(stressed.value?.records ?? [])],
    tape: tapeContent(scenario.tape.table, scenario.tape.report.currentBalance),
    cashflow: cashTables(distribution, collections),
    price: priced.value.price,
    ...(stressed.value === undefined ? {} : { scenarios: stressed.value.groups }),
  });
}

async function scenariosOf(
  host: Host,
  path: string | undefined,
  scenario: ResolvedScenario,
  deal: DealInputs['deal'],
): Promise<Outcome<ScenarioResults | undefined>> {
  if (path === undefined) return succeeded(undefined);
  const file = await readInput(host, path, { ...textInput, what: 'scenario file' });
  if (!file.ok) return file;
  const { scenarioFigures } = await import('#scenarios/baseline/scenarioFigures.js');
  return scenarioFigures(scenario, deal, file.value);
}

async function price(
  scenario: ResolvedScenario,
  workers: number,
): Promise<Outcome<Pick<RunResult, 'price'> & { readonly records: RunResult['assumptions'] }>> {
  const pool = blockPool({ workers, workerFile: workerFile() });
  try {
    const priced = await priceScenario(scenario, { runBlocks: pool.runBlocks });
    if (priced.ok) {
      const { result, seed, records } = priced.value;
      return succeeded({ records, price: priceFigures(result, seed) });
    }
    const errors = priced.problems.filter(({ severity }) => severity === 'error');
    if (errors.some(({ code }) => code === 'unused')) return priced;
    return succeeded({ records: scenario.records, price: errors.map(({ message }) => message).join('; ') });
  } finally {
    await pool.close();
  }
}

async function runOnReports(host: Host, inputs: DealInputs, run: PlannedRun): Promise<Outcome<RunResult>> {
  const loaded = await loadReported(host, [], optionsOf(inputs.path, run));
  if (!loaded.ok) return loaded;
  const { distribution, collections } = loaded.value.cashflow;
  return succeeded({
    name: run.name,
    files: run.files,
    options: run.options,
    assumptions: [],
    tape: undefined,
    cashflow: cashTables(distribution, collections),
    price: 'reported collections are distributed, not priced',
  });
}

/** The options as the command line would hand them out. */
function optionsOf(
  deal: string,
  { paths, options }: { paths: PlannedFiles; options: CheckRun['options'] },
): OptionValues {
  const flags = Object.entries(options).map(([flag, text]) => [
    flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    text,
  ]);
  const { tape: _tape, map, scenarios: _scenarios, ...files } = paths;
  return { ...Object.fromEntries(flags), ...files, deal, ...(map === undefined ? {} : { map: [map] }) };
}

/** Of all that a result rests on besides the program. */
export function inputsFingerprint({ deal, runs }: DealInputs): string {
  const parts = runs.map(({ name, files, options }) => [
    name,
    Object.entries(files),
    Object.entries(options),
  ]);
  return sha256(JSON.stringify([deal.name, deal.sha256, parts]));
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
