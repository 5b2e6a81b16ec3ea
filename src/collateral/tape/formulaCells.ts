import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { CellExample, ColumnName } from './columnQuestion.js';

/** A spreadsheet saved with its formulas shown has no figures in it: the file is at fault, not its rows. */
export function formulaCells(
  at: ColumnName,
  count: number,
  first: CellExample | undefined,
): Problem | undefined {
  if (first === undefined) return undefined;
  const text = quoted(first.text, 30);
  const what =
    count === 1
      ? `${text} is a formula, not a value`
      : `${count} cells hold formulas, such as ${text}, not values`;
  const message = `${what}; save the sheet with its values`;
  return problem('error', 'formula-cells', `${at.tape}:${first.line}:${at.heading}`, message);
}
