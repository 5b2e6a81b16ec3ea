import { failed, type Outcome, type Problem, problem } from '#basics/problem.js';
import { decodeText } from './decodeText.js';
import { delimiterOf, type FoundTape } from './foundTape.js';
import { mapColumns } from './mapColumns.js';
import { readRecords } from './parseRecords.js';
import { readColumns } from './readColumns.js';
import { scanTape } from './scanTape.js';
import { settleLoans } from './settleLoans.js';
import { findLayout } from './tapeLayout.js';
import { missingColumns } from './tapeNeeds.js';
import type { TapeOptions } from './tapeOptions.js';
import type { TapeReading } from './tapeReport.js';
import { type TapeSource, wholeBytes } from './tapeSource.js';

export type { TapeReading };

/**
 * A loan tape, from its bytes to loans: text, delimiter, headings, what each heading means, what each column's
 * figures mean, loans, checks. Every decision is on the report with its evidence. Fails when the tape as a whole
 * cannot be read or leaves a question open; rows that cannot be read are listed as rejects, and whether any is
 * too many is for the caller to say. `name` is the file's base name.
 *
 * Large tapes go through the byte scanner, chunk by chunk; what it does not take (other encodings than UTF-8,
 * sheets that lie on their side, quotes out of order) and small tapes are read as one text. Both ways lead to
 * the same reading.
 */
export function readTape(
  source: Uint8Array | TapeSource,
  name: string,
  options: TapeOptions,
): Outcome<TapeReading> {
  const scanned = scanTape(source, name, options);
  if (scanned !== undefined) return scanned.ok ? readLayout(scanned.value, name, options) : scanned;
  const bytes = wholeBytes(source, name);
  return bytes instanceof Uint8Array ? readText(bytes, name, options) : failed([bytes]);
}

function readText(bytes: Uint8Array, name: string, options: TapeOptions): Outcome<TapeReading> {
  const decoded = decodeText(bytes, name, options.encoding);
  if (!decoded.ok) return decoded;
  const { text } = decoded.value;
  const detected = delimiterOf(text, options);
  const records = readRecords(text, detected.delimiter, name);
  if (!records.ok) return records;
  const layout = findLayout(records.value);
  if (layout === undefined) return failed([noHeadings(name)]);
  return readLayout({ decoded: decoded.value, detected, layout }, name, options);
}

function readLayout(
  { decoded, detected, layout }: FoundTape,
  name: string,
  options: TapeOptions,
): Outcome<TapeReading> {
  const place = `${name}:${layout.headingLine}`;
  const map = mapColumns(layout.headings, options.map, place, layout.headerless);
  if (!map.ok) return map;
  const missing = missingColumns(map.value, layout.headings, place);
  if (missing !== undefined) return failed([missing]);
  if (layout.rows.rowCount === 0) return failed([headingsOnly(place)]);
  const { rows } = layout;
  const semicolons = detected.delimiter === ';';
  const columns = readColumns({ tape: name, rows, map: map.value, semicolons, options });
  if (!columns.ok) return columns;
  const parts = { name, options, decoded, detected, layout, map: map.value };
  return settleLoans({ ...parts, columns: columns.value }, [...map.problems, ...columns.problems]);
}

function noHeadings(name: string): Problem {
  return problem('error', 'no-headings', name, 'no line of headings: the file has no line with words in it');
}

function headingsOnly(place: string): Problem {
  return problem('error', 'no-rows', place, 'there are headings and no loans below them');
}
