import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import type { Baseline, RunRole } from '#scenarios/baseline/baselineSchema.js';
import type { CheckRun } from '#scenarios/baseline/parseCheckFile.js';
import { type OptionValues, textOption } from '../command.js';
import { readInput, textInput } from '../files.js';
import type { Host } from '../host.js';
import { type FoundDeal, isFile, stemOf, tapesBeside } from './findDeals.js';

/**
 * How a deal is run: as its check file says; else by the flags; else as its baseline was made; else on the tape beside
 * it. Files are named from the deal's folder.
 */
export async function plannedRuns(
  host: Host,
  deal: FoundDeal,
  options: OptionValues,
  baseline: Baseline | undefined,
): Promise<Outcome<readonly CheckRun[]>> {
  if (deal.checkFile !== undefined) return readCheckFile(host, deal.checkFile);
  const flagged = flaggedRun(host, deal, options);
  if (flagged !== undefined) return succeeded([flagged]);
  if (baseline !== undefined) return succeeded(baseline.runs.map(runOfBaseline));
  const tapes = tapesBeside(host, deal.path);
  const [tape] = tapes;
  if (tape === undefined || tapes.length > 1) {
    const found =
      tape === undefined ? 'there is no tape beside it' : `there are several tapes: ${tapes.join(', ')}`;
    const message = `${found}; say which in ${basename(stemOf(deal.path))}.check.yaml, or with --tape`;
    return failed([problem('error', 'no-tape', deal.path, message)]);
  }
  const assumptions = `${basename(stemOf(deal.path))}.assumptions.yaml`;
  const has = isFile(host, join(dirname(deal.path), assumptions));
  return succeeded([{ name: 'base', files: { tape, ...(has ? { assumptions } : {}) }, options: {} }]);
}

async function readCheckFile(host: Host, path: string): Promise<Outcome<readonly CheckRun[]>> {
  const file = await readInput(host, path, { ...textInput, what: 'check file' });
  if (!file.ok) return file;
  const { parseCheckFile } = await import('#scenarios/baseline/parseCheckFile.js');
  return parseCheckFile(file.value.bytes, file.value.name);
}

/** `--tape` and `--assumptions` are paths from where abs runs; a baseline keeps them from the deal's folder. */
function flaggedRun(host: Host, deal: FoundDeal, options: OptionValues): CheckRun | undefined {
  const folder = dirname(resolve(host.folder, deal.path));
  const files: { [role in RunRole]?: string } = {};
  for (const role of ['tape', 'assumptions'] as const) {
    const named = textOption(options, role);
    if (named !== undefined) files[role] = relative(folder, resolve(host.folder, named)).split(sep).join('/');
  }
  return files.tape === undefined ? undefined : { name: 'base', files, options: {} };
}

function runOfBaseline({ name, files, options }: Baseline['runs'][number]): CheckRun {
  const paths = Object.entries(files).flatMap(([role, file]) =>
    file === undefined ? [] : [[role, file.path]],
  );
  return { name, files: Object.fromEntries(paths), options };
}
