import { formatDate } from '#basics/calendarDate.js';
import { printable, quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { TapeReading } from '#collateral/tape/readTape.js';
import type { DealTerms } from '#deal/terms.js';
import { allowsRejects } from './rejectLimit.js';
import type { ScenarioFlags } from './scenarioFlags.js';
import type { ScenarioSources } from './scenarioSources.js';

/** A tape with rejects is refused unless the user allows them; then they are a warning with their money. */
export function rejectProblems({ report, table }: TapeReading, flags: ScenarioFlags): Problem[] {
  if (report.rejected === 0) return [];
  const limit = flags.maxRejects;
  const allowed = limit !== undefined && allowsRejects(limit, report.rejected, report.rows);
  const unknown = report.money.rowsWithoutBalance;
  const what =
    `${report.rejected} of ${report.rows} rows were rejected, balance ${report.money.rejected}` +
    (unknown === 0 ? '' : ` and ${unknown} without a readable one`);
  if (allowed && report.accepted > 0)
    return [problem('warning', 'rejects', table.name, `${what}; the result is without them`)];
  const cells = report.rejects
    .slice(0, cellsNamed)
    .map(({ line, column, code, value, reason }) =>
      problem(
        'error',
        code,
        `${table.name}:${line}:${column}`,
        `${value === '' ? '' : `${quoted(value, 40)} `}${reason}`,
      ),
    );
  const more = report.faultCount > cells.length ? ` (the first ${cells.length} faults are named)` : '';
  const hint =
    report.accepted === 0
      ? 'no loan is left'
      : limit === undefined
        ? `--max-rejects ${report.rejected} goes on without them`
        : '--max-rejects allows fewer';
  return [...cells, problem('error', 'rejects', table.name, `${what}${more}; ${hint}`)];
}

/** What the tape says and a projection does not hear; `abs tape` lists every such column. */
export function unusedColumns({ report, table }: TapeReading): Problem[] {
  const names = report.unmapped.filter((heading) => heading !== '');
  if (names.length === 0) return [];
  const named = names.slice(0, columnsNamed).map((heading) => quoted(heading, 40));
  const more = names.length > columnsNamed ? ` and ${names.length - columnsNamed} more` : '';
  const message =
    `${names.length} ${names.length === 1 ? 'column is' : 'columns are'} not used: ${named.join(', ')}${more}; ` +
    'abs tape lists what is, and --map COLUMN=HEADING adds to it';
  return [problem('warning', 'unmapped-columns', `${table.name}:${report.headingLine}`, message)];
}

const columnsNamed = 8;

/** A tape of another kind rejects every row: its first faults say enough. */
const cellsNamed = 10;

/**
 * A pool that cannot be counted in the deal's currency: the tape's is another, or, where the tape names none,
 * its balance has decimals and the deal's currency has not. An error: nothing here converts.
 */
export function currencyProblems(
  { deal }: ScenarioSources,
  { table, report }: TapeReading,
  stated: DealTerms | undefined,
): Problem[] {
  if (stated === undefined || deal === undefined) return [];
  const fail = (message: string) => [problem('error', 'currency', `${deal.name} currency`, message)];
  if (table.currency !== undefined && table.currency !== stated.currency) {
    return fail(`the deal is in ${stated.currency}, the tape ${printable(table.name)} in ${table.currency}`);
  }
  if (stated.decimals === 0 && !/^-?\d+(\.0*)?$/.test(report.currentBalance)) {
    return fail(`${stated.currency} has no decimals, but the tape's balance is ${report.currentBalance}`);
  }
  return [];
}

/** Where tape, deal and flags say different things. */
export function dealProblems({ flags, deal }: ScenarioSources, stated: DealTerms | undefined): Problem[] {
  if (stated === undefined || deal === undefined) return [];
  const problems: Problem[] = [];
  const warn = (code: string, at: string, message: string): void => {
    problems.push(problem('warning', code, at, message));
  };
  const ofDeal = stated.dates.cutOff;
  if (ofDeal !== undefined && flags.cutOffDate !== undefined && ofDeal !== flags.cutOffDate) {
    const message = `--cut-off ${formatDate(flags.cutOffDate)} stands in for ${formatDate(ofDeal)}`;
    warn('overridden', `${deal.name} dates.cutOff`, message);
  }
  return problems;
}
