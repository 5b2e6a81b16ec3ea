import type { TapeColumns } from './columnReader.js';
import { type NumberCells, present } from './tapeCells.js';

/**
 * What a payable earns that was bought below its face, as simple interest on actual days of a year of 365:
 *
 *   rate = (face / price - 1) * 365 / days from purchase to due date
 *
 * The money-market yield of a discount paper: 97 for 100 in 90 days is 12.54 % a year. Only rows with all four
 * figures, a price above zero and days in between have one; undefined for a tape without these columns.
 */
export function purchaseYields({ numbers, dates }: TapeColumns, rowCount: number): NumberCells | undefined {
  const face = numbers.get('faceAmount');
  const price = numbers.get('purchasePrice');
  const bought = dates.get('purchaseDate');
  const due = dates.get('dueDate');
  if (face === undefined || price === undefined || bought === undefined || due === undefined)
    return undefined;
  const values = new Float64Array(rowCount);
  const state = new Uint8Array(rowCount);
  const columns = [face, price, bought, due];
  for (let row = 0; row < rowCount; row++) {
    if (columns.some((cells) => cells.state[row] !== present)) continue;
    const days = due.days[row]! - bought.days[row]!;
    if (days <= 0 || price.values[row]! <= 0) continue;
    values[row] = ((face.values[row]! / price.values[row]! - 1) * 365) / days;
    state[row] = present;
  }
  return { values, state };
}
