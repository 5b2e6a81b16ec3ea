import type { Command } from 'commander';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { threeClassTemplate } from '#deal/templates/threeClass.js';
import { jsonText } from '#report/jsonText.js';
import { sizeDocument } from '#report/sizeDocument.js';
import { sizeReport } from '#report/sizeReport.js';
import { blockPool } from '#scenarios/distributed/blockPool.js';
import { workerFile } from '#scenarios/distributed/workerFile.js';
import { planUnder } from '#scenarios/planUnder.js';
import { priceScenario } from '#scenarios/priceScenario.js';
import type { ResolvedScenario } from '#scenarios/resolvedScenario.js';
import { dealTextWith } from '#scenarios/size/dealTextWith.js';
import { type SizedDeal, sizeDeal } from '#scenarios/size/sizeDeal.js';
import { resolveTargets, type SizeTargets } from '#scenarios/size/targets.js';
import { type CommandDefinition, type OptionValues, switchOption, textOption } from '../command.js';
import { addCurveOptions } from '../curveOptions.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { checkOutput, type InputFile, readInput, textInput, writeOutput } from '../files.js';
import type { Host } from '../host.js';
import { inputRecord } from '../inputRecord.js';
import { inputPaths, loadFromFiles } from '../loadFromFiles.js';
import { addOutputOptions, deliver, planOutput, reportContext } from '../outputOptions.js';
import { refuse, warn } from '../printProblems.js';
import { recordedOptions } from '../recordedOptions.js';
import { repeatRun } from '../repeat/repeatRun.js';
import { type RunLimits, readRunLimits } from '../runLimits.js';
import { addAssumptionOptions, addRejectOption, addTapeOptions } from '../scenarioOptions.js';

export const sizeCommand: CommandDefinition = {
  configure,
  examples: [
    {
      command: 'abs size examples/micro-loan/tape.csv --target A:expectedLoss=0.01%',
      does: 'the largest class A of the built-in deal with that expected loss',
    },
    {
      command: 'abs size examples/micro-loan/tape.csv --targets examples/micro-loan/targets.yaml',
      does: 'classes and coupons from a file of targets',
    },
  ],
  run,
};

function configure(command: Command): void {
  command
    .argument('[tape]', 'loan tape (CSV); - is standard input; none with --repeat')
    .optionsGroup('Structure:')
    .option('--deal <file>', 'deal file (YAML) whose classes are sized; without it the built-in deal')
    .option('--targets <file>', 'limits of the classes, retention, reserves, demand (abs schema targets)')
    .option(
      '--target <class:target=value>',
      'A:expectedLoss=0.1%, A:lossProbability=1%, A:breakEven=4, A:min=50%,\nA:max=85%; repeatable, before the file',
      (value: string, earlier: readonly string[] = []) => [...earlier, value],
    )
    .optionsGroup('Simulation:')
    .option('--se <error>', 'standard error per 100 of the verifying run (0.01)')
    .option('--paths <count>', 'so many paths in the verifying run instead')
    .option('--seed <text>', 'seed of the search (abs); the verifying run has another')
    .option('--repeat <result>', 'run again as a .json result says it was run, and compare')
    .option('--workers <count>', 'threads, or auto (the default); the result is the same for any');
  addAssumptionOptions(command);
  addCurveOptions(command);
  command
    .option('--correlation <rate>', 'asset correlation (default 15%)')
    .option('--premium <rule>', 'net: less the expected loss of a class (the default); full: all of it');
  addTapeOptions(command);
  addRejectOption(command);
  addOutputOptions(command);
  for (const option of command.options) {
    if (option.attributeName() === 'output')
      option.description = 'write the deal (.yaml) or the result (.json)';
  }
}

