import type { Problem } from '#basics/problem.js';
import type { Cause, RunDifference } from '#scenarios/baseline/difference.js';
import type { CheckDocument, CheckedDeal, CheckStatus } from './documents/checkSchema.js';
import { problemRecords, type RunInputs, runRecord } from './runRecord.js';

/** What came of one deal; `placeOf` finds a term in its file. */
export interface DealVerdict {
  readonly deal: string;
  readonly baseline: string;
  readonly status: CheckStatus;
  readonly runs: readonly RunDifference[];
  readonly placeOf?: (cause: Cause) => string | undefined;
}

/** The JSON document of a check; all other reports are made from it. */
export function checkDocument(
  verdicts: readonly DealVerdict[],
  run: Pick<RunInputs, 'version' | 'inputs'>,
  problems: readonly Problem[],
): CheckDocument {
  const summary: { [status in CheckStatus]?: number } = {};
  for (const { status } of verdicts) summary[status] = (summary[status] ?? 0) + 1;
  return {
    schema: 'abs/check/1',
    run: runRecord({ ...run, seed: null, asOf: undefined, assumptions: [] }),
    deals: verdicts.map(dealRecord),
    summary,
    problems: problemRecords(problems),
  };
}

function dealRecord({ deal, baseline, status, runs, placeOf }: DealVerdict): CheckedDeal {
  const causes = (list: readonly Cause[]) =>
    list.map(({ kind, what, before, after }) => ({
      kind,
      what,
      before,
      after,
      at: placeOf?.({ kind, what, before, after }) ?? null,
    }));
  return {
    deal,
    baseline,
    status,
    runs: runs.map((one) => ({
      name: one.name,
      causes: causes(one.causes),
      cells: one.cells.map((cell) => ({ ...cell })),
      figures: one.figures.map((figure) => ({ ...figure })),
      notes: causes(one.notes),
    })),
  };
}
