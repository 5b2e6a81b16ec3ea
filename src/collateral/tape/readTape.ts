import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { decodeText } from './decodeText.js';
import { delimiterOf } from './foundTape.js';
import { joinLoanTables } from './joinLoanTables.js';
import { mapColumns } from './mapColumns.js';
import { readRecords } from './parseRecords.js';
import { DecidedColumns } from './readColumns.js';
import type { SettledTape, TapeParts } from './reportTape.js';
import { scannableTape } from './scanTape.js';
import { settleLoans } from './settleLoans.js';
import { oneBlock, type TapeBlocks } from './tapeBlocks.js';
import { findLayout } from './tapeLayout.js';
import { missingColumns } from './tapeNeeds.js';
import type { TapeOptions } from './tapeOptions.js';
import type { TapeReading, TapeReport } from './tapeReport.js';
import { TapeChanged, type TapeSource, wholeBytes } from './tapeSource.js';

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
  const settled = settleTape(source, name, options, true);
  if (!settled.ok) return settled;
  const { tables, report } = settled.value;
  return succeeded({ table: joinLoanTables(tables), report }, settled.problems);
}

/** What is to be said of a tape, without its loans: a file of any length in bounded memory. */
export function readTapeReport(
  source: Uint8Array | TapeSource,
  name: string,
  options: TapeOptions,
): Outcome<TapeReport> {
  const settled = settleTape(source, name, options, false);
  return settled.ok ? succeeded(settled.value.report, settled.problems) : settled;
}

function settleTape(
  source: Uint8Array | TapeSource,
  name: string,
  options: TapeOptions,
  keepsLoans: boolean,
): Outcome<SettledTape> {
  try {
    const scanned = settleScanned(source, name, options, keepsLoans);
    if (scanned !== undefined) return scanned;
  } catch (error) {
    if (!(error instanceof TapeChanged)) throw error;
    return failed([problem('error', 'changed', name, 'the file changed while it was read')]);
  }
  const bytes = wholeBytes(source, name);
  return bytes instanceof Uint8Array ? settleText(bytes, name, options, keepsLoans) : failed([bytes]);
}

/** Undefined for what the scanner is not made for. */
function settleScanned(
  source: Uint8Array | TapeSource,
  name: string,
  options: TapeOptions,
  keepsLoans: boolean,
): Outcome<SettledTape> | undefined {
  const tape = scannableTape(source, name, options);
  if (tape === undefined) return undefined;
  const { found, map, mapWarnings, blocks } = tape;
  const place = `${name}:${found.layout.headingLine}`;
  const missing = missingColumns(map, found.layout.headings, place);
  // An error in the file comes before what its headings lack; only a whole look tells.
  const columns = new DecidedColumns({
    tape: name,
    map,
    semicolons: found.detected.delimiter === ';',
    options,
    reusesCells: !keepsLoans,
  });
  const counts = blocks.scan((rows) => {
    if (missing === undefined) columns.look(rows);
  });
  if (typeof counts === 'string') return undefined;
  if (missing !== undefined) return failed([missing]);
  if (counts.rowCount === 0) return failed([headingsOnly(place)]);
  const { blankLines, repeatedHeadings } = counts;
  const layout = { ...found.layout, blankLines, repeatedHeadings };
  return settleDecided({ name, options, ...found, layout, map, mapWarnings }, blocks, columns, keepsLoans);
}

function settleText(
  bytes: Uint8Array,
  name: string,
  options: TapeOptions,
  keepsLoans: boolean,
): Outcome<SettledTape> {
  const decoded = decodeText(bytes, name, options.encoding);
  if (!decoded.ok) return decoded;
  const detected = delimiterOf(decoded.value.text, options);
  const records = readRecords(decoded.value.text, detected.delimiter, name);
  if (!records.ok) return records;
  const layout = findLayout(records.value);
  if (layout === undefined) return failed([noHeadings(name)]);
  const place = `${name}:${layout.headingLine}`;
  const map = mapColumns(layout.headings, options.map, place, layout.headerless);
  if (!map.ok) return map;
  const missing = missingColumns(map.value, layout.headings, place);
  if (missing !== undefined) return failed([missing]);
  const { rows } = layout;
  if (rows.rowCount === 0) return failed([headingsOnly(place)]);
  const semicolons = detected.delimiter === ';';
  const columns = new DecidedColumns({ tape: name, map: map.value, semicolons, options, reusesCells: false });
  columns.look(rows);
  const parts = {
    name,
    options,
    decoded: decoded.value,
    detected,
    layout,
    map: map.value,
    mapWarnings: map.problems,
  };
  return settleDecided(parts, oneBlock(rows), columns, keepsLoans);
}

function settleDecided(
  parts: TapeParts,
  blocks: TapeBlocks,
  columns: DecidedColumns,
  keepsLoans: boolean,
): Outcome<SettledTape> {
  const decided = columns.decide(blocks);
  return decided.ok ? settleLoans(parts, blocks, columns, keepsLoans) : decided;
}

function noHeadings(name: string): Problem {
  return problem('error', 'no-headings', name, 'no line of headings: the file has no line with words in it');
}

function headingsOnly(place: string): Problem {
  return problem('error', 'no-rows', place, 'there are headings and no loans below them');
}
