import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { StoredColumn } from './scan/storedColumn.js';
import { trimmedCell } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

/** Where a column of a tape is read, for decisions that can end in a question. */
export interface ColumnPlace {
  readonly tape: string;
  readonly heading: string;
  readonly rows: TapeRows;
  /** The cell of a row, without the blanks around it. */
  textAt(row: number): string;
  /** The same cells packed, where the byte scanner has read them. */
  readonly stored: StoredColumn | undefined;
}

export function columnPlace(tape: string, rows: TapeRows, column: number, heading: string): ColumnPlace {
  const stored = rows.columns?.[column];
  if (stored !== undefined) return { tape, heading, rows, stored, textAt: (row) => stored.textAt(row) };
  const texts: string[] = [];
  for (let row = 0; row < rows.rowCount; row++) texts.push(trimmedCell(rows, row, column));
  return { tape, heading, rows, stored, textAt: (row) => texts[row]! };
}

export function placeOf(at: ColumnPlace, row: number): string {
  return `${at.tape}:${at.rows.lineOf(row)}:${at.heading}`;
}

/**
 * Two readings fit a column: an error that shows three rows under both and names the option that decides.
 * `describe` writes one cell under both readings.
 */
export function columnQuestion(
  at: ColumnPlace,
  rows: readonly number[],
  question: string,
  describe: (text: string) => string,
  decide: string,
): Problem {
  const shown = rows.slice(0, 3).map((row) => {
    const text = at.textAt(row);
    return `line ${at.rows.lineOf(row)}: ${quoted(text, 30)} is ${describe(text)}`;
  });
  const message = `${quoted(at.heading)}: ${question} ${shown.join('; ')}. Say ${decide}`;
  return problem('error', 'ambiguous-column', placeOf(at, rows[0] ?? 0), message);
}
