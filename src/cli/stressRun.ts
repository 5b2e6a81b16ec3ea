import { csvText } from '#basics/csvText.js';
import { failed, type Outcome, type Problem, succeeded } from '#basics/problem.js';
import { formatCount } from '#report/formatValue.js';
import type { NamedResult } from '#report/stressDocument.js';
import {
  type RowHead,
  stressCsvLines,
  stressHeading,
  stressJsonLines,
  stressLineStarts,
} from '#report/stressRows.js';
import { runScenarios } from '#scenarios/distributed/stressPool.js';
import { workerFile } from '#scenarios/distributed/workerFile.js';
import type { StressResult } from '#scenarios/stress/stressRow.js';
import { type OptionValues, switchOption } from './command.js';
import { type ExitCode, exitCode } from './exitCode.js';
import { watchInterruption } from './interruption.js';
import type { OutputPlan } from './outputOptions.js';
import type { PreparedStress } from './preparedStress.js';
import { refuse, warn } from './printProblems.js';
import { openRowFile } from './rowFile.js';
import { writeRowRecord } from './rowRecord.js';
import { scenarioKey } from './scenarioKey.js';

export function isRowFile(path: string): boolean {
  return /\.(jsonl|csv)$/i.test(path);
}

/** Runs all scenarios and keeps them, for a document or a report. */
export async function collectRows(
  prepared: PreparedStress,
  most = Number.POSITIVE_INFINITY,
): Promise<Outcome<{ results: readonly NamedResult[]; problems: readonly Problem[]; interrupted: boolean }>> {
  const results: NamedResult[] = [];
  const problems: Problem[] = [];
  const keep = (index: number, result: StressResult): void => {
    if (results.length >= most) return;
    const { pair, cell } = prepared.job.at(index);
    results.push({ pair, name: cell.name, key: keyAt(prepared, index), result });
    problems.push(...result.problems);
  };
  const ended = await runFrom(prepared, 0, keep, () => results.length >= most);
  return ended.ok ? succeeded({ results, problems: fewer(problems), interrupted: ended.value }) : ended;
}

/** Runs what a file of rows does not hold yet, and appends it scenario by scenario. */
export async function streamRows(
  prepared: PreparedStress,
  path: string,
  options: OptionValues,
  inputs: readonly string[],
  output: OutputPlan,
): Promise<ExitCode> {
  const { host, job } = prepared;
  const isCsv = /\.csv$/i.test(path);
  const names = job.runners.map(({ base }) => base.plan.notes.map(({ name }) => name));
  const file = openRowFile(
    host,
    path,
    {
      heading: isCsv ? csvText([stressHeading]) : '',
      groupCount: job.count,
      startsOf: (index) => {
        const { pair, cell } = job.at(index);
        const head = headOf(prepared, pair, cell.name, keyAt(prepared, index));
        return stressLineStarts(head, names[pair]!, isCsv);
      },
    },
    { force: switchOption(options, 'force'), resume: switchOption(options, 'resume') },
    inputs,
  );
  if (!file.ok) return refuse(host, file.problems);
  const { found, append, close } = file.value;
  const recorded = writeRowRecord(prepared, path, switchOption(options, 'force'));
  if (!recorded.ok) {
    close();
    return refuse(host, recorded.problems);
  }
  if (found > 0 && !output.quiet) {
    host.stderr.write(
      `${formatCount(found)} of ${formatCount(job.count)} scenarios were in the file already\n`,
    );
  }
  const problems: Problem[] = [...job.problems];
  let done = found;
  let unsolved = false;
  try {
    const lines = isCsv ? stressCsvLines : stressJsonLines;
    const ended = await runFrom(prepared, found, (index, result) => {
      const { pair, cell } = job.at(index);
      append(lines(headOf(prepared, pair, cell.name, keyAt(prepared, index)), result, names[pair]!));
      problems.push(...result.problems);
      unsolved ||= result.pool === null;
      done++;
    });
    if (!ended.ok) return refuse(host, ended.problems);
    warn(host, output, fewer(problems));
    if (done < job.count) return ended.value ? exitCode.interrupted : exitCode.incomplete;
    return unsolved ? exitCode.checkFailed : exitCode.fine;
  } finally {
    close();
  }
}

export function headOf({ loaded }: PreparedStress, pair: number, scenario: string, key: string): RowHead {
  return { key, ...loaded.pairNames[pair]!, scenario };
}

export function keyAt({ host, job, loaded }: PreparedStress, index: number): string {
  const { pair, cell } = job.at(index);
  return scenarioKey({
    version: host.version,
    inputs: loaded.pairInputs[pair]!,
    sources: loaded.request.pairs[pair]!,
    bought: loaded.request.bought,
    cell,
  });
}

/** Runs scenarios from `from` on and hands each on in order; the value says whether Ctrl-C ended it. */
export async function runFrom(
  { host, job, loaded, limits, quiet }: PreparedStress,
  from: number,
  keep: (index: number, result: StressResult) => void,
  isEnough: () => boolean = () => false,
): Promise<Outcome<boolean>> {
  const interruption = watchInterruption(host);
  const begin = performance.now();
  const problems: Problem[] = [];
  const showsProgress = !quiet && host.stderr.isTerminal;
  try {
    await runScenarios(job, loaded.request, {
      workers: limits.workers,
      workerFile: workerFile('stressWorker'),
      from,
      keep: (index, ran) => {
        if (!ran.ok) problems.push(...ran.problems);
        else if (problems.length === 0) keep(index, ran.result);
        if (showsProgress)
          host.stderr.write(`\r\u001b[K${formatCount(index + 1)} of ${formatCount(job.count)} scenarios`);
      },
      shouldStop: () =>
        problems.length > 0 ||
        isEnough() ||
        interruption.wasAsked() ||
        (limits.maxSeconds !== undefined && performance.now() - begin > limits.maxSeconds * 1000),
    });
    return problems.length > 0 ? failed(problems) : succeeded(interruption.wasAsked());
  } finally {
    if (showsProgress) host.stderr.write('\r\u001b[K');
    interruption.release();
  }
}

/** Ten thousand scenarios may all be warned of the same: the first says it, with the number of the others. */
function fewer(problems: readonly Problem[]): Problem[] {
  const counts = new Map<string, number>();
  const keyOf = ({ severity, code, at, message }: Problem): string =>
    JSON.stringify([severity, code, at, message.startsWith('scenario ') ? '' : message]);
  for (const one of problems) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  const kept: Problem[] = [];
  for (const one of problems) {
    const others = (counts.get(keyOf(one)) ?? 0) - 1;
    counts.delete(keyOf(one));
    if (others < 0) continue;
    kept.push(others === 0 ? one : { ...one, message: `${one.message} (and ${others} more such warnings)` });
  }
  return kept;
}
