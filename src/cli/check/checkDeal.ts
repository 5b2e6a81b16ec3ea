import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { failed, type Outcome, type Problem, succeeded } from '#basics/problem.js';
import type { DealVerdict } from '#report/checkDocument.js';
import { compactJson } from '#report/compactJson.js';
import type { Baseline } from '#scenarios/baseline/baselineSchema.js';
import { compareBaselines } from '#scenarios/baseline/compareBaselines.js';
import { differs, type RunDifference } from '#scenarios/baseline/difference.js';
import { parseBaseline } from '#scenarios/baseline/parseBaseline.js';
import type { OptionValues } from '../command.js';
import { readInput, writeOutput } from '../files.js';
import type { Host } from '../host.js';
import type { InputRecord } from '../inputRecord.js';
import { type FoundDeal, fileBeside, isFile } from './findDeals.js';
import { placeOfTerm } from './placeOfTerm.js';
import { plannedRuns } from './plannedRuns.js';
import { type DealInputs, inputsFingerprint, readInputs, runDeal } from './runDeal.js';

export interface CheckSettings {
  readonly options: OptionValues;
  readonly update: boolean;
  /** Run even what cannot have changed. */
  readonly all: boolean;
  readonly program: string;
  readonly workers: number;
}

export interface CheckedDeal {
  readonly verdict: DealVerdict;
  readonly inputs: readonly InputRecord[];
  readonly problems: readonly Problem[];
}

/** Compares one deal with its baseline, or writes the baseline. A deal that cannot be read or run is `invalid`. */
export async function checkDeal(host: Host, deal: FoundDeal, settings: CheckSettings): Promise<CheckedDeal> {
  const checked = await compareDeal(host, deal, settings);
  const problems = checked.problems.map((p) => ({ ...p, at: inFolder(deal.path, p.at) }));
  if (checked.ok)
    return { ...checked.value, problems: problems.filter(({ severity }) => severity === 'error') };
  const verdict: DealVerdict = { deal: deal.path, baseline: deal.baseline, status: 'invalid', runs: [] };
  return { verdict, inputs: [], problems };
}

type Checked = Omit<CheckedDeal, 'problems'>;

async function compareDeal(host: Host, deal: FoundDeal, settings: CheckSettings): Promise<Outcome<Checked>> {
  // A link beside the deal may come with a change that somebody else proposes; an update would write through it.
  const within = [deal.baseline, ...(deal.checkFile === undefined ? [] : [deal.checkFile])]
    .filter((file) => isFile(host, file))
    .flatMap((file) => fileBeside(host, deal.path, basename(file)).problems);
  if (within.length > 0) return failed(within);
  const stored = await readBaseline(host, deal.baseline);
  // What cannot be read is written anew by an update, and by nothing else.
  const before = stored.ok ? stored.value : undefined;
  const runs = await plannedRuns(host, deal, settings.options, before);
  if (!runs.ok) return failed([...(settings.update ? [] : stored.problems), ...runs.problems]);
  const inputs = await readInputs(host, deal.path, runs.value);
  if (!inputs.ok) return inputs;
  if (!stored.ok && !settings.update) return stored;
  const records = inputRecords(inputs.value);
  const { path, baseline } = deal;
  const verdict = (
    status: DealVerdict['status'],
    differences: readonly RunDifference[] = [],
  ): Outcome<Checked> => {
    const placeOf = placeOfTerm(inputs.value.deal.bytes, path);
    return succeeded({
      verdict: { deal: path, baseline, status, runs: differences, placeOf },
      inputs: records,
    });
  };
  const made = { program: settings.program, inputs: inputsFingerprint(inputs.value) };
  const edited = before !== undefined && contentFingerprint(before) !== before.made.content;
  const current = before?.made.program === made.program && before.made.inputs === made.inputs && !edited;
  if (current && !settings.all) return verdict('unchanged');
  // Whether there is a baseline does not depend on how long the deal takes to run.
  if (before === undefined && !settings.update) return verdict('no-baseline');
  const today = await runDeal(host, inputs.value, settings.workers);
  if (!today.ok) return today;
  const after: Baseline = { ...today.value.baseline, made: { ...made, content: '' } };
  const differences =
    before === undefined ? [] : compareBaselines({ before, after, edited, tables: today.value.tables });
  const isSame = before !== undefined && !differences.some(differs);
  const noted = differences.filter((run) => differs(run) || run.notes.length > 0);
  if (!settings.update || (isSame && noted.length === 0 && keepsItsRecord(before, after)))
    return verdict(isSame ? 'same' : 'differs', noted);
  const written = writeBaseline(host, baseline, after);
  if (!written.ok) return written;
  return isSame ? verdict('same', noted) : verdict(before === undefined ? 'created' : 'updated', noted);
}

/** A build of the same version that finds the same leaves the file alone: it would only move its own fingerprint. */
function keepsItsRecord(before: Baseline, after: Baseline): boolean {
  return before.version === after.version && before.made.inputs === after.made.inputs;
}

async function readBaseline(host: Host, path: string): Promise<Outcome<Baseline | undefined>> {
  if (!isFile(host, path)) return succeeded(undefined);
  const file = await readInput(host, path, { what: 'baseline', limitBytes: 50_000_000 });
  return file.ok ? parseBaseline(file.value.bytes, file.value.name) : file;
}

function writeBaseline(host: Host, path: string, baseline: Baseline): Outcome<undefined> {
  const made = { ...baseline.made, content: contentFingerprint(baseline) };
  const { schema, version, made: _unsigned, ...rest } = baseline;
  return writeOutput(host, path, compactJson({ schema, version, made, ...rest }), true);
}

/** Of all but the fingerprints, whatever the layout of the file. */
function contentFingerprint({ made: _made, schema, version, deal, terms, runs }: Baseline): string {
  const content = JSON.stringify(sorted({ schema, version, deal, terms, runs }));
  return createHash('sha256').update(content).digest('hex');
}

/** Keys in one order, since a file that was read may have them in another. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}

function inputRecords({ path, deal, runs }: DealInputs): InputRecord[] {
  const files = runs.flatMap((run) =>
    Object.values(run.files).map((file) => ({ name: inFolder(path, file.path), sha256: file.sha256 })),
  );
  const all = [{ name: path, sha256: deal.sha256 }, ...files];
  return all.filter((file, i) => all.findIndex(({ name }) => name === file.name) === i);
}

/** Problems name files by base name; among many deals the folder tells which. */
function inFolder(deal: string, at: string): string {
  const folder = dirname(deal);
  return folder === '.' || at.startsWith(`${folder}/`) || at.startsWith('-') ? at : `${folder}/${at}`;
}
