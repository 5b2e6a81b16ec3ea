import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { csvText } from '#basics/csvText.js';
import { printable } from '#basics/printable.js';
import { problem } from '#basics/problem.js';
import { readRecords } from '#collateral/tape/parseRecords.js';
import { stressCsvLines, stressHeading, stressJsonLines } from '#report/stressRows.js';
import type { OptionValues } from '../command.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import type { Host } from '../host.js';
import type { PreparedStress } from '../preparedStress.js';
import { prepareStress } from '../prepareStress.js';
import { refuse } from '../printProblems.js';
import { LineReader } from '../rowFile.js';
import { rowRecordPath } from '../rowRecord.js';
import { headOf, keyAt, runFrom } from '../stressRun.js';
import { findInputs } from './findInputs.js';
import { readResult } from './readResult.js';
import { causesOf, optionsAgain } from './repeatRun.js';
import { resultDifferences } from './resultDifferences.js';

const shownValues = 20;

/**
 * Runs the scenarios of a file of rows again as its record says, and compares every byte. Exit 0 where they are the
 * same, 1 where not, with the causes and the figures that differ, 3 where the file ends before its last scenario.
 */
export async function repeatRows(
  host: Host,
  rows: string,
  args: readonly string[],
  options: OptionValues,
): Promise<ExitCode> {
  const recordPath = rowRecordPath(rows);
  const result = await readResult(host, recordPath, 'stress', 'abs/stress-rows/1');
  if (!result.ok) return refuse(host, result.problems);
  const inputs = await findInputs(host, recordPath, result.value, args, options);
  if (!inputs.ok) return refuse(host, inputs.problems);
  const again = optionsAgain(result.value, inputs.value, options);
  const prepared = await prepareStress(host, again.tapes, again.options, true);
  if (!prepared.ok) return refuse(host, prepared.problems);
  const compared = await compareRows(prepared.value, rows);
  if (compared === undefined)
    return refuse(host, [problem('error', 'not-found', rows, 'the file of rows is not beside its record')]);
  const { differences, differing, scenarios, sha256, bytes, interrupted } = compared;
  const { count } = prepared.value.job;
  if (interrupted) return exitCode.interrupted;
  if (differing > 0) {
    const causes = causesOf(host, result.value, inputs.value, options);
    const more = differences.length < differing ? ['and more'] : [];
    const lines = [...causes, ...differences, ...more].map((line) => `  ${line}\n`);
    host.stdout.write(`${rows} is not repeated; what differs:\n${lines.join('')}`);
    return exitCode.checkFailed;
  }
  const what = `${bytes} bytes, sha256 ${sha256}`;
  if (scenarios < count) {
    host.stdout.write(
      `${rows} holds ${scenarios} of ${count} scenarios; these are repeated byte for byte: ${what}\n`,
    );
    return exitCode.incomplete;
  }
  host.stdout.write(`${rows} is repeated byte for byte: ${what}\n`);
  return exitCode.fine;
}

interface ComparedRows {
  readonly differences: readonly string[];
  /** Values that differ, shown or not. */
  readonly differing: number;
  /** Scenarios that the file holds. */
  readonly scenarios: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly interrupted: boolean;
}

async function compareRows(prepared: PreparedStress, rows: string): Promise<ComparedRows | undefined> {
  const file = openRows(prepared.host, rows);
  if (file === undefined) return undefined;
  const isCsv = /\.csv$/i.test(rows);
  const comparison = new RowComparison(new LineReader(file), isCsv);
  try {
    if (isCsv) comparison.expect(csvText([stressHeading]), 'heading');
    const { job } = prepared;
    const lines = isCsv ? stressCsvLines : stressJsonLines;
    let scenarios = 0;
    const ended = await runFrom(
      prepared,
      0,
      (index, found) => {
        if (comparison.isAtEnd) return;
        const { pair, cell } = job.at(index);
        const names = job.runners[pair]!.base.plan.notes.map(({ name }) => name);
        const text = lines(headOf(prepared, pair, cell.name, keyAt(prepared, index)), found, names);
        if (comparison.expect(text, cell.name)) scenarios++;
      },
      () => comparison.isAtEnd,
    );
    comparison.expectEnd(job.count === scenarios);
    if (!ended.ok) throw new Error(ended.problems[0]?.message);
    return { ...comparison.result(), scenarios, interrupted: ended.value };
  } finally {
    closeSync(file);
  }
}

function openRows(host: Host, rows: string): number | undefined {
  try {
    return openSync(resolve(host.folder, rows), 'r');
  } catch {
    return undefined;
  }
}

/** Lines that a run makes beside those of a file. */
class RowComparison {
  isAtEnd = false;
  private readonly differences: string[] = [];
  private differing = 0;
  private line = 0;
  private bytes = 0;
  private readonly hash = createHash('sha256');
  private readonly file: LineReader;
  private readonly isCsv: boolean;

  constructor(file: LineReader, isCsv: boolean) {
    this.file = file;
    this.isCsv = isCsv;
  }

  /** False where the file ends before the text does. */
  expect(text: string, what: string): boolean {
    for (const line of text.split('\n').slice(0, -1)) {
      const found = this.file.next();
      if (found === undefined) {
        this.isAtEnd = true;
        return false;
      }
      this.line++;
      if (found !== line) this.differ(found, line, what);
    }
    this.hash.update(text);
    this.bytes += Buffer.byteLength(text);
    return true;
  }

  expectEnd(isWhole: boolean): void {
    if (isWhole && this.file.next() !== undefined) this.tell('lines follow the last scenario');
  }

  result() {
    const { differences, differing, bytes } = this;
    return { differences, differing, bytes, sha256: this.hash.digest('hex') };
  }

  private differ(found: string, line: string, what: string): void {
    const [before, after] = [this.valuesOf(found), this.valuesOf(line)];
    const at = `line ${this.line}, ${printable(what, 120)}`;
    if (before === undefined || after === undefined) {
      this.tell(`${at}: is no row`);
      return;
    }
    const { changes, count } = resultDifferences(before, after, shownValues);
    if (count === 0) this.tell(`${at}: written otherwise, every value is the same`);
    for (const { path, before: was, after: is } of changes) {
      this.tell(`${at}, ${printable(path, 80)}: ${printable(was, 120)} → ${printable(is, 120)}`);
    }
  }

  private tell(line: string): void {
    this.differing++;
    if (this.differences.length < shownValues) this.differences.push(line);
  }

  private valuesOf(line: string): object | undefined {
    if (this.isCsv) {
      const cells = readRecords(line, ',', 'row');
      if (!cells.ok || cells.value.rowCount === 0) return undefined;
      const width = cells.value.widthOf(0);
      const names = Array.from({ length: width }, (_, i) => stressHeading[i] ?? `column ${i + 1}`);
      return Object.fromEntries(names.map((name, i) => [name, cells.value.cell(0, i)]));
    }
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === 'object' && value !== null ? value : undefined;
    } catch {
      return undefined;
    }
  }
}
