import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import { decodeText } from '#collateral/tape/decodeText.js';
import { parseRecords } from '#collateral/tape/parseRecords.js';
import { readTape } from '#collateral/tape/readTape.js';
import { scanRecords } from '#collateral/tape/scanRecords.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import type { TapeRows } from '#collateral/tape/tapeRows.js';
import type { TapeSource } from '#collateral/tape/tapeSource.js';
import { drawsFrom } from './draws.js';
import { generatedTape } from './generatedTape.js';

/**
 * The differential test on generated files: 1,000 of them in every run of the tests, 100,000 by `npm run test:fuzz`
 * (FUZZ_RUNS, FUZZ_SEED and FUZZ_FROM say another number, another course and where on it to begin). The byte scanner,
 * given pieces of odd sizes, and the way by text say the same or both refuse; so do the scanner of texts and csv-parse;
 * no file takes long, and memory does not grow with their number.
 */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const from = Number(process.env['FUZZ_FROM'] ?? 0);
const slowestMs = 5_000;

function said(
  tape: Uint8Array | TapeSource,
  stated: TapeOptions,
  scanFrom: number,
): { accepted: number; text: string } {
  const outcome = readTape(tape, 't.csv', { ...stated, scanFrom });
  if (!outcome.ok) return { accepted: 0, text: JSON.stringify(outcome.problems) };
  const { table, report } = outcome.value;
  const ids = Array.from({ length: table.rowCount }, (_, row) => table.loanId.at(row));
  // Ids are compared as texts: how a reading keeps them is its own affair.
  const { loanId: _, ...columns } = table;
  return { accepted: table.rowCount, text: JSON.stringify({ columns, report, ids }) };
}

function inPieces(bytes: Uint8Array, size: number): TapeSource {
  return {
    sizeBytes: bytes.length,
    *chunks() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
    },
  };
}

/** Undefined, or the rows of both where they differ. */
function recordsDiffer(bytes: Uint8Array): string | undefined {
  const decoded = decodeText(bytes, 't.csv');
  if (!decoded.ok) return undefined;
  const scanned = scanRecords(decoded.value.text, ',', 250_000);
  if (scanned === undefined) return undefined; // left to the strict path, which says why
  const strict = parseRecords(decoded.value.text, ',', 't.csv');
  if (!strict.ok) return `csv-parse refuses: ${JSON.stringify(strict.problems)}`;
  const [one, other] = [rowsText(scanned), rowsText(strict.value)];
  return one === other ? undefined : `${one}\n${other}`;
}

function rowsText(rows: TapeRows): string {
  return JSON.stringify(
    Array.from({ length: rows.rowCount }, (_, row) => [
      rows.lineOf(row),
      ...Array.from({ length: rows.widthOf(row) }, (_, column) => rows.cell(row, column)),
    ]),
  );
}

/** Answers to the usual questions, without which many good tapes end in one. */
const answers: TapeOptions = {
  dateOrder: 'dmy',
  termUnit: 'months',
  decimalMark: '.',
  cutOffDate: calendarDate(2026, 1, 31),
};

/** What is left after collecting garbage: a file that was read leaves nothing behind. */
function memoryHeld(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Pieces down to a byte, of large files larger ones: a row that is not complete is read anew with each piece. */
const pieceSizes = [1, 2, 3, 7, 16, 61, 64, 1000, 1 << 20];

/** One file of the course, read all ways: how many loans it gave and the milliseconds of processor time of the scan. */
function compared(file: number): { readonly accepted: number; readonly ms: number } {
  const draws = drawsFrom(seed * 1_000_003 + file);
  const bytes = generatedTape(draws);
  const size = Math.max(draws.of(pieceSizes), bytes.length > 10_000 ? Math.ceil(bytes.length / 200) : 1);
  const stated = draws.chance(0.7) ? answers : {};
  const start = process.cpuUsage();
  // Columns are kept between two runs through the rows, or scanned again.
  const again: TapeOptions = size % 2 === 0 ? stated : { ...stated, keptMost: 0 };
  const scanned = said(inPieces(bytes, size), again, 0);
  const ms = process.cpuUsage(start).user / 1000; // a busy machine is no slow reader
  const whole = said(bytes, stated, Number.POSITIVE_INFINITY).text;
  if (scanned.text !== whole) expect(scanned.text.slice(0, shownMost)).toBe(whole.slice(0, shownMost));
  expect(scanned.text === whole).toBe(true);
  expect(recordsDiffer(bytes)?.slice(0, shownMost)).toBeUndefined();
  return { accepted: scanned.accepted, ms };
}

/** So that a difference of two files of megabytes can be printed. */
const shownMost = 20_000;

it(`scanner and strict path agree on ${numRuns} files`, { timeout: 0 }, () => {
  const faults: string[] = [];
  let withLoans = 0;
  let slowest = { ms: 0, file: from };
  let early = 0;
  for (let file = from; file < from + numRuns; file++) {
    try {
      const { accepted, ms } = compared(file);
      if (ms > slowest.ms) slowest = { ms, file };
      if (accepted > 0) withLoans++;
    } catch (fault) {
      faults.push(`file ${file} of seed ${seed}: ${fault instanceof Error ? fault.stack : fault}`);
    }
    if (file - from === Math.min(2000, numRuns - 1)) early = memoryHeld();
  }
  const grown = (memoryHeld() - early) / 1e6;
  const peak = process.resourceUsage().maxRSS / 1e3;
  console.log(
    `seed ${seed}, files ${from} to ${from + numRuns - 1}: ${withLoans} with loans, slowest ${slowest.ms.toFixed(0)} ms (file ${slowest.file}), grown ${grown.toFixed(0)} MB, peak ${peak.toFixed(0)} MB`,
  );
  expect(faults.slice(0, 5)).toEqual([]);
  expect(withLoans).toBeGreaterThan(numRuns / 3); // else mostly refusals would be compared
  expect(slowest.ms).toBeLessThan(slowestMs);
  expect(grown).toBeLessThan(50);
});
