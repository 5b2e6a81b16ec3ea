import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { jsonText } from '#report/jsonText.js';
import { stressRowsRecord } from '#report/stressRowsRecord.js';
import { recordsOf } from '#scenarios/priceScenario.js';
import { writeOutput } from './files.js';
import type { PreparedStress } from './preparedStress.js';

const ending = '.run.json';

/** `rows.jsonl` has `rows.jsonl.run.json` beside it. */
export function rowRecordPath(rows: string): string {
  return `${rows}${ending}`;
}

/** The file of rows that a path names, itself or by its record; undefined where it names neither. */
export function rowsOfPath(path: string): string | undefined {
  const rows = path.endsWith(ending) ? path.slice(0, -ending.length) : path;
  return /\.(jsonl|csv)$/i.test(rows) ? rows : undefined;
}

/** Writes the record of a run beside its rows. A file of that name which is none of ours is left alone. */
export function writeRowRecord(prepared: PreparedStress, rows: string, force: boolean): Outcome<undefined> {
  const { host, job, loaded, options } = prepared;
  const path = rowRecordPath(rows);
  const target = resolve(host.folder, path);
  if (existsSync(target) && !force && !isOurs(target)) {
    const message = 'is no record of rows, and would be overwritten; --force does it';
    return failed([problem('error', 'exists', path, message)]);
  }
  const record = stressRowsRecord(
    {
      rows: basename(rows),
      scenarios: job.count,
      pairs: job.runners.map(({ base }, i) => ({
        tapeName: loaded.pairNames[i]!.tape,
        dealName: loaded.pairNames[i]!.deal,
        records: recordsOf(base, 'dcf'),
      })),
    },
    { version: host.version, inputs: loaded.inputs, options, asOf: job.runners[0]?.base.asOf },
  );
  const text = jsonText(record);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return succeeded(undefined);
  return writeOutput(host, path, text, true);
}

function isOurs(path: string): boolean {
  const stat = statSync(path);
  return (
    stat.isFile() && stat.size < 50_000_000 && readFileSync(path, 'utf8').includes('"abs/stress-rows/1"')
  );
}
