import { type Problem, problem } from '#basics/problem.js';
import type { TapeRows } from './tapeRows.js';

/**
 * A row with more fields than there are headings, mostly a comma inside a number (`1,000.00`): every field behind it
 * would be read as another one. Row 0 has the headings.
 */
export function raggedRow(rows: TapeRows, row: number, name: string): Problem | undefined {
  const [fields, headings] = [rows.widthOf(row), rows.widthOf(0)];
  if (fields <= headings) return undefined;
  return problem(
    'error',
    'ragged',
    `${name}:${rows.lineOf(row)}`,
    `${fields} fields under ${headings} headings`,
  );
}
