import type { Command } from 'commander';
import { csvText } from '#basics/csvText.js';
import { problem, succeeded } from '#basics/problem.js';
import type { CollateralCashflow } from '#collateral/collateralCashflow.js';
import { cashflowRows, explanationRows } from '#report/cashflowCsv.js';
import { cashflowDocument } from '#report/cashflowDocument.js';
import { cashflowReport } from '#report/cashflowReport.js';
import type { CashflowDocument } from '#report/documents/cashflowSchema.js';
import { explanationReport } from '#report/explanationReport.js';
import { jsonText } from '#report/jsonText.js';
import { cashflowRecords, cashflowScenario, withUnusedWarnings } from '#scenarios/cashflowScenario.js';
import { explainPayment } from '#scenarios/explainPayment.js';
import { flowWarnings } from '#scenarios/poolCashflow.js';
import type { ResolvedScenario } from '#scenarios/resolvedScenario.js';
import { type CommandDefinition, type OptionValues, textOption } from '../command.js';
import { addCurveOptions } from '../curveOptions.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import type { Host } from '../host.js';
import { inputPaths, loadFromFiles } from '../loadFromFiles.js';
import { loadReported, reportedPaths } from '../loadReported.js';
import { planLoanLevel, writeLoanLevel } from '../loanLevelOutput.js';
import { addOutputOptions, deliver, type OutputPlan, planOutput, reportContext } from '../outputOptions.js';
import { addPoolOptions, isPoolOnly, runPoolOnly } from '../poolOnly.js';
import { refuse, warn } from '../printProblems.js';
import { recordedOptions } from '../recordedOptions.js';
import { repeatRun } from '../repeat/repeatRun.js';
import { addAssumptionOptions, addRejectOption, addTapeOptions } from '../scenarioOptions.js';

export const cashflowCommand: CommandDefinition = {
  configure,
  examples: [
    {
      command: 'abs cashflow fixtures/tapes/micro-loan.csv',
      does: 'every payment of the built-in deal, to the cent',
    },
    {
      command: 'abs cashflow fixtures/tapes/micro-loan.csv --explain A@3',
      does: 'why class A was paid what it was paid on the third payment date',
    },
    {
      command: 'abs cashflow fixtures/tapes/micro-loan.csv --cdr 8% --csv',
      does: 'a stressed run as rows for a spreadsheet',
    },
    {
      command: 'abs cashflow fixtures/tapes/auto.csv --pool-only --assumptions examples/collateral/auto.yaml',
      does: 'what the pool pays month by month, without a deal',
    },
    {
      command: 'abs cashflow fixtures/tapes/auto.csv --explain-loan A00001',
      does: 'one loan, month by month, with the formula of each column',
    },
  ],
  run,
};

function configure(command: Command): void {
  command
    .argument('[tape]', 'loan tape (CSV); - is standard input; none with --collections')
    .optionsGroup('Deal:')
    .option('--deal <file>', 'deal file (YAML); without it the built-in three-class deal')
    .option('--collections <file>', 'reported collections (CSV) to distribute instead of a projection')
    .option('--state <file>', 'balances before the first reported payment (YAML); with --collections')
    .option('--explain <name@date>', 'why a class, fee or account was paid what it was: A@2026-06, or A@3');
  command.option('--repeat <result>', 'run again as a .json result says it was run, and compare');
  addPoolOptions(command);
  addAssumptionOptions(command);
  addCurveOptions(command);
  addTapeOptions(command);
  addRejectOption(command);
  addOutputOptions(command);
}

async function run(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode> {
  if (textOption(options, 'repeat') !== undefined) {
    return repeatRun('cashflow', cashflowCommand, host, args, options);
  }
  if (isReported(options)) return runReported(host, args, options);
  const tapePath = args[0];
  if (tapePath === undefined) return refuse(host, [problem('error', 'usage', 'abs cashflow', noTape)]);
  if (isPoolOnly(options)) return runPoolOnly(host, tapePath, options);
  const output = planOutput(host, options, inputPaths(tapePath, options));
  const loanLevel = planLoanLevel(host, tapePath, options);
  const loaded = await loadFromFiles(host, tapePath, options);
  if (!output.ok || !loanLevel.ok || !loaded.ok) {
    return refuse(host, [...output.problems, ...loanLevel.problems, ...loaded.problems], tapePath);
  }
  const { inputs } = loaded.value;
  const cashflow = cashflowScenario(loaded.value.scenario);
  const scenario = withWarnings(withUnusedWarnings(loaded.value.scenario), cashflow.pool);
  const request = textOption(options, 'explain');
  const explanation =
    request === undefined ? succeeded(undefined) : explainPayment(request, cashflow.distribution);
  if (!explanation.ok) return refuse(host, explanation.problems);
  const written = writeLoanLevel(host, loanLevel.value, scenario, cashflow.pool);
  if (!written.ok) return refuse(host, written.problems);
  const document = cashflowDocument(
    { plan: scenario.plan, tape: scenario.tape.report, problems: scenario.problems },
    cashflow,
    {
      version: host.version,
      seed: null,
      asOf: scenario.asOf,
      inputs,
      options: recordedOptions(options),
      assumptions: cashflowRecords(scenario),
    },
    explanation.value,
  );
  const delivered = deliver(host, output.value, render(host, document, output.value));
  if (!delivered.ok) return refuse(host, delivered.problems);
  warn(host, output.value, scenario.problems);
  return exitCode.fine;
}

const noTape = 'which tape? abs cashflow tape.csv, or --collections with --state and --deal';

function isReported(options: OptionValues): boolean {
  return textOption(options, 'collections') !== undefined || textOption(options, 'state') !== undefined;
}

/** Reported collections instead of a projection: a deal, a state, and no tape or assumption. */
async function runReported(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode> {
  const output = planOutput(host, options, reportedPaths(options));
  const loaded = await loadReported(host, args, options);
  if (!output.ok || !loaded.ok) return refuse(host, [...output.problems, ...loaded.problems]);
  const { cashflow, inputs } = loaded.value;
  const request = textOption(options, 'explain');
  const explanation =
    request === undefined ? succeeded(undefined) : explainPayment(request, cashflow.distribution);
  if (!explanation.ok) return refuse(host, explanation.problems);
  const { plan, asOf, problems } = cashflow;
  const run = {
    version: host.version,
    seed: null,
    asOf,
    inputs,
    options: recordedOptions(options),
    assumptions: [],
  };
  const facts = { plan, tape: undefined, problems };
  const document = cashflowDocument(facts, cashflow, run, explanation.value);
  const delivered = deliver(host, output.value, render(host, document, output.value));
  if (!delivered.ok) return refuse(host, delivered.problems);
  warn(host, output.value, problems);
  return exitCode.fine;
}

function withWarnings(scenario: ResolvedScenario, pool: CollateralCashflow): ResolvedScenario {
  return { ...scenario, problems: [...scenario.problems, ...flowWarnings(scenario, pool)] };
}

function render(host: Host, document: CashflowDocument, plan: OutputPlan): string {
  switch (plan.format) {
    case 'json':
      return jsonText(document);
    case 'csv':
      return csvText(
        document.explanation === undefined ? cashflowRows(document) : explanationRows(document.explanation),
      );
    case 'terminal': {
      const context = reportContext(host, plan);
      return document.explanation === undefined
        ? cashflowReport(document, context)
        : explanationReport(document, document.explanation, context);
    }
  }
  return plan.format satisfies never;
}
