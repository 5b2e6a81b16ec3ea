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

/** A column by its tape and heading, for places of problems. */
export type ColumnName = Pick<ColumnPlace, 'tape' | 'heading'>;

/** A cell that is kept to be shown. */
export interface CellExample {
  readonly line: number;
  readonly text: string;
}

export function exampleAt(at: ColumnPlace, row: number): CellExample {
  return { line: at.rows.lineOf(row), text: at.textAt(row) };
}

/** `questionOn` the cells of these rows. */
export function columnQuestion(
  at: ColumnPlace,
  rows: readonly number[],
  question: string,
  describe: (text: string) => string,
  decide: string,
): Problem {
  const examples = (rows.length === 0 ? [0] : rows.slice(0, 3)).map((row) => exampleAt(at, row));
  return questionOn(at, examples, question, describe, decide);
}

/**
 * Two readings fit a column: an error that shows three cells under both and names the option that decides.
 * `describe` writes one cell under both readings.
 */
export function questionOn(
  at: ColumnName,
  examples: readonly CellExample[],
  question: string,
  describe: (text: string) => string,
  decide: string,
): Problem {
  const shown = examples.slice(0, 3).map(({ line, text }) => {
    return `line ${line}: ${quoted(text, 30)} is ${describe(text)}`;
  });
  const message = `${quoted(at.heading)}: ${question} ${shown.join('; ')}. Say ${decide}`;
  const place = examples[0] === undefined ? at.heading : `${examples[0].line}:${at.heading}`;
  return problem('error', 'ambiguous-column', `${at.tape}:${place}`, message);
}
