import { failed, type Outcome, type Problem, problem } from '#basics/problem.js';
import { decodeText } from './decodeText.js';
import { detectDelimiter } from './detectDelimiter.js';
import { mapColumns } from './mapColumns.js';
import { readRecords } from './parseRecords.js';
import { readColumns } from './readColumns.js';
import { settleLoans } from './settleLoans.js';
import { findLayout } from './tapeLayout.js';
import { missingColumns } from './tapeNeeds.js';
import type { TapeOptions } from './tapeOptions.js';
import type { TapeReading } from './tapeReport.js';

export type { TapeReading };

/**
 * A loan tape, from its bytes to loans: text, delimiter, headings, what each heading means, what each column's
 * figures mean, loans, checks. Every decision is on the report with its evidence. Fails when the tape as a whole
 * cannot be read or leaves a question open; rows that cannot be read are listed as rejects, and whether any is
 * too many is for the caller to say. `name` is the file's base name.
 */
export function readTape(bytes: Uint8Array, name: string, options: TapeOptions): Outcome<TapeReading> {
  const decoded = decodeText(bytes, name, options.encoding);
  if (!decoded.ok) return decoded;
  const { text } = decoded.value;
  const detected =
    options.delimiter === undefined
      ? detectDelimiter(text)
      : { delimiter: options.delimiter, evidence: 'as stated' };
  const records = readRecords(text, detected.delimiter, name);
  if (!records.ok) return records;
  const layout = findLayout(records.value);
  if (layout === undefined) return failed([noHeadings(name)]);
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
  const parts = { name, options, decoded: decoded.value, detected, layout, map: map.value };
  return settleLoans({ ...parts, columns: columns.value }, columns.problems);
}

function noHeadings(name: string): Problem {
  return problem('error', 'no-headings', name, 'no line of headings: the file has no line with words in it');
}

function headingsOnly(place: string): Problem {
  return problem('error', 'no-rows', place, 'there are headings and no loans below them');
}
