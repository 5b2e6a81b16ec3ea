import { formatDate } from '#basics/calendarDate.js';
import { csvCell } from '#basics/csvText.js';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import {
  type CollateralCashflow,
  collateralColumns,
  optionalColumns,
} from '#collateral/collateralCashflow.js';
import { loanLevelCashflow } from '#collateral/loanLevel.js';
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
  return writeParts(host, plan.path, loanRows(pool, total), plan.force);
}

/**
 * Text of some loans at a time. Rows are put together by hand: objects per row took four times as long on a tape of
 * a million loan-months.
 */
function* loanRows(pool: ResolvedPool, total: CollateralCashflow): Generator<string> {
  const names = [...collateralColumns, ...optionalColumns.filter((name) => total[name] !== undefined)];
  const dates = total.dates.map((date) => (pool.asOf === undefined ? '' : formatDate(date)));
  let text = `loanId,line,month,date,${names.join(',')}\n`;
  const assumptions = collateralAssumptions(pool);
  for (const { loanId, line, flow } of loanLevelCashflow(pool.tape.table, assumptions, pool.cutOffDate)) {
    const head = `${csvCell(loanId)},${line}`;
    const columns = names.map((name) => flow[name]);
    for (let k = 0; k < flow.monthCount; k++) {
      text += `${head},${k + 1},${dates[k]!}`;
      for (const column of columns) text += `,${numberText(column?.[k] ?? 0)}`;
      text += '\n';
    }
    if (text.length < charactersAtOnce) continue;
    yield text;
    text = '';
  }
  yield text;
}

const charactersAtOnce = 1_000_000;

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`a loan-level amount is ${value}`);
  return value === 0 ? '0' : String(value);
}
