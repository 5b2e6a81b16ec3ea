import type { Command } from 'commander';
import { didYouMean } from '#basics/closestName.js';
import { csvText } from '#basics/csvText.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { type ExplainedLoan, explainLoan, findLoan } from '#collateral/explainLoan.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { jsonText } from '#report/jsonText.js';
import { loanCashflowDocument, loanCashflowReport, loanCashflowRows } from '#report/loanCashflow.js';
import { poolCashflowDocument } from '#report/poolCashflowDocument.js';
import { poolCashflowReport, poolCashflowRows } from '#report/poolCashflowReport.js';
import type { ReportContext } from '#report/reportContext.js';
import type { RunInputs } from '#report/runRecord.js';
import { poolRecords } from '#scenarios/cashflowScenario.js';
import { poolCashflow } from '#scenarios/poolCashflow.js';
import { collateralAssumptions, type ResolvedPool } from '#scenarios/resolvedScenario.js';
import { type OptionValues, switchOption, textOption } from './command.js';
import { type ExitCode, exitCode } from './exitCode.js';
import type { Host } from './host.js';
import { inputPaths, loadPoolFromFiles } from './loadFromFiles.js';
import { planLoanLevel, writeLoanLevel } from './loanLevelOutput.js';
import { deliver, type OutputFormat, planOutput, reportContext } from './outputOptions.js';
import { refuse, warn } from './printProblems.js';
import { recordedOptions } from './recordedOptions.js';

/** Options of `abs cashflow` that look at the pool rather than at the deal. */
export function addPoolOptions(command: Command): void {
  command
    .optionsGroup('Pool:')
    .option('--pool-only', 'the cash flows of the pool by month, without a deal')
    .option('--explain-loan <id>', 'one loan by month, with the formula of each column; no deal either')
    .option('--loan-level <file>', 'also write each loan by month to a .csv file, not rounded')
    .option(
      '--schedules <file>',
      'payments of loans of the type schedule (CSV: loanId, date or month,\nprincipal, interest)',
    );
}

export function isPoolOnly(options: OptionValues): boolean {
  return switchOption(options, 'poolOnly') || textOption(options, 'explainLoan') !== undefined;
}

/** What the pool pays, or one of its loans, without anybody to pay it to. */
export async function runPoolOnly(host: Host, tapePath: string, options: OptionValues): Promise<ExitCode> {
  const output = planOutput(host, options, inputPaths(tapePath, options));
  const loanLevel = planLoanLevel(host, tapePath, options);
  const clashes = clashing(options);
  const loaded = await loadPoolFromFiles(host, tapePath, options);
  if (!output.ok || !loanLevel.ok || !loaded.ok || clashes.length > 0) {
    const problems = [...output.problems, ...loanLevel.problems, ...clashes, ...loaded.problems];
    return refuse(host, problems, tapePath);
  }
  const { loaded: pool, inputs } = loaded.value;
  const cashflow = poolCashflow(pool);
  const run = {
    version: host.version,
    seed: null,
    asOf: pool.asOf,
    inputs,
    options: recordedOptions(options),
    assumptions: poolRecords(pool),
  };
  const { format } = output.value;
  const context = reportContext(host, output.value);
  const id = textOption(options, 'explainLoan');
  const result =
    id === undefined
      ? succeeded(poolText(pool, cashflow, run, format, context), cashflow.problems)
      : loanText(pool, id, run, format, context);
  if (!result.ok) return refuse(host, result.problems);
  const written = writeLoanLevel(host, loanLevel.value, pool, cashflow.flow);
  const delivered = written.ok ? deliver(host, output.value, result.value) : written;
  if (!delivered.ok) return refuse(host, delivered.problems);
  warn(host, output.value, result.problems);
  return exitCode.fine;
}

/** Options about a deal say nothing where there is none. */
function clashing(options: OptionValues): Problem[] {
  const asked = switchOption(options, 'poolOnly') ? '--pool-only' : '--explain-loan';
  return ['deal', 'explain']
    .filter((name) => options[name] !== undefined)
    .map((name) =>
      problem('error', 'conflict', `--${name}`, `has no meaning with ${asked}, which looks at no deal`),
    );
}

function poolText(
  pool: ResolvedPool,
  cashflow: ReturnType<typeof poolCashflow>,
  run: RunInputs,
  format: OutputFormat,
  context: ReportContext,
): string {
  const document = poolCashflowDocument(pool, cashflow, run);
  if (format === 'json') return jsonText(document);
  return format === 'csv' ? csvText(poolCashflowRows(document)) : poolCashflowReport(document, context);
}

function loanText(
  pool: ResolvedPool,
  id: string,
  run: RunInputs,
  format: OutputFormat,
  context: ReportContext,
): Outcome<string> {
  const found = explained(pool, id);
  if (!found.ok) return found;
  const problems = [...pool.problems, ...found.problems];
  const document = loanCashflowDocument(pool, found.value, problems, run);
  const text =
    format === 'json'
      ? jsonText(document)
      : format === 'csv'
        ? csvText(loanCashflowRows(document))
        : loanCashflowReport(document, context);
  return succeeded(text, problems);
}

function explained(pool: ResolvedPool, id: string): Outcome<ExplainedLoan> {
  const { table } = pool.tape;
  const row = findLoan(table, id);
  if (row === undefined) {
    const message = `there is no loan ${quoted(id)}${didYouMean(id, idsOf(table))}`;
    return failed([problem('error', 'unknown-name', '--explain-loan', message)]);
  }
  const again = otherRows(table, id, row);
  const message = `${again + 1} loans have the id ${quoted(id)}; the one in line ${table.line[row]} is explained`;
  const warnings = again === 0 ? [] : [problem('warning', 'duplicate-id', '--explain-loan', message)];
  return succeeded(explainLoan(table, row, collateralAssumptions(pool), pool.cutOffDate), warnings);
}

/** A suggestion need not look at a million ids. */
const idsCompared = 10_000;

function* idsOf(table: LoanTable): Generator<string> {
  for (let row = 0; row < Math.min(table.rowCount, idsCompared); row++) yield table.loanId.at(row);
}

function otherRows(table: LoanTable, id: string, first: number): number {
  let count = 0;
  for (let row = first + 1; row < table.rowCount; row++) if (table.loanId.at(row) === id) count++;
  return count;
}
