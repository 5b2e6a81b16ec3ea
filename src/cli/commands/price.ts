import type { Command } from 'commander';
import { csvText } from '#basics/csvText.js';
import { type Outcome, problem, succeeded } from '#basics/problem.js';
import type { PriceDocument } from '#report/documents/priceSchema.js';
import { jsonText } from '#report/jsonText.js';
import { priceRows } from '#report/priceCsv.js';
import { priceDocument } from '#report/priceDocument.js';
import { priceReport } from '#report/priceReport.js';
import { blockPool } from '#scenarios/distributed/blockPool.js';
import { workerFile } from '#scenarios/distributed/workerFile.js';
import { type PricedScenario, priceScenario } from '#scenarios/priceScenario.js';
import type { ResolvedScenario } from '#scenarios/resolvedScenario.js';
import {
  type CommandDefinition,
  numberOption,
  type OptionValues,
  switchOption,
  textOption,
} from '../command.js';
import { addCurveOptions } from '../curveOptions.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import type { Host } from '../host.js';
import { watchInterruption } from '../interruption.js';
import { inputPaths, loadFromFiles } from '../loadFromFiles.js';
import { addOutputOptions, deliver, type OutputPlan, planOutput, reportContext } from '../outputOptions.js';
import { refuse, warn } from '../printProblems.js';
import { progressLine } from '../progress.js';
import { recordedOptions } from '../recordedOptions.js';
import { repeatRun } from '../repeat/repeatRun.js';
import { type RunLimits, readRunLimits } from '../runLimits.js';
import { addAssumptionOptions, addRejectOption, addTapeOptions } from '../scenarioOptions.js';

export const priceCommand: CommandDefinition = {
  configure,
  examples: [
    { command: 'abs price fixtures/tapes/micro-loan.csv', does: 'the built-in three-class deal' },
    {
      command: 'abs price fixtures/tapes/micro-loan.csv --cpr 15% --cdr 4% --recovery 50%',
      does: 'under other assumptions',
    },
    {
      command: 'abs price fixtures/tapes/micro-loan.csv --method dcf --json',
      does: 'discounted cash flow, as JSON',
    },
    {
      command: 'abs price fixtures/tapes/micro-loan.csv --paths 4096 --seed other --csv',
      does: 'so many paths of another seed, one row a class',
    },
    {
      command: 'abs price fixtures/tapes/micro-loan.csv --curve examples/micro-loan/curve.csv',
      does: 'discounted at a curve of its own, which the short rate is fitted to',
    },
    {
      command:
        'abs price fixtures/tapes/micro-loan.csv --deal examples/micro-loan/revolving.yaml --paths 256',
      does: 'a deal that buys loans for a year: each path buys what its own payments leave',
    },
  ],
  run,
};

function configure(command: Command): void {
  command
    .argument('[tape]', 'loan tape (CSV); - is standard input; none with --repeat')
    .optionsGroup('Deal and method:')
    .option('--deal <file>', 'deal file (YAML); without it the built-in three-class deal')
    .option('--method <name>', 'mc: simulation (the default); dcf: discounted cash flow')
    .option('--se <error>', 'simulate until every class with a coupon has this standard error per 100 (0.01)')
    .option('--paths <count>', 'simulate this many paths instead')
    .option('--uncertainty', 'draw parameters and other models as the assumptions file says; errors apart')
    .option('--seed <text>', 'seed of the simulation (abs): same text, same bytes')
    .option('--estimator <name>', 'two-level (the default) or plain')
    .option('--repeat <result>', 'run again as a .json result says it was run, and compare')
    .option('--workers <count>', 'threads, or auto (the default); the result is the same for any')
    .option(
      '--max-seconds <seconds>',
      'end before a round that would take longer; the result is then partial',
    );
  addAssumptionOptions(command);
  addCurveOptions(command);
  command
    .option('--correlation <rate>', 'asset correlation (default 15%)')
    .option(
      '--model <name>',
      'copula: correlated defaults (the default); source: PD normal over paths, rate a random walk',
    )
    .option('--premium <rule>', 'net: less the expected loss of a class (the default); full: all of it');
  addTapeOptions(command);
  addRejectOption(command);
  addOutputOptions(command);
}

