import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import type { Host } from '../host.js';

/** A deal with the files beside it that belong to its check. Paths start at the host's folder, with slashes. */
export interface FoundDeal {
  readonly path: string;
  readonly baseline: string;
  readonly checkFile: string | undefined;
}

export interface FoundDeals {
  readonly deals: readonly FoundDeal[];
  /** Baselines and check files whose deal is gone. */
  readonly orphans: readonly string[];
  /** Scenario files in the folders that were looked through. */
  readonly scenarioFiles: readonly string[];
}

/** Folders deeper, and folders with more entries in all, are not anybody's deals. */
const depthLimit = 20;
const entryLimit = 20_000;
const textLimit = 1024 * 1024;

/**
 * Deals among the files and below the folders given, in order of their paths. In a folder a .yaml file with notes and
 * steps is a deal, and so is one that has a baseline or a check file, whatever has become of it.
 */
export function findDeals(host: Host, paths: readonly string[]): Outcome<FoundDeals> {
  const problems: Problem[] = [];
  const deals = new Set<string>();
  const orphans = new Set<string>();
  const scenarioFiles = new Set<string>();
  for (const path of paths) {
    const stat = statSync(resolve(host.folder, path), { throwIfNoEntry: false });
    if (stat === undefined) {
      problems.push(problem('error', 'not-found', path, 'there is no such deal file or folder'));
    } else if (stat.isDirectory()) {
      const found = filesBelow(host, path);
      if (!found.ok) problems.push(...found.problems);
      else sortOut(host, found.value, deals, orphans, scenarioFiles);
    } else if (/\.(baseline\.json|check\.ya?ml|csv|tsv|txt|xlsx)$/i.test(path)) {
      problems.push(
        problem('error', 'usage', path, 'is no deal file; abs check takes deal files and folders'),
      );
    } else deals.add(fromFolder(host, path));
  }
  if (problems.length > 0) return failed(problems);
  const sorted = [...deals].sort(byCodeUnits);
  return succeeded({
    deals: sorted.map((deal) => companions(host, deal)),
    orphans: [...orphans].sort(byCodeUnits),
    scenarioFiles: [...scenarioFiles].sort(byCodeUnits),
  });
}

/** `folder/deal.yaml` has `folder/deal.baseline.json` and `folder/deal.check.yaml`. */
export function stemOf(path: string): string {
  return path.replace(/\.[^./]+$/, '');
}

function companions(host: Host, path: string): FoundDeal {
  const stem = stemOf(path);
  const checkFile = ['.check.yaml', '.check.yml'].map((end) => stem + end).find((file) => isFile(host, file));
  return { path, baseline: `${stem}.baseline.json`, checkFile };
}

function sortOut(
  host: Host,
  files: readonly string[],
  deals: Set<string>,
  orphans: Set<string>,
  scenarioFiles: Set<string>,
): void {
  const yamls = files.filter((file) => /\.ya?ml$/i.test(file) && !/\.check\.ya?ml$/i.test(file));
  const owners = new Map(yamls.map((file) => [stemOf(file), file]));
  const belonging = /\.(baseline\.json|check\.ya?ml)$/i;
  for (const file of files.filter((name) => belonging.test(name))) {
    const owner = owners.get(file.replace(belonging, ''));
    if (owner === undefined) orphans.add(file);
    else deals.add(owner);
  }
  for (const file of yamls) {
    if (deals.has(file)) continue;
    const keys = topLevelKeys(host, file);
    if (keys('notes') && keys('steps')) deals.add(file);
    else if (keys('scenarios')) scenarioFiles.add(file);
  }
}

/** Keys at the start of a line, so that a file with a fault has them too; in braces at any place. */
function topLevelKeys(host: Host, file: string): (key: string) => boolean {
  const path = resolve(host.folder, file);
  if (statSync(path).size > textLimit) return () => false;
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const isFlow = /^\s*(#[^\n]*\n\s*)*\{/.test(text);
  return (key) => {
    const form = isFlow
      ? new RegExp(`[{,\\s]["']?${key}["']?\\s*:`)
      : new RegExp(`^["']?${key}["']?\\s*:`, 'm');
    return form.test(text);
  };
}

/** Regular files below a folder; hidden ones, node_modules and symbolic links are left out. */
function filesBelow(host: Host, top: string): Outcome<string[]> {
  const found: string[] = [];
  let entries = 0;
  const pending = [{ path: top, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, depth } = next;
    for (const entry of readdirSync(resolve(host.folder, path), { withFileTypes: true })) {
      entries++;
      if (entries > entryLimit || depth > depthLimit) {
        const message = `has more than ${entryLimit} entries or ${depthLimit} levels; name the deals' own folder`;
        return failed([problem('error', 'too-large', top, message)]);
      }
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const inner = join(path, entry.name);
      if (entry.isDirectory()) pending.push({ path: inner, depth: depth + 1 });
      else if (entry.isFile()) found.push(fromFolder(host, inner));
    }
  }
  return succeeded(found);
}

/**
 * The path of a file that a check or a baseline names, from the host's folder. It may not lead out of the folder in
 * which abs runs, unless it stays beside the deal: such a file may come with a change that somebody else proposes.
 */
export function fileBeside(host: Host, deal: string, named: string): Outcome<string> {
  const folder = dirname(resolve(host.folder, deal));
  const target = resolve(folder, named);
  const roots = [host.folder, folder].map(realPath);
  const isWithin = roots.some((root) => realPath(target) === root || realPath(target).startsWith(root + sep));
  if (isWithin && named !== '-' && !/^([a-zA-Z]:|[/\\])/.test(named))
    return succeeded(fromFolder(host, target));
  const message = `${quoted(named)} leads out of the folder in which abs check runs`;
  return failed([problem('error', 'path-escape', deal, message)]);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

export function isFile(host: Host, path: string): boolean {
  return statSync(resolve(host.folder, path), { throwIfNoEntry: false })?.isFile() === true;
}

/** Tapes beside a deal, for one that says nothing of its tape. */
export function tapesBeside(host: Host, deal: string): string[] {
  const folder = dirname(deal);
  const names = readdirSync(resolve(host.folder, folder)).filter((name) => /\.csv$/i.test(name));
  const stem = basename(stemOf(deal));
  const preferred = [`${stem}.csv`, 'tape.csv'].find((name) => names.includes(name));
  return preferred === undefined ? names.sort(byCodeUnits) : [preferred];
}

function fromFolder(host: Host, path: string): string {
  return relative(host.folder, resolve(host.folder, path)).split(sep).join('/');
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
