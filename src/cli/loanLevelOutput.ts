import { formatDate } from '#basics/calendarDate.js';
import { type CsvCell, csvText } from '#basics/csvText.js';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import {
  type CollateralCashflow,
  collateralColumns,
  optionalColumns,
} from '#collateral/collateralCashflow.js';
import { loanLevelCashflow, loanMonths } from '#collateral/loanLevel.js';
import { collateralAssumptions, type ResolvedPool } from '#scenarios/resolvedScenario.js';
import { type OptionValues, switchOption, textOption } from './command.js';
import { checkOutput, writeParts } from './files.js';
import type { Host } from './host.js';
import { inputPaths } from './loadFromFiles.js';

/** Where loan-level rows go, if anywhere. */
export interface LoanLevelPlan {
  readonly path: string;
  readonly force: boolean;
}

/** Checks `--loan-level` before any work. */
export function planLoanLevel(
  host: Host,
  tapePath: string,
  options: OptionValues,
): Outcome<LoanLevelPlan | undefined> {
  const path = textOption(options, 'loanLevel');
  if (path === undefined) return succeeded(undefined);
  const refuse = (code: string, message: string) => failed([problem('error', code, '--loan-level', message)]);
  if (!/\.csv$/i.test(path)) return refuse('unknown-format', `"${path}" is not a .csv file`);
  if (path === textOption(options, 'output')) return refuse('conflict', '-o names the same file');
  const force = switchOption(options, 'force');
  const target = checkOutput(host, path, force, inputPaths(tapePath, options));
  return target.ok ? succeeded({ path, force }) : target;
}

/**
 * A row for each month of each loan, written as it is made; amounts are not rounded. Columns that the whole pool
 * does not have are left out.
 */
export function writeLoanLevel(
  host: Host,
  plan: LoanLevelPlan | undefined,
  pool: ResolvedPool,
  total: CollateralCashflow,
): Outcome<undefined> {
  if (plan === undefined) return succeeded(undefined);
  return writeParts(host, plan.path, joined(loanRows(pool, total)), plan.force);
}

function* loanRows(pool: ResolvedPool, total: CollateralCashflow): Generator<CsvCell[]> {
  const names = [...collateralColumns, ...optionalColumns.filter((name) => total[name] !== undefined)];
  yield ['loanId', 'line', 'month', 'date', ...names];
  const { table } = pool.tape;
  for (const loan of loanLevelCashflow(table, collateralAssumptions(pool), pool.cutOffDate)) {
    for (const row of loanMonths(loan)) {
      const date = pool.asOf === undefined ? null : formatDate(row.date);
      yield [row.loanId, row.line, row.month, date, ...names.map((name) => row[name])];
    }
  }
}

const rowsAtOnce = 2000;

/** Rows as pieces of text that are worth a write each. */
function* joined(rows: Iterable<CsvCell[]>): Generator<string> {
  let waiting: CsvCell[][] = [];
  for (const row of rows) {
    waiting.push(row);
    if (waiting.length < rowsAtOnce) continue;
    yield csvText(waiting);
    waiting = [];
  }
  yield csvText(waiting);
}
