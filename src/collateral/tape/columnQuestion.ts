import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import { trimmedCell } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

/** Where a column of a tape is read, for decisions that can end in a question. */
export interface ColumnPlace {
  readonly tape: string;
  readonly heading: string;
  readonly rows: TapeRows;
  /** The cells from top to bottom, without the blanks around them. */
  readonly texts: readonly string[];
}

export function columnPlace(tape: string, rows: TapeRows, column: number, heading: string): ColumnPlace {
  const texts: string[] = [];
  for (let row = 0; row < rows.rowCount; row++) texts.push(trimmedCell(rows, row, column));
  return { tape, heading, rows, texts };
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
    const text = at.texts[row]!;
    return `line ${at.rows.lineOf(row)}: ${quoted(text, 30)} is ${describe(text)}`;
  });
  const message = `${quoted(at.heading)}: ${question} ${shown.join('; ')}. Say ${decide}`;
  return problem('error', 'ambiguous-column', placeOf(at, rows[0] ?? 0), message);
}