async function run(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode> {
  if (textOption(options, 'repeat') !== undefined)
    return repeatRun('price', priceCommand, host, args, options);
  const tapePath = args[0];
  if (tapePath === undefined) return refuse(host, [problem('error', 'usage', 'abs price', noTape)]);
  const output = planOutput(host, options, inputPaths(tapePath, options));
  const loaded = await loadFromFiles(host, tapePath, options);
  const limits = readRunLimits(options);
  if (!output.ok || !loaded.ok || !limits.ok)
    return refuse(host, [...output.problems, ...limits.problems, ...loaded.problems], tapePath);
  const { scenario, inputs } = loaded.value;
  const { priced, interrupted } = await priceWatched(host, scenario, output.value.quiet, {
    ...limits.value,
    stopAfterRounds: numberOption(options, 'stopAfterRounds'),
  });
  if (!priced.ok) return refuse(host, priced.problems);
  const whole = await withUncertainty(scenario, priced.value, options, interrupted);
  if (!whole.ok) return refuse(host, whole.problems);
  const run = { version: host.version, inputs, options: recordedOptions(options) };
  const document = priceDocument(whole.value, run);
  const delivered = deliver(host, output.value, render(host, document, output.value));
  if (!delivered.ok) return refuse(host, delivered.problems);
  warn(host, output.value, whole.value.problems);
  const { converged, partial } = document.estimator;
  // A Ctrl-C during the last round changed nothing: the result is whole.
  if (interrupted && partial) return exitCode.interrupted;
  return converged && !partial ? exitCode.fine : exitCode.incomplete;
}

/** Asked for or not, and stated or not: one without the other is said. */
async function withUncertainty(
  scenario: ResolvedScenario,
  priced: PricedScenario,
  options: OptionValues,
  interrupted: boolean,
): Promise<Outcome<PricedScenario>> {
  const asked = switchOption(options, 'uncertainty');
  if (!asked && scenario.basis.stated.uncertainty === undefined) return succeeded(priced);
  const { addUncertainty } = await import('#scenarios/uncertainty/addUncertainty.js');
  return addUncertainty(scenario, priced, asked, () => interrupted);
}

const noTape = 'which tape? abs price tape.csv';

/** Prices with progress on a terminal; Ctrl-C and running out of time leave what whole rounds of paths have shown. */
async function priceWatched(
  host: Host,
  scenario: ResolvedScenario,
  quiet: boolean,
  { workers, maxSeconds, stopAfterRounds }: RunLimits & { readonly stopAfterRounds: number | undefined },
) {
  const interruption = watchInterruption(host);
  const begin = performance.now();
  const elapsed = () => performance.now() - begin;
  const progress = progressLine(host, quiet, elapsed);
  const pool = blockPool({ workers, workerFile: workerFile(), onBlock: progress.showBlock });
  let rounds = 0;
  const outOfTime = (nextShare: number) =>
    maxSeconds !== undefined && elapsed() * (1 + nextShare) > maxSeconds * 1000;
  try {
    const priced = await priceScenario(scenario, {
      runBlocks: pool.runBlocks,
      onRound: (done) => {
        rounds = done.round;
        progress.show(done);
      },
      shouldStop: (nextShare) =>
        rounds === stopAfterRounds || interruption.wasAsked() || outOfTime(nextShare),
      shouldGiveUp: () => interruption.wasAsked() || outOfTime(0),
    });
    return { priced, interrupted: interruption.wasAsked() };
  } finally {
    progress.clear();
    interruption.release();
    await pool.close();
  }
}

function render(host: Host, document: PriceDocument, plan: OutputPlan): string {
  switch (plan.format) {
    case 'json':
      return jsonText(document);
    case 'csv':
      return csvText(priceRows(document));
    case 'terminal':
      return priceReport(document, reportContext(host, plan));
  }
  return plan.format satisfies never;
}
