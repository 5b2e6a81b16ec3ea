import type { Command } from 'commander';
import { csvText } from '#basics/csvText.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { doublePledges } from '#collateral/screening/doublePledge.js';
import { listCoverage, type OutsideList, readOutsideList } from '#collateral/screening/outsideList.js';
import { screenLoans } from '#collateral/screening/screenLoans.js';
import { readTape, type TapeReading } from '#collateral/tape/readTape.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import type { TapeDocument } from '#report/documents/tapeSchema.js';
import { formatPercent } from '#report/formatValue.js';
import { ineligibleRows } from '#report/tapeCsv.js';
import type { TapeViewInputs } from '#report/tapeViews.js';
import { type OptionValues, switchOption, textOption } from './command.js';
import { checkOutput, type InputFile, readInput, readTapeFile, textInput, writeOutput } from './files.js';
import type { Host } from './host.js';

export function addViewOptions(command: Command): void {
  command
    .optionsGroup('Screening:')
    .option('--criteria <file>', 'eligibility criteria and concentration limits (YAML; abs schema criteria)')
    .option('--ineligible <file>', 'write the ineligible loans and what they fail as .csv')
    .option(
      '--list <file>',
      'outside list of ids, such as a registry or a blacklist (CSV); repeatable',
      collect,
    )
    .option(
      '--against <tape>',
      'another pool: assets that are pledged in both, by id or payer, face and due date',
    );
}

/** Whether any of these options needs the loans themselves. */
export function asksForViews(options: OptionValues): boolean {
  return ['criteria', 'list', 'against'].some((name) => options[name] !== undefined);
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

export interface ReadViews {
  readonly views: TapeViewInputs;
  /** Every file that was read for them, for the record of the run. */
  readonly inputs: readonly InputFile[];
}

/** All that the options of the views name, read and applied to the loans; every fault at once. */
export async function readViews(
  host: Host,
  options: OptionValues,
  tapeOptions: TapeOptions,
  reading: TapeReading,
): Promise<Outcome<ReadViews>> {
  const lists = await readLists(host, options);
  const names = lists.ok ? [...lists.value.byName.keys()] : [];
  const criteria = await readCriteria(host, options, names);
  const against = await readAgainst(host, options, tapeOptions);
  if (!lists.ok || !criteria.ok || !against.ok) {
    return failed([...lists.problems, ...criteria.problems, ...against.problems]);
  }
  const { table } = reading;
  const { byName } = lists.value;
  const screening =
    criteria.value === undefined
      ? undefined
      : { criteria: criteria.value.file.name, result: screenLoans(table, criteria.value.criteria, byName) };
  const other = against.value?.reading.table;
  const hasIds =
    reading.report.distinctLoanIds !== undefined &&
    against.value?.reading.report.distinctLoanIds !== undefined;
  const pledges = other === undefined ? undefined : { other, found: doublePledges(table, other, hasIds) };
  const coverage = [...byName.values()].map((list) => listCoverage(table, list));
  const inputs = [
    ...lists.value.files,
    ...(criteria.value === undefined ? [] : [criteria.value.file]),
    ...(against.value === undefined ? [] : [against.value.file]),
  ];
  return succeeded({ views: { screening, lists: coverage, pledges }, inputs }, against.problems);
}

async function readLists(host: Host, options: OptionValues) {
  const { list: paths } = options;
  const byName = new Map<string, OutsideList>();
  const files: InputFile[] = [];
  const problems: Problem[] = [];
  for (const path of Array.isArray(paths) ? paths.filter((entry) => typeof entry === 'string') : []) {
    const file = await readInput(host, path, { what: 'list', limitBytes: 500_000_000 });
    const list = file.ok ? readOutsideList(file.value.bytes, file.value.name) : file;
    problems.push(...list.problems);
    if (!file.ok || !list.ok) continue;
    if (byName.has(list.value.name)) {
      problems.push(problem('error', 'conflict', '--list', `two lists are called "${list.value.name}"`));
    }
    byName.set(list.value.name, list.value);
    files.push(file.value);
  }
  return problems.some((p) => p.severity === 'error') ? failed(problems) : succeeded({ byName, files });
}

async function readCriteria(host: Host, options: OptionValues, lists: readonly string[]) {
  const path = textOption(options, 'criteria');
  if (path === undefined) return succeeded(undefined);
  const file = await readInput(host, path, { ...textInput, what: 'criteria file' });
  if (!file.ok) return file;
  const { parseCriteria } = await import('#collateral/screening/parseCriteria.js');
  const criteria = await parseCriteria(file.value.bytes, file.value.name, lists);
  return criteria.ok ? succeeded({ file: file.value, criteria: criteria.value }) : criteria;
}

/** The other pool is read as this one is, mapping file and flags included. */
async function readAgainst(host: Host, options: OptionValues, tapeOptions: TapeOptions) {
  const path = textOption(options, 'against');
  if (path === undefined) return succeeded(undefined);
  const file = await readTapeFile(host, path, textOption(options, 'sheet'));
  if (!file.ok) return file;
  const { bytes, name, packed, unpackedFrom } = file.value;
  const reading = readTape(bytes, name, { ...tapeOptions, unpackedFrom });
  if (!reading.ok) return reading;
  const { rejected, rows } = reading.value.report;
  const message = `${rejected} of ${rows} rows were rejected and are not compared`;
  const warnings = rejected === 0 ? [] : [problem('warning', 'rejects', name, message)];
  return succeeded({ file: packed, reading: reading.value }, warnings);
}

/** Problems that make a check fail: exit 1. */
export function viewProblems(name: string, { screening, doublePledges: pledges }: TapeDocument): Problem[] {
  const found: Problem[] = [];
  const add = (code: string, message: string) => found.push(problem('error', code, name, message));
  if (screening !== null && screening.ineligible.count > 0) {
    const { count, balance } = screening.ineligible;
    add('ineligible', `${count} loans, balance ${balance}, fail a criterion of ${screening.criteria}`);
  }
  for (const limit of screening?.limits ?? []) {
    if (limit.keeps) continue;
    const [share, most] = [limit.share, limit.atMost].map((fraction) => formatPercent(fraction, 2));
    add('limit-exceeded', `${limit.name}: ${limit.group} has ${share}, at most ${most}`);
  }
  if (pledges !== null && pledges.count > 0) {
    add(
      'double-pledge',
      `${pledges.count} assets, balance ${pledges.balance}, are also in ${pledges.against}`,
    );
  }
  return found;
}

/** Where `--ineligible` is to write, checked before any work. */
export function checkIneligible(
  host: Host,
  options: OptionValues,
  inputs: readonly string[],
): Outcome<undefined> {
  const path = textOption(options, 'ineligible');
  if (path === undefined) return succeeded(undefined);
  const fault = (message: string) => failed([problem('error', 'usage', '--ineligible', message)]);
  if (textOption(options, 'criteria') === undefined) return fault('needs --criteria FILE');
  if (!/\.csv$/i.test(path)) return fault(`"${path}" is not a .csv file`);
  return checkOutput(host, path, switchOption(options, 'force'), inputs);
}

export function writeIneligible(
  host: Host,
  options: OptionValues,
  document: TapeDocument,
): Outcome<undefined> {
  const path = textOption(options, 'ineligible');
  if (path === undefined) return succeeded(undefined);
  return writeOutput(host, path, csvText(ineligibleRows(document)), switchOption(options, 'force'));
}
