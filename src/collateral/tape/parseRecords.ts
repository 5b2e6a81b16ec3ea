import { CsvError, parse } from 'csv-parse/sync';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { scanRecords } from './scanRecords.js';
import type { Delimiter } from './tapeOptions.js';
import { type TapeRows, tapeRows } from './tapeRows.js';

/** Longest record that is believed; beyond it a quote was most likely never closed. */
const longestRecord = 1_000_000;

/** Rows by the fast path, or by the strict one where that has something to explain. */
export function readRecords(text: string, delimiter: Delimiter, name: string): Outcome<TapeRows> {
  const scanned = scanRecords(text, delimiter, longestRecord / bytesInCharacter);
  return scanned === undefined ? parseRecords(text, delimiter, name) : succeeded(scanned);
}

/** csv-parse limits bytes of UTF-8, the scanner characters: what is near the limit is left to csv-parse. */
const bytesInCharacter = 4;

/**
 * The strict path, the scanner's oracle and the only door to csv-parse: RFC 4180 with any line end. Rows of the wrong width are
 * kept as they are, to be rejected with their place; a quote out of order makes the rest of the file
 * unreliable and refuses it. Blank lines are one empty field.
 */
export function parseRecords(text: string, delimiter: Delimiter, name: string): Outcome<TapeRows> {
  try {
    const records: string[][] = parse(text, {
      delimiter,
      record_delimiter: text.includes('\r') ? ['\r\n', '\n', '\r'] : ['\n'],
      relax_column_count: true,
      max_record_size: longestRecord,
    });
    return succeeded(tapeRows(records, lineNumbers(records, text)));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return failed([problem('error', 'bad-csv', `${name}:${errorLine(error, text)}`, explain(error))]);
  }
}

/** A record begins where the one before ended; only quoted line ends make that differ from a plain count. */
function lineNumbers(records: readonly (readonly string[])[], text: string): Uint32Array {
  const lines = new Uint32Array(records.length);
  const plain = !text.includes('"');
  let line = 1;
  for (let i = 0; i < records.length; i++) {
    lines[i] = line++;
    if (!plain) for (const field of records[i]!) line += countLineEnds(field);
  }
  return lines;
}

/** `\n`, `\r\n` and a lone `\r` are one line end each. */
function countLineEnds(text: string): number {
  let count = 0;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) count++;
  for (let i = text.indexOf('\r'); i >= 0; i = text.indexOf('\r', i + 1)) if (text[i + 1] !== '\n') count++;
  return count;
}

/** csv-parse names the line where it gave up; for a quote that stays open, the line that opened it helps. */
function errorLine(error: CsvError, text: string): number {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    const open = openQuote(text);
    if (open >= 0) return countLineEnds(text.slice(0, open)) + 1;
  }
  const line: unknown = error['lines'];
  return typeof line === 'number' ? line : 1;
}

/** Where the first quoted text begins that goes on to the end of the file or beyond the longest record. */
function openQuote(text: string): number {
  for (let open = text.indexOf('"'); open >= 0; ) {
    const close = text.indexOf('"', open + 1);
    if (close < 0 || close - open > longestRecord) return open;
    open = text.indexOf('"', close + 1);
  }
  return -1;
}

function explain(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote opened here is never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'a quoted field goes on after its closing quote; a quote inside quotes is written twice';
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands inside a field that does not begin with one; quote the whole field';
    case 'CSV_MAX_RECORD_SIZE':
      return `a row of more than ${longestRecord} characters; most likely a quote is not closed`;
    default:
      return error.message;
  }
}