async function run(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode> {
  if (textOption(options, 'repeat') !== undefined) return repeatRun('size', sizeCommand, host, args, options);
  const tapePath = args[0];
  if (tapePath === undefined)
    return refuse(host, [problem('error', 'usage', 'abs size', 'which tape? abs size tape.csv')]);
  const targetsPath = textOption(options, 'targets');
  const files = [...inputPaths(tapePath, options), ...(targetsPath === undefined ? [] : [targetsPath])];
  const output = planSize(host, options, files);
  const limits = readRunLimits(options);
  const targetsFile = await readTargets(host, targetsPath);
  const loaded = await loadFromFiles(host, tapePath, options);
  if (!output.ok || !limits.ok || !targetsFile.ok || !loaded.ok) {
    const problems = [output, limits, targetsFile, loaded].flatMap((outcome) => outcome.problems);
    return refuse(host, problems, tapePath);
  }
  const { scenario } = loaded.value;
  const targets = await resolveTargets(scenario.terms, targetsFile.value, targetFlags(options));
  if (!targets.ok) return refuse(host, targets.problems);
  const sized = await sizeWith(scenario, targets.value, limits.value);
  if (!sized.ok) return refuse(host, sized.problems);
  const dealText = await sourceText(host, scenario, options);
  if (!dealText.ok) return refuse(host, dealText.problems);
  const plan = planUnder(scenario, sized.value.terms);
  if (!plan.ok) return refuse(host, plan.problems);
  const dealFile = dealTextWith(dealText.value, 'deal.yaml', sized.value.terms);
  const problems = [...scenario.problems, ...targets.problems];
  const document = sizeDocument(
    { scenario, sized: sized.value, notes: plan.value.notes, dealFile, problems },
    {
      version: host.version,
      inputs: [
        ...loaded.value.inputs,
        ...(targetsFile.value === undefined ? [] : [inputRecord(targetsFile.value, 'targets')]),
      ],
      options: recordedOptions(options),
      assumptions: [...scenario.records, ...targets.value.records],
    },
  );
  const { path, plan: outputPlan } = output.value;
  if (path !== undefined && document.feasible) {
    const written = writeOutput(host, path, dealFile, outputPlan.force);
    if (!written.ok) return refuse(host, written.problems);
  }
  const text =
    outputPlan.format === 'json' ? jsonText(document) : sizeReport(document, reportContext(host, outputPlan));
  const delivered = deliver(host, outputPlan, text);
  if (!delivered.ok) return refuse(host, delivered.problems);
  warn(host, outputPlan, problems);
  return document.feasible && document.verification?.holds === true ? exitCode.fine : exitCode.checkFailed;
}

/** `-o deal.yaml` writes the deal, and the report is printed all the same. */
function planSize(host: Host, options: OptionValues, inputs: readonly string[]) {
  const path = textOption(options, 'output');
  const isDeal = path !== undefined && /\.ya?ml$/i.test(path);
  const plan = planOutput(host, isDeal ? { ...options, output: undefined } : options, inputs);
  const target = isDeal
    ? checkOutput(host, path, switchOption(options, 'force'), inputs)
    : succeeded(undefined);
  const problems = [...plan.problems, ...target.problems];
  if (!plan.ok || !target.ok) return failed(problems);
  if (plan.value.format === 'csv') {
    return failed([problem('error', 'unknown-format', '--csv', 'abs size writes .json and .yaml')]);
  }
  return succeeded({ plan: plan.value, path: isDeal ? path : undefined });
}

async function readTargets(host: Host, path: string | undefined): Promise<Outcome<InputFile | undefined>> {
  return path === undefined
    ? succeeded(undefined)
    : readInput(host, path, { ...textInput, what: 'targets file' });
}

function targetFlags(options: OptionValues): string[] {
  const { target } = options;
  return Array.isArray(target) ? target.filter((entry) => typeof entry === 'string') : [];
}

async function sizeWith(
  scenario: ResolvedScenario,
  targets: SizeTargets,
  { workers }: RunLimits,
): Promise<Outcome<SizedDeal>> {
  // A pool of threads serves one simulation.
  return sizeDeal(scenario, targets, async (priced) => {
    const pool = blockPool({ workers, workerFile: workerFile() });
    try {
      return await priceScenario(priced, { runBlocks: pool.runBlocks });
    } finally {
      await pool.close();
    }
  });
}

/** The deal file as it was given, or the built-in deal as `abs init` writes it. */
async function sourceText(
  host: Host,
  scenario: ResolvedScenario,
  options: OptionValues,
): Promise<Outcome<string>> {
  const path = textOption(options, 'deal');
  if (path === undefined) {
    const { asOf, tape } = scenario;
    return succeeded(threeClassTemplate.text({ cutOffDate: asOf, currency: tape.table.currency }));
  }
  const file = await readInput(host, path, { ...textInput, what: 'deal file' });
  return file.ok ? succeeded(new TextDecoder('utf-8').decode(file.value.bytes).replace(/^\uFEFF/, '')) : file;
}
