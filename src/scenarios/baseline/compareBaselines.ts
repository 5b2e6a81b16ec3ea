import type { LoanTable } from '#collateral/loanTable.js';
import type { Baseline, BaselineRun } from './baselineSchema.js';
import { changedAssumptions, changedFiles, changedTape, changedValues } from './causes.js';
import { compareCash } from './compareCash.js';
import { compareFigures } from './compareFigures.js';
import type { Cause, RunDifference } from './difference.js';

export interface Comparison {
  readonly before: Baseline;
  readonly after: Baseline;
  /** The baseline is no longer what was written. */
  readonly edited: boolean;
  /** Tapes of today by run, to name a row that changed. */
  readonly tables: ReadonlyMap<string, LoanTable>;
}

/** How each run differs from its baseline, and why. */
export function compareBaselines(comparison: Comparison): RunDifference[] {
  const { before, after } = comparison;
  const runNamed = ({ runs }: Baseline, name: string) => runs.find((run) => run.name === name);
  const names = [...new Set([...after.runs, ...before.runs].map(({ name }) => name))];
  return names.map((name): RunDifference => {
    const [old, now] = [runNamed(before, name), runNamed(after, name)];
    if (old !== undefined && now !== undefined) return compareRuns(comparison, old, now);
    const there = 'checked';
    const cause: Cause =
      now === undefined
        ? { kind: 'check', what: `run ${name}`, before: there, after: null }
        : { kind: 'check', what: `run ${name}`, before: null, after: there };
    return { name, causes: [cause], cells: [], figures: [], notes: [] };
  });
}

function compareRuns(comparison: Comparison, old: BaselineRun, now: BaselineRun): RunDifference {
  const { before, after } = comparison;
  const sameVersion = before.version === after.version;
  const cells = compareCash(old.cashflow, now.cashflow);
  const figures = [
    ...compareFigures(old.price, now.price, sameVersion),
    ...compareFigures(scenariosOf(old), scenariosOf(now), sameVersion),
  ];
  const version: Cause[] = sameVersion
    ? []
    : [{ kind: 'version', what: 'abs', before: before.version, after: after.version }];
  const inputs = [
    ...changedTerms(before, after),
    ...changedTape(old, now, comparison.tables.get(now.name)),
    ...pricingChanges(old, now),
    ...changedAssumptions(old, now),
  ];
  const notes = inputs.filter((cause) => isRecordOnly(cause, before, after));
  const moved = cells.length + figures.length > 0;
  const causes = [
    ...inputs.filter((cause) => !notes.includes(cause)),
    // Their content is known by what comes of it alone, so that a comment in them changes nothing.
    ...(moved ? changedFiles(old, now) : []),
  ];
  if (!moved && causes.length === 0)
    return { name: now.name, causes, cells, figures, notes: [...version, ...notes] };
  const all = [...version, ...causes];
  const unexplained: Cause = comparison.edited
    ? { kind: 'baseline', what: 'changed after it was written', before: null, after: null }
    : { kind: 'program', what: 'the same version and inputs', before: null, after: null };
  return { name: now.name, causes: all.length === 0 ? [unexplained] : all, cells, figures, notes };
}

/** Nothing of them is random. */
function scenariosOf({ scenarios = {} }: BaselineRun) {
  return { method: 'dcf', figures: scenarios };
}

function changedTerms(before: Baseline, after: Baseline): Cause[] {
  const sameFile = before.deal.sha256 === after.deal.sha256;
  return changedValues(sameFile ? 'program' : 'term', before.terms, after.terms);
}

/**
 * A build that records more or fewer terms of a deal file which nobody touched, or one more default, has changed no
 * promise: that is noted, and fails nothing unless a result has moved.
 */
function isRecordOnly({ kind, before: was, after: is }: Cause, before: Baseline, after: Baseline): boolean {
  if (was !== null && is !== null) return false;
  return kind === 'program' ? before.deal.sha256 === after.deal.sha256 : kind === 'default';
}

/** A run that could be priced and cannot any more, or the other way round. */
function pricingChanges(old: BaselineRun, now: BaselineRun): Cause[] {
  if ((old.price === null) === (now.price === null)) return [];
  const word = (run: BaselineRun): string => run.notPriced ?? 'priced';
  return [{ kind: 'check', what: 'pricing', before: word(old), after: word(now) }];
}
